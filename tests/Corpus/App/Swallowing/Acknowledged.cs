using Confluent.Kafka;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Corpus.Swallowing.Acknowledged;

public interface IEnvelope
{
    string Body { get; }

    Task CompleteAsync();

    Task ReleaseAsync();
}

public sealed class Doors(IChannel channel, HttpClient http)
{
    // case: what has failed is done as well
    public async Task OnOpenedAsync(BasicDeliverEventArgs message)
    {
        try
        {
            await http.PostAsync("/doors/" + message.RoutingKey, null);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        }
        catch (HttpRequestException) // expect: IC2102
        {
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        }
    }

    // case: through a method of ours
    public async Task OnClosedAsync(BasicDeliverEventArgs message)
    {
        try
        {
            await http.PostAsync("/closed/" + message.RoutingKey, null);
            await DoneAsync(message);
        }
        catch (HttpRequestException) // expect: IC2102
        {
            await DoneAsync(message);
        }
    }

    private async Task DoneAsync(BasicDeliverEventArgs message) => await channel.BasicAckAsync(message.DeliveryTag, multiple: false);

    // look-alike: it comes again
    public async Task OnLockedAsync(BasicDeliverEventArgs message)
    {
        try
        {
            await http.PostAsync("/locked/" + message.RoutingKey, null);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        }
        catch (HttpRequestException)
        {
            await channel.BasicNackAsync(message.DeliveryTag, multiple: false, requeue: true);
        }
    }

    // look-alike: it is put aside first
    public async Task OnForcedAsync(BasicDeliverEventArgs message)
    {
        try
        {
            await http.PostAsync("/forced/" + message.RoutingKey, null);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        }
        catch (HttpRequestException)
        {
            await channel.BasicPublishAsync("parked", message.RoutingKey, message.Body);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        }
    }
}

public sealed class Gates(IChannel channel)
{
    private readonly List<int> _open = [];

    // case: what cannot be read is gone, and nobody knows of it
    public async Task OnOpenedAsync(BasicDeliverEventArgs message)
    {
        try
        {
            Open(BitConverter.ToInt32(message.Body.Span));
        }
        catch (ArgumentException) // expect: IC2102
        {
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
            return;
        }

        await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
    }

    // look-alike: it is put aside
    public async Task OnClosedAsync(BasicDeliverEventArgs message)
    {
        try
        {
            Open(BitConverter.ToInt32(message.Body.Span));
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        }
        catch (ArgumentException)
        {
            await channel.BasicNackAsync(message.DeliveryTag, multiple: false, requeue: false);
        }
    }

    // look-alike: somebody is told
    public async Task OnLockedAsync(BasicDeliverEventArgs message)
    {
        try
        {
            Open(BitConverter.ToInt32(message.Body.Span));
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        }
        catch (ArgumentException e)
        {
            await Console.Error.WriteLineAsync(e.ToString());
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        }
    }

    private void Open(int gate) => _open.Add(gate);
}

public sealed class Readings(IConsumer<string, string> consumer, DbContext db)
{
    // case: the offset moves on
    public void Take()
    {
        var reading = consumer.Consume(1000);
        try
        {
            db.Add(reading);
            db.SaveChanges();
            consumer.Commit(reading);
        }
        catch (DbUpdateException) // expect: IC2102
        {
            consumer.Commit(reading);
        }
    }

    // look-alike: it is read again
    public void TakeAgain()
    {
        var reading = consumer.Consume(1000);
        try
        {
            db.Add(reading);
            db.SaveChanges();
            consumer.Commit(reading);
        }
        catch (DbUpdateException)
        {
            consumer.Seek(reading);
        }
    }
}

public sealed class Envelopes(HttpClient http)
{
    // case: behind an interface of ours
    public async Task HandleAsync(IEnvelope envelope)
    {
        try
        {
            await http.PostAsync("/envelopes", new StringContent(envelope.Body));
            await envelope.CompleteAsync();
        }
        catch (HttpRequestException) // expect: IC2102
        {
            await envelope.CompleteAsync();
        }
    }

    // look-alike: another one may take it
    public async Task OfferAsync(IEnvelope envelope)
    {
        try
        {
            await http.PostAsync("/offers", new StringContent(envelope.Body));
            await envelope.CompleteAsync();
        }
        catch (HttpRequestException)
        {
            await envelope.ReleaseAsync();
        }
    }
}
