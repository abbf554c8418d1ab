using Polly;
using Polly.Retry;

namespace Corpus.Blocking.Pauses
{
    public sealed record Tariff(string Zone, decimal Price);

    public sealed class TariffBook
    {
        private readonly Dictionary<string, Tariff> _tariffs = [];

        public Tariff Find(string zone) => _tariffs.TryGetValue(zone, out var tariff) ? tariff : throw new KeyNotFoundException(zone);
    }

    // case: a synchronous policy sleeps between two attempts
    public sealed class TariffReader(TariffBook book)
    {
        private static readonly RetryPolicy Patient = Policy.Handle<TimeoutException>().WaitAndRetry(3, attempt => TimeSpan.FromSeconds(attempt));

        public async Task<decimal> PriceAsync(string zone)
        {
            await Task.Yield();
            return Patient.Execute(() => book.Find(zone)).Price; // expect: IC3001
        }
    }

    // look-alike: it tries again at once
    public sealed class HastyTariffReader(TariffBook book)
    {
        private static readonly RetryPolicy Hasty = Policy.Handle<TimeoutException>().Retry(3);

        public async Task<decimal> PriceAsync(string zone)
        {
            await Task.Yield();
            return Hasty.Execute(() => book.Find(zone)).Price;
        }
    }

    // case: the synchronous member of a pipeline, two calls below
    public sealed class TariffCache(TariffBook book)
    {
        private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 4, ShouldHandle = new PredicateBuilder().Handle<TimeoutException>() })
            .Build();

        public async Task<decimal> PriceAsync(string zone)
        {
            await Task.Yield();
            return Known(zone).Price;
        }

        private Tariff Known(string zone) => _pipeline.Execute(() => book.Find(zone)); // expect: IC3001
    }

    // look-alike: a pipeline that pauses for no time, and one that only has a limit
    public sealed class EagerTariffCache(TariffBook book)
    {
        private readonly ResiliencePipeline _eager = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 4, Delay = TimeSpan.Zero, ShouldHandle = new PredicateBuilder().Handle<TimeoutException>() })
            .Build();

        private readonly ResiliencePipeline _limited = new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(2)).Build();

        public async Task<decimal> PriceAsync(string zone)
        {
            await Task.Yield();
            return _eager.Execute(() => book.Find(zone)).Price + _limited.Execute(() => book.Find(zone)).Price;
        }
    }

    // look-alike: a pause of no time, from a function and from a list
    public sealed class PromptTariffReader(TariffBook book)
    {
        private static readonly RetryPolicy Prompt = Policy.Handle<TimeoutException>().WaitAndRetry(3, _ => TimeSpan.Zero);
        private static readonly RetryPolicy Listed = Policy.Handle<TimeoutException>().WaitAndRetry(new[] { TimeSpan.Zero, TimeSpan.Zero });

        public async Task<decimal> PriceAsync(string zone)
        {
            await Task.Yield();
            return Prompt.Execute(() => book.Find(zone)).Price + Listed.Execute(() => book.Find(zone)).Price;
        }
    }

    // look-alike: a command line tool that waits on its own thread
    public sealed class TariffImport(TariffBook book)
    {
        private static readonly RetryPolicy Patient = Policy.Handle<TimeoutException>().WaitAndRetry(3, attempt => TimeSpan.FromSeconds(attempt));

        public decimal Price(string zone) => Patient.Execute(() => book.Find(zone)).Price;
    }
}

namespace Corpus.Blocking.Connecting
{
    // case: a client that is connected when it is made
    public sealed class Till(string host)
    {
        public async Task RingAsync(ReadOnlyMemory<byte> sale)
        {
            using var client = new System.Net.Sockets.TcpClient(host, 9100); // expect: IC3001
            await client.GetStream().WriteAsync(sale);
        }
    }

    // look-alike: one that is made with an address of its own, and connects asynchronously
    public sealed class PatientTill(string host)
    {
        public async Task RingAsync(ReadOnlyMemory<byte> sale)
        {
            using var client = new System.Net.Sockets.TcpClient(new System.Net.IPEndPoint(System.Net.IPAddress.Any, 0));
            await client.ConnectAsync(host, 9100);
            await client.GetStream().WriteAsync(sale);
        }
    }
}
