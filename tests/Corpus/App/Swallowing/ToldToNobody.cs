using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Polly;
using Polly.Fallback;
using StackExchange.Redis;

namespace Corpus.Swallowing.ToldToNobody;

public sealed class Ferries(DbContextOptions<Ferries> options) : DbContext(options)
{
    public DbSet<Crossing> Crossings => Set<Crossing>();
}

public sealed class Crossing
{
    public int Id { get; set; }

    public bool IsCancelled { get; set; }
}

// An answer of a private helper that nobody asks for.
public sealed class Departures(HttpClient port, ILogger<Departures> logger)
{
    // case: the only caller drops the false
    public async Task LeaveAsync(int crossing)
    {
        await TryAnnounceAsync(crossing);
        logger.LogInformation("Left {Crossing}", crossing);
    }

    private async Task<bool> TryAnnounceAsync(int crossing)
    {
        try
        {
            await port.PostAsJsonAsync("/left", crossing);
            return true;
        }
        catch (HttpRequestException) // expect: IC2102
        {
            return false;
        }
    }

    // look-alike: the caller asks
    public async Task<string> ArriveAsync(int crossing) => await TryMoorAsync(crossing).ConfigureAwait(false) ? "moored" : "waiting";

    private async Task<bool> TryMoorAsync(int crossing)
    {
        try
        {
            await port.PostAsJsonAsync("/moored", crossing);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // look-alike: one of two callers asks
    public async Task<bool> TurnAsync(int crossing)
    {
        await TryHoistAsync(crossing);
        return await TryHoistAsync(crossing + 1);
    }

    private async Task<bool> TryHoistAsync(int crossing)
    {
        try
        {
            await port.PostAsJsonAsync("/hoisted", crossing);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // case: what was null before is what is answered
    public async Task<string?> BerthAsync(int crossing)
    {
        string? berth = null;
        try
        {
            berth = await port.GetStringAsync("/berths/" + crossing);
        }
        catch (HttpRequestException) // expect: IC2102
        {
        }

        return berth;
    }
}

// Which statuses a when clause lets in.
public sealed class Tides(HttpClient office)
{
    // case: down or busy, three times, and then nothing
    public async Task SendAsync(int level)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                (await office.PutAsJsonAsync("/levels", level)).EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException e) when (e.StatusCode is null or HttpStatusCode.ServiceUnavailable) // expect: IC2102
            {
                await Task.Delay(200);
            }
        }
    }

    // look-alike: there is no such gauge
    public async Task<double?> ReadAsync(int gauge)
    {
        try
        {
            return await office.GetFromJsonAsync<double>("/gauges/" + gauge);
        }
        catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}

// Answers that clients and endpoints make up.
public sealed class Forgiving : DelegatingHandler
{
    // case: a refused connection becomes a 200
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException) // expect: IC2102
        {
            return new HttpResponseMessage { RequestMessage = request, Content = new StringContent("[]") };
        }
    }
}

public sealed class Frank : DelegatingHandler
{
    // look-alike: it becomes what it is
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException)
        {
            return new HttpResponseMessage(HttpStatusCode.BadGateway) { RequestMessage = request };
        }
    }
}

public sealed class Remembering(string last) : DelegatingHandler
{
    // look-alike: the answer of last time
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException)
        {
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(last) };
        }
    }
}

public sealed class Boarding : IEndpointFilter
{
    // case: whatever fails has been accepted
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch // expect: IC2102
        {
            return TypedResults.Accepted("/boardings");
        }
    }
}

public sealed class Landing : IEndpointFilter
{
    // look-alike: a status that says so
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch
        {
            return TypedResults.StatusCode(StatusCodes.Status502BadGateway);
        }
    }
}

// case: a header is all that becomes of every failure behind it
public sealed class Flag(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception) // expect: IC2102
        {
            context.Response.Headers["X-Flag"] = "none";
        }
    }
}

// look-alike: and a status
public sealed class Banner(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception)
        {
            context.Response.Headers["X-Flag"] = "none";
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}

// case: handled, says the filter, with an answer that all is well
public sealed class Smoothing : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        context.Result = new OkObjectResult(new { crossings = Array.Empty<int>() });
        context.ExceptionHandled = true; // expect: IC2102
    }
}

// case: the log speaks of the time, not of the failure
public sealed class Clocking(ILogger<Clocking> logger) : IAsyncActionFilter
{
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var executed = await next();
        logger.LogInformation("{Action} is done", context.ActionDescriptor.DisplayName);
        if (executed.Exception is not null)
        {
            executed.Result = new NoContentResult();
            executed.ExceptionHandled = true; // expect: IC2102
        }
    }
}

// look-alike: handled with a status
public sealed class Mapping : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        context.Result = new ObjectResult(new ProblemDetails()) { StatusCode = 503 };
        context.ExceptionHandled = true;
    }
}

// look-alike: handled, and logged
public sealed class Logging(ILogger<Logging> logger) : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        logger.LogError(context.Exception, "No crossing");
        context.Result = new NoContentResult();
        context.ExceptionHandled = true;
    }
}

// What libraries hand back instead of throwing it.
public sealed class Captains(HttpClient bridge, AsyncPolicy policy, ResiliencePipeline pipeline, ILogger<Captains> logger)
{
    // case: captured, and dropped
    public async Task HailAsync(int ship) =>
        await policy.ExecuteAndCaptureAsync(() => bridge.PostAsJsonAsync("/hails", ship)); // expect: IC2102

    // look-alike: captured, and asked
    public async Task<bool> SignalAsync(int ship) =>
        (await policy.ExecuteAndCaptureAsync(() => bridge.PostAsJsonAsync("/signals", ship))).Outcome == OutcomeType.Successful;

    // case: an outcome that nobody reads
    public async Task WaveAsync(int ship, ResilienceContext context)
    {
        var outcome = await pipeline.ExecuteOutcomeAsync(async (c, s) => // expect: IC2102
        {
            try
            {
                return Outcome.FromResult((await bridge.GetAsync("/waves/" + s, c.CancellationToken)).StatusCode);
            }
            catch (HttpRequestException e)
            {
                return Outcome.FromException<HttpStatusCode>(e);
            }
        }, context, ship);
    }

    // look-alike: an outcome that is thrown
    public async Task NodAsync(int ship, ResilienceContext context)
    {
        var outcome = await pipeline.ExecuteOutcomeAsync(async (c, s) =>
        {
            try
            {
                return Outcome.FromResult((await bridge.GetAsync("/nods/" + s, c.CancellationToken)).StatusCode);
            }
            catch (HttpRequestException e)
            {
                return Outcome.FromException<HttpStatusCode>(e);
            }
        }, context, ship);
        outcome.ThrowIfException();
    }

    // case: instead of it, nothing
    public IAsyncPolicy Quiet() =>
        new PolicyBuilder().FallbackAsync(_ => Task.CompletedTask); // expect: IC2102

    // look-alike: nothing, and a line in the log
    public IAsyncPolicy Noted() =>
        new PolicyBuilder().FallbackAsync(_ => Task.CompletedTask, e =>
        {
            logger.LogWarning(e, "No hail");
            return Task.CompletedTask;
        });

    // look-alike: something else is done instead
    public IAsyncPolicy Lamp() =>
        new PolicyBuilder().FallbackAsync(_ => bridge.PostAsJsonAsync("/lamps", 1));

    // case: instead of it, a 200 that nobody has sent
    public static ResiliencePipeline<HttpResponseMessage> Calm()
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage>();
        builder.AddFallback(new FallbackStrategyOptions<HttpResponseMessage> { FallbackAction = static _ => Outcome.FromResultAsValueTask(new HttpResponseMessage(HttpStatusCode.OK)) }); // expect: IC2102
        return builder.Build();
    }

    // look-alike: instead of it, a 503
    public static ResiliencePipeline<HttpResponseMessage> Plain()
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage>();
        builder.AddFallback(new FallbackStrategyOptions<HttpResponseMessage> { FallbackAction = static _ => Outcome.FromResultAsValueTask(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)) });
        return builder.Build();
    }
}

public static class Watch
{
    public static void Keep(Func<Task> work, Action<Exception> lost)
    {
        _ = KeepAsync(work, lost);
    }

    private static async Task KeepAsync(Func<Task> work, Action<Exception> lost)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            lost(e);
        }
    }

    // case: whatever a task fails with, when nobody else looks at it
    public static async void Release(this Task task)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch // expect: IC2102
        {
        }
    }
}

// Callbacks that are told.
public sealed class Lookouts(HttpClient bridge, ILogger<Lookouts> logger)
{
    private readonly Action<Exception> _ignored = static _ => { };
    private readonly Action<Exception> _noted = e => logger.LogError(e, "No mark");
    private Action<Exception> _later = static _ => { };

    // case: told, and the field that it is told by never does anything
    public void Wave(int mark) => Watch.Keep(() => bridge.PostAsJsonAsync("/waves", mark), _ignored); // expect: IC2102

    // look-alike: the field logs
    public void Note(int mark) => Watch.Keep(() => bridge.PostAsJsonAsync("/notes", mark), _noted);

    // look-alike: the field does nothing until it is given something that does
    public void Hope(int mark) => Watch.Keep(() => bridge.PostAsJsonAsync("/hopes", mark), _later);

    public void Hear(Action<Exception> listener) => _later = listener;

    // case: told, and does nothing
    public void Report(int mark) => Watch.Keep(() => bridge.PostAsJsonAsync("/marks", mark), _ => { }); // expect: IC2102

    // look-alike: told, and logs
    public void Record(int mark) => Watch.Keep(() => bridge.PostAsJsonAsync("/records", mark), e => logger.LogError(e, "No mark"));

    // case: what a library tells
    public void Look(FileSystemWatcher charts)
    {
        charts.Error += (_, _) => { }; // expect: IC2102
        charts.EnableRaisingEvents = true;
    }

    // case: the thread pool raises it, and nobody looks at what comes up
    public void Follow(FileSystemWatcher charts)
    {
        charts.Changed += async (_, chart) => await bridge.PostAsJsonAsync("/charts", chart.Name); // expect: IC2102
        charts.EnableRaisingEvents = true;
    }
}

// Continuations that ask whether all went well.
public sealed class Ropes(HttpClient bridge)
{
    private int _made;
    private int _lost;

    public int Made => Volatile.Read(ref _made);

    public int Lost => Volatile.Read(ref _lost);

    // case: and do nothing when it did not
    public async Task MakeAsync(int rope) =>
        await bridge.PostAsJsonAsync("/ropes", rope).ContinueWith(made => // expect: IC2102
        {
            if (made.IsCompletedSuccessfully)
            {
                Interlocked.Increment(ref _made);
            }
        });

    // look-alike: and count when it did not
    public async Task CastAsync(int rope) =>
        await bridge.PostAsJsonAsync("/casts", rope).ContinueWith(cast =>
        {
            if (cast.IsFaulted)
            {
                Interlocked.Increment(ref _lost);
            }
        });

    // case: and throw something else when it did not
    public Task<string> KnotAsync(int rope) =>
        bridge.GetStringAsync("/knots/" + rope).ContinueWith(knot =>
        {
            if (knot.IsFaulted)
            {
                throw new InvalidOperationException("No knot"); // expect: IC2105
            }

            return knot.Result;
        });

    // look-alike: with what it failed with
    public Task<string> BendAsync(int rope) =>
        bridge.GetStringAsync("/bends/" + rope).ContinueWith(bend =>
        {
            if (bend.IsFaulted)
            {
                throw new InvalidOperationException("No bend", bend.Exception);
            }

            return bend.Result;
        });
}

// Writes that the client forgets.
public sealed class Buoys(IDatabase redis)
{
    // case: sent, and never heard of again
    public async Task RemoveAsync(string buoy) =>
        await redis.KeyDeleteAsync("buoy:" + buoy, CommandFlags.FireAndForget); // expect: IC2103

    // case: the same without a task, for which nobody waits, either
    public async Task RemoveBothAsync(string buoy, string twin)
    {
        redis.KeyDelete("buoy:" + buoy, CommandFlags.FireAndForget); // expect: IC2103
        await redis.KeyDeleteAsync("buoy:" + twin);
    }

    // look-alike: sent, and waited for
    public async Task DropAsync(string buoy) => await redis.KeyDeleteAsync("buoy:" + buoy, CommandFlags.None);
}

public sealed class AgroundException(string message, Exception cause) : Exception(message)
{
    public string Kind { get; } = cause.GetType().Name;
}

public sealed class AdriftException(string message, Exception cause) : Exception(message, cause);

// Exceptions that are given a cause.
public sealed class Pilots(HttpClient bridge)
{
    // case: and do not keep it
    public async Task<string> SteerAsync(int ship)
    {
        try
        {
            return await bridge.GetStringAsync("/courses/" + ship);
        }
        catch (HttpRequestException e)
        {
            throw new AgroundException("No course", e); // expect: IC2105
        }
    }

    // look-alike: and keep it
    public async Task<string> DriftAsync(int ship)
    {
        try
        {
            return await bridge.GetStringAsync("/currents/" + ship);
        }
        catch (HttpRequestException e)
        {
            throw new AdriftException("No current", e);
        }
    }

    // case: the one inside, without the one around it
    public async Task<string> SoundAsync(string chart)
    {
        try
        {
            return await File.ReadAllTextAsync(chart);
        }
        catch (IOException e)
        {
            throw new InvalidOperationException("No depth: " + e.Message, e.InnerException); // expect: IC2105
        }
    }

    // look-alike: the one inside of what only carries it
    public async Task<string> HearAsync(string call)
    {
        try
        {
            return await bridge.GetStringAsync("/calls/" + call);
        }
        catch (AggregateException e)
        {
            throw new InvalidOperationException("No call", e.InnerException);
        }
    }
}

// Flags that say the same after a success.
public sealed class Manifests(NpgsqlDataSource source, ILogger<Manifests> logger)
{
    // case: the list ends where the connection did
    public async IAsyncEnumerable<string> CargoAsync()
    {
        await using var reader = await source.CreateCommand("select name from cargo").ExecuteReaderAsync();
        while (true)
        {
            bool more;
            try
            {
                more = await reader.ReadAsync();
            }
            catch (NpgsqlException) // expect: IC2102
            {
                more = false;
            }

            if (!more)
            {
                yield break;
            }

            yield return reader.GetString(0);
        }
    }

    // look-alike: the end says so
    public async IAsyncEnumerable<string> PassengersAsync()
    {
        await using var reader = await source.CreateCommand("select name from passengers").ExecuteReaderAsync();
        while (true)
        {
            bool more;
            try
            {
                more = await reader.ReadAsync();
            }
            catch (NpgsqlException)
            {
                more = false;
            }

            if (!more)
            {
                logger.LogInformation("No more passengers");
                yield break;
            }

            yield return reader.GetString(0);
        }
    }
}

public sealed class Stevedore
{
    private string? _reason;

    public string? Reason
    {
        get => _reason;
        set => _reason = value;
    }
}

public static class Unloading
{
    private static readonly ILogger Nowhere = NullLogger.Instance;

    private static ILogger Somewhere { get; set; } = NullLogger.Instance;

    public static void Log(ILogger logger) => Somewhere = logger;

    // case: a log that nobody writes
    public static async Task UnloadAsync(HttpClient crane, int hold)
    {
        try
        {
            await crane.PostAsJsonAsync("/unload", hold);
        }
        catch (HttpRequestException e) // expect: IC2102
        {
            Nowhere.LogError(e, "Hold {Hold} is still full", hold);
        }
    }

    // look-alike: a log that may become one
    public static async Task LoadAsync(HttpClient crane, int hold)
    {
        try
        {
            await crane.PostAsJsonAsync("/load", hold);
        }
        catch (HttpRequestException e)
        {
            Somewhere.LogError(e, "Hold {Hold} is still empty", hold);
        }
    }

    // case: a reason that is taken away
    public static async Task RestAsync(HttpClient crane, Stevedore stevedore)
    {
        try
        {
            await crane.PostAsJsonAsync("/rest", 1);
        }
        catch (HttpRequestException) // expect: IC2102
        {
            stevedore.Reason = null;
        }
    }

    // look-alike: a reason that is given
    public static async Task WakeAsync(HttpClient crane, Stevedore stevedore)
    {
        try
        {
            await crane.PostAsJsonAsync("/wake", 1);
        }
        catch (HttpRequestException)
        {
            stevedore.Reason = "the crane does not answer";
        }
    }
}

public sealed class Patrol(HttpClient coast)
{
    private Task? _round;
    private Task? _watch;

    public bool IsOut => _round is not null;

    // case: all that anybody asks is whether there is one
    public void Go(int mile)
    {
        _round = coast.PostAsJsonAsync("/rounds", mile); // expect: IC2103
    }

    // look-alike: somebody waits for it
    public void Begin(int mile)
    {
        _watch = coast.PostAsJsonAsync("/watches", mile);
    }

    public Task EndAsync() => _watch ?? Task.CompletedTask;

    // case: the other side is down, and that is the end of it
    public async Task RadioAsync(int mile)
    {
        try
        {
            (await coast.PostAsJsonAsync("/radio", mile)).EnsureSuccessStatusCode();
        }
        catch (HttpRequestException e) when (e.StatusCode >= HttpStatusCode.InternalServerError) // expect: IC2102
        {
        }
    }

    // look-alike: the other side has answered
    public async Task FlashAsync(int mile)
    {
        try
        {
            (await coast.PostAsJsonAsync("/flash", mile)).EnsureSuccessStatusCode();
        }
        catch (HttpRequestException e) when (e.StatusCode < HttpStatusCode.InternalServerError)
        {
        }
    }
}

public sealed class SunkException(string ship, Exception cause) : Exception("Sunk: " + ship)
{
    public bool IsRecent { get; } = cause is TimeoutException;
}

// Promises that are told of a failure.
public sealed class Divers(HttpClient boat)
{
    // case: of another one
    public Task<string> DiveAsync(int wreck)
    {
        var found = new TaskCompletionSource<string>();
        boat.GetStringAsync("/wrecks/" + wreck).ContinueWith(dive =>
        {
            if (dive.IsFaulted)
            {
                found.SetException(new InvalidOperationException("No wreck")); // expect: IC2105
            }
            else
            {
                found.SetResult(dive.Result);
            }
        });
        return found.Task;
    }

    // look-alike: of this one
    public Task<string> FloatAsync(int wreck)
    {
        var found = new TaskCompletionSource<string>();
        boat.GetStringAsync("/floats/" + wreck).ContinueWith(dive =>
        {
            if (dive.IsFaulted)
            {
                found.SetException(new InvalidOperationException("No float", dive.Exception));
            }
            else
            {
                found.SetResult(dive.Result);
            }
        });
        return found.Task;
    }

    // case: the type is all that is kept
    public async Task<string> SalvageAsync(string ship)
    {
        try
        {
            return await boat.GetStringAsync("/ships/" + ship);
        }
        catch (HttpRequestException e)
        {
            throw new SunkException(ship, e); // expect: IC2105
        }
    }
}
