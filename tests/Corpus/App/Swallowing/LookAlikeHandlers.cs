#define TRACE
using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using IntentContracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Corpus.Swallowing.LookAlikeHandlers;

public sealed class Db(DbContextOptions<Db> options) : DbContext(options)
{
    public DbSet<Item> Items => Set<Item>();
}

public sealed class Item
{
    public int Id { get; set; }

    public string State { get; set; } = "";
}

// look-alike: the failure is the answer, which waits until the transaction is given back
public sealed class Bookings(Db db)
{
    public readonly record struct Outcome(bool Done, string Says);

    public async Task<Outcome> BookAsync(int id)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        try
        {
            var item = await db.Items.FindAsync(id);
            if (item is null)
            {
                return new Outcome(false, "not there");
            }

            item.State = "booked";
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
        catch (DbUpdateException)
        {
            await transaction.RollbackAsync();
            return new Outcome(false, "somebody else has booked it");
        }

        return new Outcome(true, "");
    }
}

// case: behind the transaction nobody can tell that it was not done
public sealed class Cancellings(Db db)
{
    public async Task<Bookings.Outcome> CancelAsync(int id)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        try
        {
            var item = await db.Items.SingleAsync(i => i.Id == id);
            item.State = "free";
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
        catch (DbUpdateException) // expect: IC2102
        {
            await transaction.RollbackAsync();
            return new Bookings.Outcome(true, "");
        }

        return new Bookings.Outcome(true, "");
    }
}

// look-alike: it is logged
public sealed class Logged(HttpClient http, ILogger<Logged> logger)
{
    public async Task SendAsync(string text)
    {
        try
        {
            await http.PostAsync("/a", new StringContent(text));
        }
        catch (HttpRequestException e)
        {
            logger.LogWarning(e, "Not sent");
        }
    }

    // look-alike: it is logged without the exception
    public async Task SendQuietlyAsync(string text)
    {
        try
        {
            await http.PostAsync("/a", new StringContent(text));
        }
        catch (HttpRequestException)
        {
            logger.LogInformation("Not sent");
        }
    }

    // look-alike: the filter logs, and lets it pass
    public async Task ObserveAsync(string text)
    {
        try
        {
            await http.PostAsync("/a", new StringContent(text));
        }
        catch (Exception e) when (Note(e))
        {
        }
    }

    private bool Note(Exception e)
    {
        logger.LogError(e, "Seen");
        return false;
    }
}

// look-alike: an own method logs, two calls down, with the source-generated shape
public sealed partial class Wrapped(HttpClient http, ILogger<Wrapped> logger)
{
    public async Task SendAsync(string text)
    {
        try
        {
            await http.PostAsync("/a", new StringContent(text));
        }
        catch (HttpRequestException e)
        {
            Report(e, "send");
        }
    }

    private void Report(Exception e, string what) => NotDone(logger, what, e);

    private static readonly Action<ILogger, string, Exception?> NotDone = LoggerMessage.Define<string>(LogLevel.Error, new EventId(1), "{What} was not done");
}

// look-alike: thrown on
public sealed class Thrown(HttpClient http, Db db)
{
    public async Task<string> GetAsync()
    {
        try
        {
            return await http.GetStringAsync("/a");
        }
        catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return "";
        }
        catch (HttpRequestException e)
        {
            throw new InvalidOperationException("The feed is down", e);
        }
    }

    // look-alike: after the clean-up
    public async Task SaveAsync()
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        try
        {
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
        catch
        {
            await transaction.RollbackAsync();
            throw;
        }
    }

    // look-alike: kept, and thrown when all is done
    public async Task EachAsync(IEnumerable<string> urls)
    {
        ExceptionDispatchInfo? first = null;
        foreach (var url in urls)
        {
            try
            {
                await http.DeleteAsync(url); // expect: IC3102
            }
            catch (HttpRequestException e)
            {
                first ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        first?.Throw();
    }

    // look-alike: collected, and thrown together
    public async Task AllAsync(IEnumerable<string> urls)
    {
        var failures = new List<Exception>();
        foreach (var url in urls)
        {
            try
            {
                await http.DeleteAsync(url); // expect: IC3102
            }
            catch (Exception e)
            {
                failures.Add(e);
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }
}

// look-alike: the failure is a value
public sealed record Outcome(bool Done, string? Error)
{
    public static Outcome Ok { get; } = new(true, null);

    public static Outcome Failed(string error) => new(false, error);
}

public sealed class Valued(HttpClient http)
{
    public async Task<Outcome> SendAsync(string text)
    {
        try
        {
            await http.PostAsync("/a", new StringContent(text));
            return Outcome.Ok;
        }
        catch (HttpRequestException e)
        {
            return Outcome.Failed(e.Message);
        }
    }

    // look-alike: done or not done
    public async Task<bool> MarkAsync(string text)
    {
        try
        {
            await http.PostAsync("/a", new StringContent(text));
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // look-alike: the same, with a flag
    public async Task<bool> FlagAsync(string text)
    {
        var done = true;
        try
        {
            await http.PostAsync("/a", new StringContent(text));
        }
        catch (HttpRequestException)
        {
            done = false;
        }

        return done;
    }

    // look-alike: its name says that it may fail
    public async Task<string?> TryGetAsync()
    {
        try
        {
            return await http.GetStringAsync("/a");
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    // look-alike: a second source
    public async Task<string> LoadAsync(string path)
    {
        try
        {
            return await http.GetStringAsync("/a");
        }
        catch (HttpRequestException)
        {
            return await File.ReadAllTextAsync(path);
        }
    }

    // look-alike: the caller says what to take instead
    public async Task<string> GetOrAsync(string fallback)
    {
        try
        {
            return await http.GetStringAsync("/a");
        }
        catch (HttpRequestException)
        {
            return fallback;
        }
    }
}

// look-alike: the answer says that it failed
[ApiController]
public sealed class ItemsController(Db db) : ControllerBase
{
    [HttpPost("/items")]
    public async Task<IActionResult> AddAsync(Item item)
    {
        try
        {
            db.Items.Add(item);
            await db.SaveChangesAsync();
            return Ok();
        }
        catch (DbUpdateException)
        {
            return StatusCode(500);
        }
    }

    // look-alike: the failure is part of the model state
    [HttpPost("/items/check")]
    public async Task<IActionResult> CheckAsync(Item item)
    {
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            ModelState.AddModelError("item", "could not be saved");
        }

        return ModelState.IsValid ? Ok() : ValidationProblem();
    }
}

// look-alike: a conflict is an answer of its own
public sealed class Conflicts(Db db)
{
    public async Task<bool> RenameAsync(Item item)
    {
        try
        {
            db.Items.Update(item);
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    // look-alike: it was there already, which is what was wanted
    public async Task EnsureAsync(Item item)
    {
        try
        {
            db.Items.Add(item);
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: "23505" })
        {
        }
    }
}

// look-alike: nothing in it but text
public sealed class Parsing
{
    public int Number(string text)
    {
        try
        {
            return int.Parse(text);
        }
        catch (FormatException)
        {
            return 0;
        }
    }

    // look-alike: the same with JSON, for whatever reason it fails
    public Item? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Item>(text);
        }
        catch (Exception)
        {
            return null;
        }
    }
}

// look-alike: a file that need not exist
public sealed class Configuration
{
    public string Load(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (FileNotFoundException)
        {
            return "{}";
        }
    }
}

// look-alike: the host stops the worker
public sealed class Worker(HttpClient http, ILogger<Worker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await http.PostAsync("/tick", null, stoppingToken);
                await Task.Delay(1000, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // the host stops
        }
        catch (Exception e)
        {
            logger.LogCritical(e, "Stopped");
        }
    }
}

// look-alike: the caller's own token
public sealed class Cancelled(HttpClient http)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await http.PostAsync("/run", null, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }
}

// look-alike: counted
public sealed class Counted(HttpClient http)
{
    private static readonly Counter<int> Failures = new Meter("corpus").CreateCounter<int>("failures");
    private int _failures;

    public int FailureCount => _failures;

    public async Task SendAsync()
    {
        try
        {
            await http.PostAsync("/a", null);
        }
        catch (HttpRequestException)
        {
            Failures.Add(1);
        }
    }

    // look-alike: counted by hand
    public async Task PostAsync()
    {
        try
        {
            await http.PostAsync("/a", null);
        }
        catch (HttpRequestException)
        {
            Interlocked.Increment(ref _failures);
        }
    }

    // look-alike: on the span
    public async Task TraceAsync()
    {
        try
        {
            await http.PostAsync("/a", null);
        }
        catch (HttpRequestException)
        {
            Activity.Current?.SetStatus(ActivityStatusCode.Error);
        }
    }

    // look-alike: on the console, which is the log of a container
    public async Task PrintAsync()
    {
        try
        {
            await http.PostAsync("/a", null);
        }
        catch (HttpRequestException e)
        {
            Console.Error.WriteLine(e.Message);
        }
    }

    // look-alike: in the trace
    public async Task WriteAsync()
    {
        try
        {
            await http.PostAsync("/a", null);
        }
        catch (HttpRequestException e)
        {
            Trace.TraceError(e.ToString());
        }
    }
}

// look-alike: whoever waits is told
public sealed class Promised(HttpClient http)
{
    private readonly TaskCompletionSource _done = new();
    private Exception? _error;

    public Task Done => _done.Task;

    public Exception? Error => _error;

    public async Task RunAsync()
    {
        try
        {
            await http.PostAsync("/a", null);
            _done.SetResult();
        }
        catch (Exception e)
        {
            _done.TrySetException(e);
        }
    }

    // look-alike: it can be asked for
    public async Task KeepAsync()
    {
        try
        {
            await http.PostAsync("/a", null);
        }
        catch (Exception e)
        {
            _error = e;
        }
    }

    // look-alike: a callback gets it
    public async Task CallAsync(Action<Exception> onError)
    {
        try
        {
            await http.PostAsync("/a", null);
        }
        catch (Exception e)
        {
            onError(e);
        }
    }

    // look-alike: an out parameter says so
    public bool Send(out string? error)
    {
        error = null;
        try
        {
            http.Send(new HttpRequestMessage(HttpMethod.Post, "/a"));
        }
        catch (HttpRequestException)
        {
            error = "not sent";
        }

        return error is null;
    }
}

// look-alike: the process ends
public sealed class Fatal(Db db, IHostApplicationLifetime lifetime)
{
    public async Task MigrateAsync()
    {
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbException)
        {
            lifetime.StopApplication();
        }
    }

    // look-alike: at once
    public void Migrate()
    {
        try
        {
            db.SaveChanges();
        }
        catch (DbException e)
        {
            Environment.FailFast("no database", e);
        }
    }
}

// look-alike: the failure is written down where the work is
public sealed class Marked(HttpClient http, Db db)
{
    public async Task SendAsync(Item item)
    {
        try
        {
            await http.PostAsync("/a", null);
            item.State = "sent";
        }
        catch (HttpRequestException)
        {
            item.State = "failed";
            await db.SaveChangesAsync();
        }
    }
}

// look-alike: closing what is closed anyway
public sealed class Closing(NpgsqlConnection connection) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        try
        {
            await connection.CloseAsync();
        }
        catch (Exception)
        {
        }
    }
}

// look-alike: a reason is given
public sealed class Refused(HttpClient http)
{
    [Swallows(typeof(HttpRequestException), "The list of banners is decoration; the page works without it.")]
    public async Task<string> BannerAsync()
    {
        try
        {
            return await http.GetStringAsync("/banner");
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    // case: a reason for another failure
    [Swallows(typeof(TimeoutException), "Slow answers are as good as none.")]
    public async Task<string> TitleAsync()
    {
        try
        {
            return await http.GetStringAsync("/title");
        }
        catch (HttpRequestException) // expect: IC2102
        {
            return "";
        }
    }
}

// look-alike: a result of the framework
public static class Endpoint
{
    public static async Task<IResult> HandleAsync(HttpClient http)
    {
        try
        {
            await http.PostAsync("/a", null);
            return Results.Ok();
        }
        catch (HttpRequestException)
        {
            return Results.Problem();
        }
    }
}

// look-alike: shut down while it was read
public sealed class Listener(HttpClient http)
{
    public async Task ListenAsync()
    {
        try
        {
            await http.GetAsync("/events");
        }
        catch (ObjectDisposedException)
        {
        }
    }
}
