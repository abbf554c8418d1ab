using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;

namespace Corpus.Swallowing.ManyShapes;

// case: a minimal API answers 200 whatever happens
public static class Routes
{
    public static void Map(WebApplication app)
    {
        app.MapPost("/pings", async (HttpClient http) =>
        {
            try
            {
                await http.PostAsync("/pong", null);
            }
            catch (HttpRequestException) // expect: IC2102
            {
            }

            return Results.Ok();
        });

        // look-alike: it answers what happened
        app.MapPost("/pongs", async (HttpClient http) =>
        {
            try
            {
                await http.PostAsync("/ping", null);
            }
            catch (HttpRequestException)
            {
                return Results.StatusCode(502);
            }

            return Results.Ok();
        });
    }
}

// case: a hosted service calms every turn of its loop
public sealed class Turns(IDbContextFactory<DbContext> factory) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var db = await factory.CreateDbContextAsync(stoppingToken);
                await db.SaveChangesAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException) // expect: IC2102
            {
            }
        }
    }
}

// look-alike: the same, and it logs
public sealed class LoggedTurns(IDbContextFactory<DbContext> factory, ILogger<LoggedTurns> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var db = await factory.CreateDbContextAsync(stoppingToken);
                await db.SaveChangesAsync(stoppingToken);
                await Task.Delay(1000, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (Exception e)
            {
                logger.LogError(e, "A turn failed");
            }
        }
    }
}

// case: a channel's reader goes on with the next item
public sealed class Reader(Channel<string> channel, HttpClient http)
{
    public async Task ReadAsync()
    {
        await foreach (var item in channel.Reader.ReadAllAsync())
        {
            try
            {
                await http.PostAsync("/items", new StringContent(item));
            }
            catch (Exception) // expect: IC2102
            {
            }
        }
    }

    // look-alike: what failed is put aside
    public async Task SortAsync(ChannelWriter<string> dead)
    {
        await foreach (var item in channel.Reader.ReadAllAsync())
        {
            try
            {
                await http.PostAsync("/items", new StringContent(item));
            }
            catch (Exception)
            {
                await dead.WriteAsync(item);
            }
        }
    }
}

// case: a using declaration and a lock around it
public sealed class Guarded(NpgsqlDataSource source)
{
    private readonly object _gate = new();

    public void Write(string text)
    {
        lock (_gate)
        {
            try
            {
                using var command = source.CreateCommand("INSERT INTO texts (text) VALUES ($1)");
                command.Parameters.AddWithValue(text);
                command.ExecuteNonQuery(); // expect: IC1002
            }
            catch (Exception) // expect: IC2102
            {
            }
        }
    }
}

// case: a finally that hides nothing, and a catch that does
public sealed class Finally(HttpClient http)
{
    private int _open;

    public async Task RunAsync()
    {
        _open++;
        try
        {
            await http.PostAsync("/run", null);
        }
        catch (HttpRequestException) // expect: IC2102
        {
        }
        finally
        {
            _open--;
        }
    }

    public int Open => _open;

    // look-alike: only a finally
    public async Task PassAsync()
    {
        _open++;
        try
        {
            await http.PostAsync("/run", null);
        }
        finally
        {
            _open--;
        }
    }
}

// case: a goto that tries again, and then does not
public sealed class Goto(HttpClient http)
{
    public async Task SendAsync()
    {
        var left = 3;
    again:
        try
        {
            await http.PostAsync("/goto", null); // expect: IC1302
        }
        catch (HttpRequestException) // expect: IC2102
        {
            if (--left > 0)
            {
                goto again;
            }
        }
    }

    // look-alike: the last one throws
    public async Task SendOrThrowAsync()
    {
        var left = 3;
    again:
        try
        {
            await http.PostAsync("/goto", null); // expect: IC1302
        }
        catch (HttpRequestException)
        {
            if (--left > 0)
            {
                goto again;
            }

            throw;
        }
    }
}

// case: a pipeline of Polly retries inside, and what is left is dropped outside
public sealed class Piped(ResiliencePipeline pipeline, HttpClient http)
{
    public async Task SendAsync(CancellationToken stop)
    {
        try
        {
            await pipeline.ExecuteAsync(async token => await http.PostAsync("/piped", null, token), stop); // expect: IC1302
        }
        catch (HttpRequestException) // expect: IC2102
        {
        }
    }
}

// case: a static helper with a result and a default
public static class Safe
{
    public static async Task<T?> OrDefaultAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch // expect: IC2102
        {
            return default;
        }
    }

    // look-alike: the caller's own value
    public static async Task<T> OrAsync<T>(Func<Task<T>> read, T fallback)
    {
        try
        {
            return await read();
        }
        catch
        {
            return fallback;
        }
    }

    // look-alike: the exception is part of the result
    public static async Task<(T? Value, Exception? Error)> WithErrorAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return (await read(), null);
        }
        catch (Exception e)
        {
            return (default, e);
        }
    }
}

public sealed class SafeCaller(HttpClient http)
{
    public Task<string?> ReadAsync() => Safe.OrDefaultAsync(() => http.GetStringAsync("/safe"));

    public Task<string> ReadOrAsync() => Safe.OrAsync(() => http.GetStringAsync("/safe"), "none");

    public Task<(string? Value, Exception? Error)> ReadBothAsync() => Safe.WithErrorAsync(() => http.GetStringAsync("/safe"));
}

// case: a base class calls the step, and calms it
public abstract class Step<TContext>
{
    public async Task RunAsync(TContext context)
    {
        try
        {
            await DoAsync(context);
        }
        catch (Exception) // expect: IC2102
        {
        }
    }

    protected abstract Task DoAsync(TContext context);
}

public sealed class PostStep(HttpClient http) : Step<string>
{
    protected override async Task DoAsync(string context) => await http.PostAsync("/steps", new StringContent(context));
}

// look-alike: only a file is read, of which it is said that it need not be there
public sealed class Optional
{
    public async Task<string?> ReadAsync(string path)
    {
        try
        {
            return await File.ReadAllTextAsync(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}

// look-alike: validation says what is wrong
public sealed class Validator
{
    public static IReadOnlyList<string> Check(string text)
    {
        var errors = new List<string>();
        try
        {
            _ = new Uri(text);
        }
        catch (UriFormatException e)
        {
            errors.Add(e.Message);
        }

        return errors;
    }
}

// case: a switch on the type, and the rest is dropped
public sealed class Sorted(HttpClient http, ILogger<Sorted> logger)
{
    public async Task SendAsync()
    {
        try
        {
            await http.PostAsync("/sorted", null);
        }
        catch (HttpRequestException e)
        {
            logger.LogWarning(e, "Not reached");
        }
        catch (TimeoutException) // expect: IC2102
        {
        }
    }

    // look-alike: every kind is told in one place
    public async Task TellAsync()
    {
        try
        {
            await http.PostAsync("/sorted", null);
        }
        catch (Exception e)
        {
            Tell(e switch { HttpRequestException => "http", TimeoutException => "slow", _ => "other" });
        }
    }

    private void Tell(string kind) => logger.LogError("Failed: {Kind}", kind);
}

// look-alike: an Action that is none: the lambda becomes a Func<Task>
public sealed class Overloads(HttpClient http)
{
    public Task RunAsync() => Task.Run(async () => await http.PostAsync("/run", null));

    // look-alike: the tasks are collected and awaited
    public async Task AllAsync(List<string> names)
    {
        var tasks = new List<Task>();
        foreach (var name in names)
        {
            tasks.Add(http.PostAsync(name, null)); // expect: IC3102
        }

        await Task.WhenAll(tasks);
    }

    // case: the outer task is awaited, the inner one is not
    public async Task OuterAsync()
    {
        await Task.Factory.StartNew(async () => await http.PostAsync("/inner", null)); // expect: IC2103
    }

    // look-alike: unwrapped
    public async Task UnwrappedAsync()
    {
        await Task.Factory.StartNew(async () => await http.PostAsync("/inner", null)).Unwrap();
    }

    // case: each of the tasks is made, and none is looked at
    public void Select(List<string> names)
    {
        _ = names.Select(name => http.PostAsync(name, null)).ToList(); // expect: IC2103, IC3102
    }
}
