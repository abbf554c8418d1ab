// case: a file is read two calls below a controller's async action
namespace Corpus.Blocking.FileBelowAction
{
    [Microsoft.AspNetCore.Mvc.ApiController, Microsoft.AspNetCore.Mvc.Route("upload")]
    public sealed class UploadController(UploadService service) : Microsoft.AspNetCore.Mvc.ControllerBase
    {
        [Microsoft.AspNetCore.Mvc.HttpPost]
        public async Task<string> Post(string name) => await service.SaveAsync(name);
    }

    public sealed class UploadService
    {
        private readonly BlobStore _store = new();

        public async Task<string> SaveAsync(string name)
        {
            await Task.Yield();
            return _store.Load(name);
        }
    }

    public sealed class BlobStore
    {
        public string Load(string name) => File.ReadAllText(name); // expect: IC3001
    }
}

// case: a sync iterator reads the file while an async method walks through it
namespace Corpus.Blocking.FileIterator
{
    public sealed class Log
    {
        public static IEnumerable<string> Lines(string path)
        {
            foreach (var line in File.ReadAllLines(path)) // expect: IC3001
            {
                yield return line.Trim();
            }
        }
    }

    public sealed class Analyzer
    {
        public async Task<int> CountAsync(string path)
        {
            var n = 0;
            foreach (var line in Log.Lines(path))
            {
                n += line.Length;
                await Task.Yield();
            }

            return n;
        }
    }
}

// case: an extension method writes a file
namespace Corpus.Blocking.FileExtension
{
    public static class Dump
    {
        public static void To(this string text, string path) => File.WriteAllText(path, text); // expect: IC3001
    }

    public sealed class Exporter
    {
        public async Task ExportAsync(string text)
        {
            await Task.Delay(1);
            text.To("out.txt");
        }
    }
}

// case: a method group of File in LINQ
namespace Corpus.Blocking.FileMethodGroup
{
    public sealed class Templates
    {
        public async Task<string[]> LoadAsync(string[] paths)
        {
            await Task.Yield();
            return paths.Select(File.ReadAllText).ToArray(); // expect: IC3001
        }
    }
}

// case: an operator and an indexer that read files
namespace Corpus.Blocking.FileOperator
{
    public sealed class Store
    {
        public byte[] this[string name] => File.ReadAllBytes(name); // expect: IC3001
    }

    public readonly struct Document(string path)
    {
        private readonly string _path = path;

        public static implicit operator string(Document d) => File.ReadAllText(d._path); // expect: IC3001
    }

    public sealed class Publisher
    {
        public async Task<int> PublishAsync(Store store, Document document)
        {
            await Task.Yield();
            string text = document;
            return store["logo"].Length + text.Length;
        }
    }
}

// case: an abstract base class awaits, the derived one reads
namespace Corpus.Blocking.FileTemplateMethod
{
    public abstract class Step
    {
        public async Task RunAsync()
        {
            await Task.Yield();
            Execute();
        }

        protected abstract void Execute();
    }

    public sealed class AppendStep : Step
    {
        protected override void Execute() => File.AppendAllText("steps.log", "done"); // expect: IC3001
    }
}

// case: a generic helper runs what it is given there and then
namespace Corpus.Blocking.FileInHelper
{
    public static class Measure
    {
        public static T Time<T>(Func<T> work)
        {
            var start = Environment.TickCount64;
            var result = work();
            Console.WriteLine(Environment.TickCount64 - start);
            return result;
        }
    }

    public sealed class Loader
    {
        public async Task<string> LoadAsync(string path)
        {
            await Task.Yield();
            return Measure.Time(() => File.ReadAllText(path)); // expect: IC3001
        }
    }
}

// case: a delegate is kept in a field and called by async code
namespace Corpus.Blocking.KeptDelegate
{
    public sealed class Source(Func<string, string> read)
    {
        private readonly Func<string, string> _read = read;

        public async Task<string> GetAsync(string name)
        {
            await Task.Yield();
            return _read(name);
        }
    }

    public static class Sources
    {
        public static Source Files() => new(path => File.ReadAllText(path)); // expect: IC3001
    }
}

// case: an async lambda of a minimal API
namespace Corpus.Blocking.FileInRoute
{
    public static class Api
    {
        public static void Map(Microsoft.AspNetCore.Builder.WebApplication app)
        {
            Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(app, "/motd", async (HttpContextMarker marker) =>
            {
                await Task.Yield();
                return File.ReadAllText("motd.txt") + marker; // expect: IC3001
            });
        }
    }

    public sealed record HttpContextMarker(string Id);
}

// look-alike: metadata calls, which have no asynchronous form
namespace Corpus.Blocking.FileMetadata
{
    public sealed class Probe
    {
        public async Task<bool> ExistsAsync(string path)
        {
            await Task.Yield();
            return File.Exists(path) && Path.GetExtension(path) == ".txt" && new FileInfo(path).Length > 0;
        }
    }
}

// look-alike: read asynchronously, the path is combined synchronously
namespace Corpus.Blocking.FileAsync
{
    public sealed class Good
    {
        public async Task<string> ReadAsync(string name)
        {
            await using var stream = File.OpenRead(Path.Combine("data", name));
            using var reader = new StreamReader(stream);
            return await reader.ReadToEndAsync() + await File.ReadAllTextAsync(name);
        }
    }
}

// look-alike: an own class called File
namespace Corpus.Blocking.OwnFile
{
    public static class File
    {
        public static string ReadAllText(string key) => key.ToUpperInvariant();
    }

    public sealed class Memory
    {
        public async Task<string> GetAsync(string key)
        {
            await Task.Yield();
            return File.ReadAllText(key);
        }
    }
}

// look-alike: the sync method has a sync caller, the async one an async callee
namespace Corpus.Blocking.BothForms
{
    public sealed class Config
    {
        public string Read() => File.ReadAllText("a.json");

        public async Task<string> ReadAsync() => await File.ReadAllTextAsync("a.json");
    }

    public sealed class Users
    {
        public string Now(Config config) => config.Read();

        public async Task<string> LaterAsync(Config config) => await config.ReadAsync();
    }
}

// look-alike: a delegate that is only handed on to be run at start-up
namespace Corpus.Blocking.Registration
{
    public static class Services
    {
        public static Microsoft.Extensions.DependencyInjection.IServiceCollection AddKeys(this Microsoft.Extensions.DependencyInjection.IServiceCollection services)
        {
            var key = File.ReadAllText("key.pem");
            return Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(services, _ => new Key(key + File.ReadAllText("salt")));
        }
    }

    public sealed record Key(string Text);
}

// look-alike: migrations run before the host does
namespace Corpus.Blocking.Migration
{
    public static class Startup
    {
        public static async Task PrepareAsync(this Microsoft.AspNetCore.Builder.WebApplication app)
        {
            await Task.Yield();
            Thread.Sleep(100);
            File.WriteAllText("ready", app.Environment.ApplicationName);
        }
    }
}
