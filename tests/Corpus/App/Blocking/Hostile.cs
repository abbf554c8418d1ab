using Microsoft.EntityFrameworkCore;

// case: a mediator's handler blocks two calls down
namespace Corpus.Blocking.MediatedHandler
{
    public sealed record Rebuild(string Name);

    public interface IHandler<in T> { Task Handle(T message, CancellationToken token); }

    public sealed class RebuildHandler(Index index) : IHandler<Rebuild>
    {
        public async Task Handle(Rebuild message, CancellationToken token)
        {
            await Task.Delay(1, token);
            index.Write(message.Name);
        }
    }

    public sealed class Index
    {
        private readonly object _sync = new();

        public void Write(string name)
        {
            lock (_sync)
            {
                using var writer = new StreamWriter(name);
                writer.Write(name); // expect: IC3001
            }
        }
    }
}

// case: an expression-bodied task that starts with a wait
namespace Corpus.Blocking.BeforeTheTask
{
    public sealed class Gate(SemaphoreSlim gate, HttpClient http)
    {
        public Task<string> GetAsync()
        {
            gate.Wait(TimeSpan.FromSeconds(1)); // expect: IC3001
            return http.GetStringAsync("/a");
        }
    }
}

// case: disposal in DisposeAsync flushes synchronously
namespace Corpus.Blocking.AsyncDisposal
{
    public sealed class FileLog : IAsyncDisposable
    {
        private readonly FileStream _file = new("log.txt", FileMode.Append);

        public async ValueTask DisposeAsync()
        {
            _file.Flush(); // expect: IC3001
            await _file.DisposeAsync();
        }
    }
}

// case: an object initialiser and a collection initialiser that load
namespace Corpus.Blocking.Initialisers
{
    public sealed class Options
    {
        public string Text { get; private set; } = "";

        public string Path
        {
            set => Text = File.ReadAllText(value); // expect: IC3001
        }
    }

    public sealed class Builder
    {
        public async Task<Options> BuildAsync()
        {
            await Task.Yield();
            return new Options { Path = "options.json" };
        }
    }
}

// case: a recursive walk reads each file
namespace Corpus.Blocking.Recursion
{
    public sealed class Walker
    {
        public async Task<int> SizeAsync(string root)
        {
            await Task.Yield();
            return Size(root);
        }

        private static int Size(string folder) =>
            Directory.EnumerateFiles(folder).Sum(f => File.ReadAllBytes(f).Length) // expect: IC3001
            + Directory.EnumerateDirectories(folder).Sum(Size);
    }
}

// case: a comparer that waits, called through a base class of the framework
namespace Corpus.Blocking.GenericBase
{
    public abstract class Repository<TEntity, TKey>
    {
        protected abstract TEntity Load(TKey key);

        public virtual async Task<TEntity> GetAsync(TKey key)
        {
            await Task.Yield();
            return Load(key);
        }
    }

    public sealed class Users : Repository<string, int>
    {
        protected override string Load(int key)
        {
            using var client = new HttpClient();
            return client.GetStringAsync("/users/" + key).ConfigureAwait(false).GetAwaiter().GetResult(); // expect: IC3001
        }
    }
}

// case: the query was composed elsewhere and is run by foreach in async code
namespace Corpus.Blocking.ComposedElsewhere
{
    public sealed class Post { public int Id { get; set; } }

    public sealed class BlogContext(DbContextOptions options) : DbContext(options)
    {
        public DbSet<Post> Posts => Set<Post>();
    }

    public sealed class Posts(BlogContext db)
    {
        public IQueryable<Post> Recent() => db.Posts.OrderByDescending(p => p.Id).Take(10);
    }

    public sealed class Feed(Posts posts)
    {
        public async Task<int> CountAsync()
        {
            await Task.Yield();
            var n = 0;
            foreach (var post in posts.Recent()) // expect: IC3001
            {
                n += post.Id;
            }

            return n + posts.Recent().Count(); // expect: IC3001
        }
    }
}

// case: an async lambda in a helper that runs it, and waits inside
namespace Corpus.Blocking.InsideLambda
{
    public sealed class Retry
    {
        public static async Task RunAsync(Func<Task> work)
        {
            for (var i = 0; i < 3; i++)
            {
                await work();
            }
        }
    }

    public sealed class Uploads(HttpClient http)
    {
        public Task PushAsync(byte[] data) => Retry.RunAsync(async () =>
        {
            await Task.Yield();
            using var request = new HttpRequestMessage(HttpMethod.Put, "/blob") { Content = new ByteArrayContent(data) };
            http.Send(request).EnsureSuccessStatusCode(); // expect: IC3001
        });
    }
}

// case: a helper with a task parameter that not everybody has awaited
namespace Corpus.Blocking.SometimesDone
{
    public sealed class Helper(HttpClient http)
    {
        public async Task<int> FirstAsync()
        {
            var call = http.GetStringAsync("/a");
            await call;
            return Length(call);
        }

        public async Task<int> SecondAsync()
        {
            await Task.Yield();
            return Length(http.GetStringAsync("/b"));
        }

        private static int Length(Task<string> text) => text.Result.Length; // expect: IC3001
    }
}

// case: completed once, then started again
namespace Corpus.Blocking.StartedAgain
{
    public sealed class Refresh(HttpClient http)
    {
        private Task<string> _current = Task.FromResult("");

        public async Task<int> RunAsync()
        {
            await _current;
            _current = http.GetStringAsync("/new");
            return _current.Result.Length; // expect: IC3001
        }
    }
}

// case: tested for failure only, then read
namespace Corpus.Blocking.NotYetTested
{
    public sealed class Half(HttpClient http)
    {
        public async Task<string> GetAsync()
        {
            var call = http.GetStringAsync("/a");
            await Task.Delay(10);
            if (!call.IsCompleted)
            {
                return call.Result; // expect: IC3001
            }

            return call.Result;
        }
    }
}

// look-alike: a stand-alone console helper with its own waits
namespace Corpus.Blocking.ConsoleTool
{
    public sealed class Prompt
    {
        public string Ask(string question)
        {
            Console.WriteLine(question);
            Thread.Sleep(20);
            return Console.ReadLine() ?? "";
        }

        public async Task<string> AskAsync(string question)
        {
            await Console.Out.WriteLineAsync(question);
            return Console.ReadLine() ?? "";
        }
    }
}

// look-alike: names that only sound like waiting
namespace Corpus.Blocking.Sounds
{
    public interface IWaiter { void Wait(int table); string Result { get; } Sounding GetAwaiter(); }

    public sealed class Sounding { public int GetResult() => 1; public bool Sleep() => true; }

    public sealed class Restaurant
    {
        public async Task<string> ServeAsync(IWaiter waiter, Sounding sounding)
        {
            await Task.Yield();
            waiter.Wait(4);
            return waiter.Result + waiter.GetAwaiter().GetResult() + sounding.Sleep();
        }
    }
}

// look-alike: a batch of completed work, read through an index after all of it
namespace Corpus.Blocking.IndexedResults
{
    public sealed class Batch(HttpClient http)
    {
        public async Task<string[]> GetAsync(string[] urls)
        {
            var calls = new Task<string>[urls.Length];
            for (var i = 0; i < urls.Length; i++)
            {
                calls[i] = http.GetStringAsync(urls[i]); // expect: IC3102
            }

            await Task.WhenAll(calls);
            var texts = new string[calls.Length];
            for (var i = 0; i < calls.Length; i++)
            {
                texts[i] = calls[i].Result;
            }

            return texts;
        }
    }
}

// look-alike: lists that came from awaited queries are in memory
namespace Corpus.Blocking.AlreadyLoaded
{
    public sealed class Line { public int Id { get; set; } public List<int> Parts { get; set; } = []; }

    public sealed class LineContext(DbContextOptions options) : DbContext(options)
    {
        public DbSet<Line> Lines => Set<Line>();
    }

    public sealed class Lines(LineContext db)
    {
        public async Task<int> SumAsync()
        {
            var lines = await db.Lines.Include(l => l.Parts).ToListAsync();
            var first = lines.First();
            foreach (var line in lines.Where(l => l.Id > first.Id))
            {
                line.Parts.Add(line.Parts.Count());
            }

            var names = db.Lines.Where(l => l.Parts.Any()).Select(l => l.Parts.Count);
            var local = db.Lines.Local.ToList();
            return lines.SelectMany(l => l.Parts).ToList().Count + local.Count + (await names.FirstOrDefaultAsync());
        }
    }
}

// look-alike: awaited in a using statement, disposed of synchronously
namespace Corpus.Blocking.SyncDisposal
{
    public sealed class Reader
    {
        public async Task<string?> ReadAsync(string path)
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 4096, useAsync: true);
            using var reader = new StreamReader(stream);
            return await reader.ReadLineAsync();
        }
    }
}

// look-alike: a synchronous iterator over memory, and a stream parameter that nobody reads
namespace Corpus.Blocking.MemoryIterator
{
    public sealed class Split
    {
        private static IEnumerable<string> Parts(string text)
        {
            using var reader = new StringReader(text);
            while (reader.ReadLine() is { } line)
            {
                yield return line;
            }
        }

        public async Task<int> CountAsync(string text, Stream target)
        {
            var n = 0;
            foreach (var part in Parts(text))
            {
                await target.WriteAsync(new byte[part.Length]);
                n++;
            }

            await target.FlushAsync();
            return n;
        }
    }
}

// look-alike: what a lambda would do when somebody calls it, who is synchronous
namespace Corpus.Blocking.StoredForSynchronousUse
{
    public sealed class Menu
    {
        private readonly Dictionary<string, Action> _commands = [];

        public async Task BuildAsync()
        {
            await Task.Yield();
            _commands["save"] = () => File.WriteAllText("a", "b");
        }

        public void Click(string name) => _commands[name]();
    }
}

// look-alike: cancellation callbacks and queued work are not awaited
namespace Corpus.Blocking.Callbacks
{
    public sealed class Abort
    {
        public async Task RunAsync(CancellationToken token)
        {
            using var registration = token.Register(() => Thread.Sleep(1));
            await Task.Delay(10, token);
        }
    }
}

// look-alike: one body for both worlds, chosen by a flag
// after: Npgsql and MailKit, which write each operation once
namespace Corpus.Blocking.ChosenByFlag
{
    public sealed class Channel(FileStream stream)
    {
        public int Read(byte[] buffer) => Read(buffer, async: false).GetAwaiter().GetResult();

        public ValueTask<int> ReadAsync(byte[] buffer) => Read(buffer, async: true);

        private async ValueTask<int> Read(byte[] buffer, bool async)
        {
            var n = async ? await stream.ReadAsync(buffer) : stream.Read(buffer, 0, buffer.Length);
            if (async)
            {
                await Fill(buffer);
            }
            else
            {
                FillNow(buffer);
            }

            return n;
        }

        private async Task Fill(byte[] buffer) => await stream.ReadExactlyAsync(buffer);

        private void FillNow(byte[] buffer) => stream.ReadExactly(buffer);
    }
}

// case: the synchronous form of the same body, called from async code
namespace Corpus.Blocking.ChosenWrongly
{
    public sealed class Channel(FileStream stream)
    {
        public int Read(byte[] buffer) => Read(buffer, async: false).GetAwaiter().GetResult(); // expect: IC3001

        private async ValueTask<int> Read(byte[] buffer, bool async) => async ? await stream.ReadAsync(buffer) : stream.Read(buffer, 0, buffer.Length);
    }

    public sealed class Pump(Channel channel)
    {
        public async Task<int> NextAsync(byte[] buffer)
        {
            await Task.Yield();
            return channel.Read(buffer);
        }
    }
}

// look-alike: disposed asynchronously first, so Dispose(false) has nothing left to wait for
// after: the documented pattern for IAsyncDisposable
namespace Corpus.Blocking.BothDisposals
{
    public class Session : IDisposable, IAsyncDisposable
    {
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        public async ValueTask DisposeAsync()
        {
            await CloseAsync().ConfigureAwait(false);
            Dispose(false);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (disposing)
            {
                CloseAsync().GetAwaiter().GetResult();
            }
        }

        private static async Task CloseAsync() => await Task.Delay(1);
    }
}

// look-alike: XML that is in memory already
namespace Corpus.Blocking.XmlInMemory
{
    public sealed class Documents
    {
        public async Task<string> CopyAsync(System.Xml.Linq.XElement element)
        {
            await Task.Yield();
            var document = new System.Xml.XmlDocument();
            document.Load(element.CreateReader());
            return System.Xml.Linq.XDocument.Load(new StringReader(document.OuterXml)).ToString();
        }
    }
}

// look-alike: an extension asks for completion
// after: MassTransit's TaskUtil
namespace Corpus.Blocking.AskedByExtension
{
    public static class Tasks
    {
        public static bool IsCompletedSuccessfully(this Task task) => task.Status == TaskStatus.RanToCompletion;
    }

    public sealed class Contexts
    {
        public Task<string> GetAsync(Task<string> context) =>
            context.IsCompletedSuccessfully() ? Task.FromResult(context.Result + "!") : WaitAsync(context);

        private static async Task<string> WaitAsync(Task<string> context) => await context + "!";
    }
}
