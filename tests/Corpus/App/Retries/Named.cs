using RabbitMQ.Client;

// Names by which a receiver knows a message that it has had.
namespace Corpus.Retries.Named;

public sealed class Parcel
{
    public Guid Id { get; init; } = Guid.NewGuid();

    public string Text { get; init; } = "";

    public static Parcel Of(string text) => new() { Text = text };
}

// look-alike: the delivery has its name before the first attempt
public sealed class ParcelCourier(HttpClient http)
{
    public async Task BringAsync(string text, CancellationToken cancellationToken)
    {
        var parcel = Parcel.Of(text);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var content = new StringContent(parcel.Text);
                content.Headers.Add("X-Parcel-Delivery-Id", parcel.Id.ToString());
                using var brought = await http.PostAsync("/door", content, cancellationToken);
                brought.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (attempt < 3)
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }
}

// case: each attempt is a delivery of its own
public sealed class ForgetfulCourier(HttpClient http)
{
    public async Task BringAsync(string text, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var parcel = Parcel.Of(text);
                using var content = new StringContent(parcel.Text);
                content.Headers.Add("X-Parcel-Delivery-Id", parcel.Id.ToString());
                using var brought = await http.PostAsync("/door", content, cancellationToken); // expect: IC1302
                brought.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (attempt < 3)
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }
}

// look-alike: the message has the number of what has happened
public sealed class ParcelNews(IChannel channel)
{
    public async Task TellAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var properties = new BasicProperties { MessageId = parcel.Id.ToString(), ContentType = "text/plain" };
                await channel.BasicPublishAsync("parcels", "brought", false, properties, default, cancellationToken);
                return;
            }
            catch (IOException) when (attempt < 3)
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }
}

// case: the message gets a new number in each attempt
public sealed class ParcelRumour(IChannel channel)
{
    public async Task TellAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var properties = new BasicProperties { MessageId = Guid.NewGuid().ToString(), ContentType = parcel.Text };
                await channel.BasicPublishAsync("parcels", "brought", false, properties, default, cancellationToken); // expect: IC1302
                return;
            }
            catch (IOException) when (attempt < 3)
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }
}
