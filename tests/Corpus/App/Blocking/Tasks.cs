// case: the result of a task is read in an async method
// after: Microsoft.VisualStudio.Threading.Analyzers VSTHRD103
namespace Corpus.Blocking.ResultInAsync
{
    public sealed class Prices(HttpClient http)
    {
        public async Task<int> LengthAsync(string url)
        {
            await Task.Yield();
            return http.GetStringAsync(url).Result.Length; // expect: IC3001
        }
    }
}

// case: Wait two synchronous calls below an async method
namespace Corpus.Blocking.WaitBelow
{
    public sealed class Orders
    {
        public async Task PlaceAsync(string id)
        {
            await Task.Yield();
            Store(id);
        }

        private void Store(string id) => Flush(id);

        private void Flush(string id)
        {
            SendAsync(id).Wait(); // expect: IC3001
        }

        private static async Task SendAsync(string id)
        {
            await Task.Delay(id.Length);
        }
    }
}

// case: GetAwaiter().GetResult() behind an interface, one of two implementations
namespace Corpus.Blocking.GetResultBehindInterface
{
    public interface IRates { decimal Of(string currency); }

    public sealed class FixedRates : IRates { public decimal Of(string currency) => currency.Length; }

    public sealed class RemoteRates(HttpClient http) : IRates
    {
        public decimal Of(string currency)
        {
            var text = http.GetStringAsync("/rates/" + currency).GetAwaiter().GetResult(); // expect: IC3001
            return decimal.Parse(text);
        }
    }

    public sealed class Billing(IRates rates)
    {
        public async Task<decimal> TotalAsync(string currency)
        {
            await Task.Delay(1);
            return rates.Of(currency) * 2;
        }
    }

    public static class Composition
    {
        public static IRates[] All(HttpClient http) => [new FixedRates(), new RemoteRates(http)];
    }
}

// case: ConfigureAwait(false) does not make a wait asynchronous
namespace Corpus.Blocking.ConfiguredWait
{
    public sealed class Session
    {
        public async ValueTask<string> TokenAsync()
        {
            await Task.Yield();
            return FetchAsync().ConfigureAwait(false).GetAwaiter().GetResult(); // expect: IC3001
        }

        private static async Task<string> FetchAsync()
        {
            await Task.Delay(5);
            return "t";
        }
    }
}

// case: the result of a ValueTask
namespace Corpus.Blocking.ValueTaskResult
{
    public sealed class Cache
    {
        public async Task<int> GetAsync(int key)
        {
            await Task.Yield();
            var pending = LoadAsync(key);
            return pending.Result; // expect: IC3001
        }

        private static async ValueTask<int> LoadAsync(int key)
        {
            await Task.Delay(key);
            return key;
        }
    }
}

// case: waiting for all of them at once
namespace Corpus.Blocking.WaitAllOfThem
{
    public sealed class Fan(HttpClient http)
    {
        public async Task<int> SumAsync(string[] urls)
        {
            await Task.Yield();
            var calls = urls.Select(u => http.GetStringAsync(u)).ToArray(); // expect: IC3102
            Task.WaitAll(calls); // expect: IC3001
            return calls.Sum(c => c.Result.Length);
        }
    }
}

// case: WhenAny is asked for its result instead of being awaited
namespace Corpus.Blocking.WhenAnyResult
{
    public sealed class Race(HttpClient http)
    {
        public async Task<Task<string>> FirstAsync(string a, string b)
        {
            await Task.Yield();
            return Task.WhenAny(http.GetStringAsync(a), http.GetStringAsync(b)).Result; // expect: IC2102, IC3001
        }
    }
}

// case: the task is awaited only on one of the ways
namespace Corpus.Blocking.AwaitedOnOneWay
{
    public sealed class Reports
    {
        public async Task<int> RunAsync(bool eager)
        {
            var work = ComputeAsync();
            if (eager)
            {
                await work;
            }

            return work.Result; // expect: IC3001
        }

        private static async Task<int> ComputeAsync()
        {
            await Task.Delay(1);
            return 1;
        }
    }
}

// case: awaited after it was read
namespace Corpus.Blocking.AwaitedTooLate
{
    public sealed class Late
    {
        public async Task<int> RunAsync()
        {
            var work = ComputeAsync();
            var value = work.Result; // expect: IC3001
            await work;
            return value;
        }

        private static async Task<int> ComputeAsync()
        {
            await Task.Delay(1);
            return 1;
        }
    }
}

// case: another task was awaited
namespace Corpus.Blocking.OtherTaskAwaited
{
    public sealed class Two
    {
        public async Task<int> RunAsync()
        {
            var first = ComputeAsync(1);
            var second = ComputeAsync(2);
            await first;
            return first.Result + second.Result; // expect: IC3001
        }

        private static async Task<int> ComputeAsync(int x)
        {
            await Task.Delay(x);
            return x;
        }
    }
}

// case: a task is waited for in a lambda that LINQ runs
namespace Corpus.Blocking.ResultInLinq
{
    public sealed class Directory(HttpClient http)
    {
        public async Task<List<string>> AllAsync(IEnumerable<string> ids)
        {
            await Task.Yield();
            return ids.Select(id => http.GetStringAsync("/u/" + id).Result).ToList(); // expect: IC3001, IC3102
        }
    }
}

// case: a constructor that loads asynchronously and waits
namespace Corpus.Blocking.ConstructorWaits
{
    public sealed class Settings
    {
        public Settings()
        {
            Text = LoadAsync().GetAwaiter().GetResult(); // expect: IC3001
        }

        public string Text { get; }

        private static async Task<string> LoadAsync()
        {
            await Task.Delay(1);
            return "";
        }
    }

    public sealed class Reader
    {
        public async Task<string> ReadAsync()
        {
            await Task.Yield();
            return new Settings().Text;
        }
    }
}

// case: a property getter that waits
namespace Corpus.Blocking.PropertyWaits
{
    public sealed class Account(HttpClient http)
    {
        private string? _name;

        public string Name => _name ??= http.GetStringAsync("/name").Result; // expect: IC3001
    }

    public sealed class Greeter
    {
        public async Task<string> GreetAsync(Account account)
        {
            await Task.Delay(1);
            return "Hello " + account.Name;
        }
    }
}

// case: Dispose waits, and a using statement calls it
namespace Corpus.Blocking.DisposeWaits
{
    public sealed class Outbox : IDisposable
    {
        public void Dispose()
        {
            FlushAsync().Wait(); // expect: IC3001
        }

        private static async Task FlushAsync() => await Task.Delay(10);
    }

    public sealed class Sender
    {
        public async Task SendAsync()
        {
            using var outbox = new Outbox();
            await Task.Delay(1);
        }
    }
}

// case: a static constructor waits for the one who first touches the type
namespace Corpus.Blocking.StaticConstructorWaits
{
    public static class Catalog
    {
        public static readonly string Text;

        static Catalog()
        {
            Text = LoadAsync().Result; // expect: IC3001
        }

        private static async Task<string> LoadAsync()
        {
            await Task.Delay(1);
            return "";
        }
    }

    public sealed class Shelf
    {
        public async Task<int> CountAsync()
        {
            await Task.Yield();
            return Catalog.Text.Length;
        }
    }
}

// case: a Lazy whose factory waits
namespace Corpus.Blocking.LazyWaits
{
    public sealed class Keys(HttpClient http)
    {
        private readonly Lazy<string> _key = new(() => http.GetStringAsync("/key").Result); // expect: IC3001

        public async Task<string> SignAsync(string text)
        {
            await Task.Yield();
            return text + _key.Value;
        }
    }
}

// case: a task in a field, never completed first
namespace Corpus.Blocking.FieldTask
{
    public sealed class Warm
    {
        private readonly Task<int> _warm = WarmAsync();

        public async Task<int> GetAsync()
        {
            await Task.Yield();
            return _warm.Result; // expect: IC3001
        }

        private static async Task<int> WarmAsync()
        {
            await Task.Delay(100);
            return 1;
        }
    }
}

// case: an async void event handler waits
namespace Corpus.Blocking.AsyncVoid
{
    public sealed class Ticker
    {
        public async void OnTick(object? sender, EventArgs e)
        {
            await Task.Yield();
            RefreshAsync().Wait(TimeSpan.FromSeconds(5)); // expect: IC3001
        }

        private static async Task RefreshAsync() => await Task.Delay(1);
    }
}

// case: a method that returns a task without being async
namespace Corpus.Blocking.NotEvenAsync
{
    public interface IMessages { Task HandleAsync(string text); }

    public sealed class Handler(HttpClient http) : IMessages
    {
        public Task HandleAsync(string text)
        {
            var reply = http.PostAsync("/log", new StringContent(text)).Result; // expect: IC3001
            reply.EnsureSuccessStatusCode();
            return Task.CompletedTask;
        }
    }
}

// case: an async iterator waits between its items
namespace Corpus.Blocking.AsyncIterator
{
    public sealed class Pages(HttpClient http)
    {
        public async IAsyncEnumerable<string> ReadAsync()
        {
            for (var page = 0; page < 10; page++)
            {
                await Task.Delay(1);
                yield return http.GetStringAsync("/p/" + page).Result; // expect: IC3001
            }
        }
    }
}

// case: a local function waits
namespace Corpus.Blocking.LocalFunction
{
    public sealed class Import
    {
        public async Task RunAsync(int[] rows)
        {
            await Task.Yield();
            foreach (var row in rows)
            {
                Save(row);
            }

            void Save(int row)
            {
                StoreAsync(row).GetAwaiter().GetResult(); // expect: IC3001
            }
        }

        private static async Task StoreAsync(int row) => await Task.Delay(row);
    }
}

// case: Task.Run only to wait for it
namespace Corpus.Blocking.RunAndWait
{
    public sealed class Wrapper
    {
        public async Task<int> GetAsync()
        {
            await Task.Yield();
            return Task.Run(() => LoadAsync()).Result; // expect: IC3001
        }

        private static async Task<int> LoadAsync()
        {
            await Task.Delay(1);
            return 1;
        }
    }
}

// case: an async stream is turned into a blocking one
namespace Corpus.Blocking.BlockingEnumerable
{
    public sealed class Feed
    {
        public async Task<int> SumAsync()
        {
            await Task.Yield();
            var sum = 0;
            foreach (var n in NumbersAsync().ToBlockingEnumerable()) // expect: IC3001
            {
                sum += n;
            }

            return sum;
        }

        private static async IAsyncEnumerable<int> NumbersAsync()
        {
            await Task.Delay(1);
            yield return 1;
        }
    }
}
