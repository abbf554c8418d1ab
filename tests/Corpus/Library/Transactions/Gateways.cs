using System.Net.Http.Json;
using MailKit.Net.Smtp;
using MimeKit;
using RabbitMQ.Client;

namespace Corpus.Library.Transactions;

// Sends the mail of NotifyInside, two calls below and behind an interface.
public interface INotifier
{
    Task NotifyAsync(int orderId);
}

public sealed class MailNotifier(ISmtpClient smtp) : INotifier
{
    public async Task NotifyAsync(int orderId)
    {
        var message = new MimeMessage { Subject = "Order " + orderId };
        await smtp.SendAsync(message);
    }
}

public sealed class Broker(IChannel channel)
{
    public async Task PublishAsync(string name)
    {
        ReadOnlyMemory<byte> body = System.Text.Encoding.UTF8.GetBytes(name);
        await channel.BasicPublishAsync("shop", name, body);
    }
}

public sealed class PaymentClient(HttpClient http)
{
    public Task ChargeAsync(int orderId) => http.PostAsJsonAsync("charges", orderId);

    public Task<decimal> RateAsync(string currency) => http.GetFromJsonAsync<decimal>("rates/" + currency)!;
}
