using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Corpus.Swallowing.FineCode;

// look-alike: the caller's Result is filled in
public sealed class Import
{
    public int Done { get; set; }

    public List<string> Errors { get; } = [];
}

public sealed class Importer(DbContext db, HttpClient http, ILogger<Importer> logger)
{
    private readonly ConcurrentBag<Exception> _failures = [];
    private volatile bool _isDown;
    private DateTime? _failedAt;

    public IReadOnlyCollection<Exception> Failures => _failures;

    public bool IsDown => _isDown;

    public async Task<Import> RunAsync(IEnumerable<string> lines)
    {
        var import = new Import();
        foreach (var line in lines)
        {
            try
            {
                db.Add(line);
                await db.SaveChangesAsync();
                import.Done++;
            }
            catch (DbUpdateException)
            {
                import.Errors.Add($"{line} was not imported");
            }
        }

        return import;
    }

    // look-alike: a bag of failures
    public async Task PostAsync(string text)
    {
        try
        {
            await http.PostAsync("/post", new StringContent(text));
        }
        catch (HttpRequestException e)
        {
            _failures.Add(e);
        }
    }

    // look-alike: a circuit opens
    public async Task PingAsync()
    {
        try
        {
            await http.GetAsync("/ping");
            _isDown = false;
        }
        catch (HttpRequestException)
        {
            _isDown = true;
        }
    }

    // look-alike: when it failed
    public async Task StampAsync()
    {
        try
        {
            await http.GetAsync("/stamp");
        }
        catch (HttpRequestException)
        {
            _failedAt = DateTime.UtcNow;
        }
    }

    public TimeSpan? Since => DateTime.UtcNow - _failedAt;

    // look-alike: the loop stops, and the rest is handed back
    public async Task<List<string>> UntilFailureAsync(Queue<string> queue)
    {
        while (queue.Count > 0)
        {
            try
            {
                await http.PostAsync("/" + queue.Peek(), null); // expect: IC3102
                queue.Dequeue();
            }
            catch (HttpRequestException e) when (e.StatusCode is HttpStatusCode.ServiceUnavailable)
            {
                break;
            }
        }

        return [.. queue];
    }

    // look-alike: the error goes to whoever asked over HTTP
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await http.GetAsync("/handle");
        }
        catch (HttpRequestException e)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            await context.Response.WriteAsync(e.Message);
        }
    }

    // look-alike: the log is written by a scope's disposal of its own
    public async Task ScopedAsync()
    {
        try
        {
            await http.GetAsync("/scoped");
        }
        catch (Exception e)
        {
            using (logger.BeginScope("scoped"))
            {
                logger.LogTrace("{Message}", e.Message);
            }
        }
    }
}

// look-alike: stopped by its own token
public sealed class Stopping : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public Stopping(HttpClient http) => _loop = LoopAsync(http);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _loop;
        }
        catch (OperationCanceledException)
        {
        }

        _stop.Dispose();
    }

    private async Task LoopAsync(HttpClient http)
    {
        while (true)
        {
            await http.GetAsync("/loop", _stop.Token);
        }
    }
}

// look-alike: a host that cannot be found is an answer of its own
public sealed class Resolver
{
    public static async Task<bool> ExistsAsync(string host)
    {
        try
        {
            await Dns.GetHostAddressesAsync(host);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

// look-alike: whatever the plug-in throws goes to the one who plugged it in
public sealed class Plugins(IReadOnlyList<Func<Task>> plugins)
{
    public event EventHandler<Exception>? Failed;

    public async Task RunAsync()
    {
        foreach (var plugin in plugins)
        {
            try
            {
                await plugin();
            }
            catch (Exception e)
            {
                Failed?.Invoke(this, e);
            }
        }
    }
}

// look-alike: configuration that is read and judged in memory
public sealed class Limits(IOptions<Limits.Values> options)
{
    public int Most()
    {
        try
        {
            return checked(options.Value.Count * options.Value.Size);
        }
        catch (OverflowException)
        {
            return int.MaxValue;
        }
    }

    public sealed class Values
    {
        public int Count { get; set; }

        public int Size { get; set; }
    }
}

// look-alike: reflection looks for something that may not be there
public static class Types
{
    public static Type? Find(string name)
    {
        try
        {
            return Type.GetType(name, throwOnError: true);
        }
        catch (Exception)
        {
            return null;
        }
    }

    // look-alike: the same for a conversion
    public static object? Convert(object value, Type type)
    {
        try
        {
            return System.Convert.ChangeType(value, type, System.Globalization.CultureInfo.InvariantCulture);
        }
        catch
        {
            return null;
        }
    }
}

// look-alike: a temporary file may stay where it is
public sealed class Scratch
{
    public static async Task UseAsync(Func<string, Task> work)
    {
        var path = Path.GetTempFileName();
        try
        {
            await work(path);
        }
        finally
        {
            try
            {
                File.Delete(path);
            }
            catch (IOException)
            {
            }
        }
    }
}

// look-alike: the tasks of a service's life are kept and awaited
public sealed class Kept(HttpClient http, ILogger<Kept> logger) : IHostedService
{
    private readonly List<Task> _running = [];
    private Task? _watch;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running.AddRange([http.GetAsync("/one", cancellationToken), http.GetAsync("/two", cancellationToken)]);
        _watch = Task.Run(() => http.GetAsync("/watch", cancellationToken), cancellationToken);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_running);
            if (_watch is not null)
            {
                await _watch;
            }
        }
        catch (Exception e)
        {
            logger.LogWarning(e, "Not all was done");
        }
    }
}

// look-alike: what a test of the clock says is returned as a task
public sealed class Lazily(HttpClient http)
{
    private Task<string>? _text;

    public Task<string> TextAsync() => _text ??= http.GetStringAsync("/text");

    // look-alike: the continuation hands the antecedent on
    public Task<int> LengthAsync() => TextAsync().ContinueWith(Length, TaskContinuationOptions.ExecuteSynchronously);

    private static int Length(Task<string> text) => text.GetAwaiter().GetResult().Length;

    // look-alike: the first one wins, and the others are watched
    public async Task<string> FastestAsync(ILogger<Lazily> logger)
    {
        var near = http.GetStringAsync("/near");
        var far = http.GetStringAsync("/far");
        Watch(near);
        Watch(far);
        return await await Task.WhenAny(near, far);

        void Watch(Task task) => task.ContinueWith(t => logger.LogError(t.Exception, "Lost"), TaskContinuationOptions.OnlyOnFaulted);
    }
}

// look-alike: the new exception is made by a factory that is told by a property, or in steps
public sealed class Steps(HttpClient http)
{
    public async Task RunAsync()
    {
        try
        {
            await http.GetAsync("/steps");
        }
        catch (HttpRequestException e)
        {
            var failure = new InvalidOperationException("The step failed", e);
            failure.Data["step"] = "run";
            throw failure;
        }
    }

    // look-alike: two kinds, one throw
    public async Task TwiceAsync()
    {
        try
        {
            await http.GetAsync("/twice");
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException)
        {
            throw e is TimeoutException ? new InvalidOperationException("slow", e) : new InvalidOperationException("down", e);
        }
    }

    // look-alike: collected with others
    public void All(IEnumerable<Action> actions)
    {
        List<Exception>? failures = null;
        foreach (var action in actions)
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                (failures ??= []).Add(e);
            }
        }

        if (failures is not null)
        {
            throw new AggregateException(failures);
        }
    }
}
