// look-alike: captured by a lambda that is made after both were awaited
namespace Corpus.Blocking.CapturedAfterWhenAll
{
    public sealed class Rows(HttpClient http)
    {
        public async Task<List<string>> GetAsync(int[] ids)
        {
            var user = http.GetStringAsync("/user");
            var site = http.GetStringAsync("/site");
            await Task.WhenAll(user, site);
            return ids.Select(id => id + user.Result + site.Result).ToList();
        }
    }
}

// look-alike: captured, awaited one after the other
namespace Corpus.Blocking.CapturedAfterAwait
{
    public sealed class Rows(HttpClient http)
    {
        public async Task<List<string>> GetAsync(int[] ids)
        {
            var user = http.GetStringAsync("/user");
            await user;
            return ids.Select(id => id + user.Result).ToList();
        }

        public Task<string> JoinAsync()
        {
            var a = http.GetStringAsync("/a");
            var b = http.GetStringAsync("/b");
            return Task.WhenAll(a, b).ContinueWith(_ => a.Result + b.Result, TaskScheduler.Default);
        }
    }
}

// case: captured before anybody awaits it
namespace Corpus.Blocking.CapturedTooEarly
{
    public sealed class Rows(HttpClient http)
    {
        public async Task<List<string>> GetAsync(int[] ids)
        {
            var user = http.GetStringAsync("/user");
            var rows = ids.Select(id => id + user.Result).ToList(); // expect: IC3001
            await user;
            return rows;
        }
    }
}

// look-alike: each as it completes
namespace Corpus.Blocking.AsTheyComplete
{
    public sealed class Stream(HttpClient http)
    {
        public async Task<int> TotalAsync(string[] urls)
        {
            var total = 0;
            await foreach (var done in Task.WhenEach(urls.Select(u => http.GetStringAsync(u)))) // expect: IC3102
            {
                total += done.Result.Length;
            }

            var rest = urls.Select(u => http.GetStringAsync(u)).ToList(); // expect: IC3102
            while (rest.Count > 0)
            {
                var next = await Task.WhenAny(rest);
                rest.Remove(next);
                total += next.Result.Length;
            }

            return total;
        }
    }
}

// look-alike: completed in every branch of a pattern
namespace Corpus.Blocking.CompletedPattern
{
    public sealed class Patterns
    {
        public async Task<int> GetAsync(Task<int>? cached, ValueTask<int> pending)
        {
            await Task.Yield();
            if (cached is { IsCompletedSuccessfully: true })
            {
                return cached.Result;
            }

            if (!pending.IsCompletedSuccessfully)
            {
                return await pending;
            }

            return cached is { IsCompleted: true, Result: var known } ? known : pending.Result;
        }
    }
}

// case: an event whose handler waits is raised by async code
namespace Corpus.Blocking.RaisedEvent
{
    public sealed class Bus
    {
        public event EventHandler? Changed;

        public async Task PublishAsync()
        {
            await Task.Yield();
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    public sealed class Listener
    {
        public Listener(Bus bus) => bus.Changed += OnChanged;

        private void OnChanged(object? sender, EventArgs e) => Thread.Sleep(10); // expect: IC3001
    }
}

// case: ToString asks the network
namespace Corpus.Blocking.ToStringAsks
{
    public sealed class Customer(HttpClient http)
    {
        public override string ToString() => http.GetStringAsync("/name").Result; // expect: IC3001
    }

    public sealed class Mailer
    {
        public async Task<string> AddressAsync(Customer customer)
        {
            await Task.Yield();
            return customer.ToString();
        }
    }
}

// case: in a when clause, a catch with an await and a finally
namespace Corpus.Blocking.InHandlers
{
    public sealed class Fragile(HttpClient http)
    {
        public async Task RunAsync()
        {
            try
            {
                await Task.Delay(1);
            }
            catch (IOException e) when (http.GetStringAsync(e.Message).Result.Length > 0) // expect: IC3001
            {
                await Task.Delay(2);
                File.AppendAllText("errors.log", e.Message); // expect: IC3001
            }
            finally
            {
                await Task.Delay(3);
                Thread.Sleep(1); // expect: IC3001
            }
        }
    }
}

// case: the factory of a memory cache runs there and then
namespace Corpus.Blocking.CacheFactory
{
    public sealed class Cached(Microsoft.Extensions.Caching.Memory.IMemoryCache cache)
    {
        public async Task<string?> GetAsync(string path)
        {
            await Task.Yield();
            return Microsoft.Extensions.Caching.Memory.CacheExtensions.GetOrCreate(cache, path, _ => File.ReadAllText(path)); // expect: IC3001
        }
    }
}

// case: a default interface method, explicitly implemented elsewhere
namespace Corpus.Blocking.DefaultMember
{
    public interface INotes
    {
        string Path { get; }

        string Read() => File.ReadAllText(Path); // expect: IC3001
    }

    public sealed class Notes : INotes
    {
        string INotes.Path => "notes.txt";
    }

    public sealed class Reader<T>(T notes)
        where T : INotes
    {
        public async Task<string> ReadAsync()
        {
            await Task.Yield();
            return notes.Read();
        }
    }

    public static class Composition
    {
        public static Reader<INotes> Make() => new(new Notes());
    }
}

// case: a parallel loop of requests in async code
namespace Corpus.Blocking.ParallelRequests
{
    public sealed class Crawler(HttpClient http)
    {
        public async Task CrawlAsync(string[] urls)
        {
            await Task.Yield();
            Parallel.ForEach(urls, url =>
            {
                var page = http.GetStringAsync(url).GetAwaiter().GetResult(); // expect: IC3001, IC3102
                Console.WriteLine(page.Length);
            });
            await Parallel.ForEachAsync(urls, async (url, token) =>
            {
                await Task.Delay(1, token);
                http.Send(new HttpRequestMessage(HttpMethod.Get, url), token); // expect: IC3001, IC3102
            });
        }
    }
}

// case: a synchronous filter waits while it serves a request
namespace Corpus.Blocking.SynchronousFilter
{
    public sealed class TenantFilter(HttpClient http) : Microsoft.AspNetCore.Mvc.Filters.IActionFilter
    {
        public void OnActionExecuting(Microsoft.AspNetCore.Mvc.Filters.ActionExecutingContext context)
        {
            var tenant = http.GetStringAsync("/tenant").GetAwaiter().GetResult(); // expect: IC3001
            context.HttpContext.Items["tenant"] = tenant;
        }

        public void OnActionExecuted(Microsoft.AspNetCore.Mvc.Filters.ActionExecutedContext context)
        {
        }
    }
}

// look-alike: a fire-and-forget thread of the pool that nobody waits for
namespace Corpus.Blocking.Forgotten
{
    public sealed class Cleanup
    {
        public async Task StartAsync()
        {
            _ = Task.Run(() => Thread.Sleep(1000));
            ThreadPool.QueueUserWorkItem(_ => Thread.Sleep(1000));
            await Task.Yield();
        }
    }
}

// look-alike: a signal that was seen before
namespace Corpus.Blocking.SignalSeen
{
    public sealed class Latch
    {
        private readonly ManualResetEventSlim _open = new();

        public async Task<bool> PassAsync()
        {
            await Task.Yield();
            if (_open.IsSet)
            {
                _open.Wait();
                return true;
            }

            return _open.Wait(TimeSpan.FromMilliseconds(0));
        }
    }
}

// look-alike: a stream that an own method makes in memory
namespace Corpus.Blocking.MadeInMemory
{
    public sealed class Buffers
    {
        private readonly Stream _buffer = new MemoryStream();

        private static Stream Open(byte[] data) => new MemoryStream(data);

        public async Task<int> SumAsync(byte[] data)
        {
            await Task.Yield();
            using var stream = Open(data);
            _buffer.Write(data, 0, data.Length);
            _buffer.Flush();
            return stream.Read(data, 0, data.Length);
        }
    }
}

// look-alike: the task is a property, asked first and read then
// after: MassTransit, PipeContextSupervisor.Send
namespace Corpus.Blocking.PropertyAsked
{
    public interface IHandle { Task<string> Context { get; } }

    public sealed class Supervisor(IHandle own)
    {
        private readonly TaskCompletionSource<int> _count = new();

        public async Task<string> SendAsync(IHandle handle)
        {
            var text = handle.Context.Status == TaskStatus.RanToCompletion ? handle.Context.Result : await handle.Context.ConfigureAwait(false);
            if (own.Context.IsCompletedSuccessfully)
            {
                text += own.Context.Result;
            }

            await _count.Task;
            return text + _count.Task.Result;
        }
    }
}

// case: another object's property was asked
namespace Corpus.Blocking.OtherPropertyAsked
{
    public interface IHandle { Task<string> Context { get; } }

    public sealed class Supervisor
    {
        public async Task<string> SendAsync(IHandle first, IHandle second)
        {
            await Task.Yield();
            return first.Context.IsCompleted ? second.Context.Result : ""; // expect: IC3001
        }
    }
}

// case: a stream of an own type that leaves reading to its base
// after: MailKit, HttpsProxyClient.ConnectAsync
namespace Corpus.Blocking.DerivedStream
{
    public sealed class SecureStream(Stream inner) : System.Net.Security.SslStream(inner)
    {
        public string? Host { get; set; }
    }

    public sealed class Proxy
    {
        public async Task<int> ConnectAsync(System.Net.Sockets.Socket socket, byte[] buffer)
        {
            var stream = new SecureStream(new System.Net.Sockets.NetworkStream(socket, true));
            await stream.WriteAsync(buffer);
            return stream.Read(buffer, 0, 1); // expect: IC3001
        }
    }
}

// look-alike: tested together with something else
namespace Corpus.Blocking.TestedWithMore
{
    public sealed class Both
    {
        public async Task<int> GetAsync(Task<int> work, bool quick, Task<int>? other)
        {
            await Task.Yield();
            if (quick && work.IsCompletedSuccessfully)
            {
                return work.Result;
            }

            if (work.IsCompleted && !quick)
            {
                return work.Result;
            }

            if (other?.IsCompletedSuccessfully == true)
            {
                return other.Result;
            }

            return 0;
        }
    }
}

// case: tested or something else
namespace Corpus.Blocking.TestedOrElse
{
    public sealed class Either
    {
        public async Task<int> GetAsync(Task<int> work, bool quick)
        {
            await Task.Yield();
            return quick || work.IsCompletedSuccessfully ? work.Result : 0; // expect: IC3001
        }
    }
}

// case: a task that nobody has awaited is waited for in what an operator runs for each item
namespace Corpus.Blocking.NeverAwaited
{
    public interface IKeyBook
    {
        Task<List<string>> KnownAsync(List<string> names);
    }

    public sealed class StoredKeys(Microsoft.EntityFrameworkCore.DbContext db) : IKeyBook
    {
        public async Task<List<string>> KnownAsync(List<string> names)
        {
            await db.SaveChangesAsync();
            return names;
        }
    }

    public sealed class Keys(IKeyBook book)
    {
        public async Task<int> AddAsync(List<string> names)
        {
            await Task.Yield();
            var known = book.KnownAsync(names);
            var unknown = names.Where(n => !known.Result.Any(k => k == n)).ToList(); // expect: IC3001
            return unknown.Count;
        }
    }
}
