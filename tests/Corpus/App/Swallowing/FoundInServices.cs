using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.FoundInServices;

public sealed class Order
{
    public int Id { get; set; }

    public decimal Total { get; set; }
}

public sealed class Db(DbContextOptions<Db> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();
}

// case: whatever happens, there is no such order
public sealed class AlwaysMissing(Db db) : ControllerBase
{
    public async Task<Results<Ok<Order>, NotFound>> GetAsync(int id)
    {
        try
        {
            return TypedResults.Ok(await db.Orders.SingleAsync(o => o.Id == id));
        }
        catch // expect: IC2102
        {
            return TypedResults.NotFound();
        }
    }

    // case: whatever happens, all is well
    public async Task<IActionResult> SaveAsync(Order order)
    {
        try
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException) // expect: IC2102
        {
            return NoContent();
        }

        return NoContent();
    }

    // look-alike: it says what is wrong
    public async Task<IActionResult> TryAsync(Order order)
    {
        try
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            return Conflict();
        }

        return NoContent();
    }
}

// look-alike: its own timeout is what it waits for
public sealed class Timed(HttpClient http)
{
    public async Task PollAsync(CancellationToken token)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        using var both = CancellationTokenSource.CreateLinkedTokenSource(token, timeout.Token);
        while (true)
        {
            try
            {
                await http.GetAsync("/poll", both.Token);
            }
            catch (Exception e) when (e is OperationCanceledException && timeout.IsCancellationRequested)
            {
                break;
            }
        }
    }

    // case: everything but a cancellation
    public async Task PostAsync(CancellationToken token)
    {
        try
        {
            await http.PostAsync("/a", null, token);
        }
        catch (Exception e) when (e is not OperationCanceledException) // expect: IC2102
        {
        }
    }

    // case: one failure, picked by its type
    public async Task PutAsync(CancellationToken token)
    {
        try
        {
            await http.PutAsync("/a", null, token);
        }
        catch (Exception e) when (e is HttpRequestException && !token.IsCancellationRequested) // expect: IC2102
        {
        }
    }
}

// look-alike: true is success, and every handler says false
public sealed class Said(HttpClient http)
{
    public async Task<bool> TellAsync()
    {
        try
        {
            await http.PostAsync("/a", null);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}

// look-alike: what the text should have been says it better
public sealed class Settings(IReadOnlyDictionary<string, string> values)
{
    public int Number(string name)
    {
        try
        {
            return int.Parse(values[name], CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            throw new FormatException($"{name} must be a number, and is '{values[name]}'");
        }
    }

    // look-alike: the same for a type
    public static T As<T>(object value)
    {
        try
        {
            return (T)value;
        }
        catch (InvalidCastException)
        {
            throw new InvalidCastException($"expected {typeof(T)}, and got {value.GetType()}");
        }
    }
}

// look-alike: the tasks hold all failures, the await only the first
public sealed class Gathered(HttpClient http)
{
    public async Task SendAllAsync(string[] paths)
    {
        var tasks = new List<Task>();
        foreach (var path in paths)
        {
            tasks.Add(http.PostAsync(path, null)); // expect: IC3102
        }

        try
        {
            await Task.WhenAll(tasks);
        }
        catch (Exception)
        {
            throw new AggregateException(tasks.Select(t => t.Exception!).Where(e => e is not null));
        }
    }

    // case: the failure is not in the new one
    public async Task SendAsync()
    {
        try
        {
            await http.PostAsync("/a", null);
        }
        catch (Exception)
        {
            throw new AggregateException("not sent"); // expect: IC2105
        }
    }
}

// look-alike: the worker keeps the task that it returns
public sealed class Batch(HttpClient http)
{
    private Task? _cycle;

    public void Notify()
    {
        if (_cycle is null)
        {
            Start();
        }
    }

    public Task WaitAsync() => _cycle ?? Task.CompletedTask;

    private Task Start()
    {
        var task = SendAsync();
        _cycle = task;
        return task;
    }

    private async Task SendAsync() => await http.PostAsync("/batch", null);
}

// look-alike: what its handler does could fail, too
public sealed class Rescued(HttpClient http, ILogger<Rescued> logger)
{
    public void Begin()
    {
        _ = RunAsync();
    }

    private async Task RunAsync()
    {
        try
        {
            await http.PostAsync("/run", null);
        }
        catch (Exception e)
        {
            logger.LogError(e, "Not run");
            await http.PostAsync("/failed", null);
        }
    }

    // case: the same without a handler around all of it
    public void BeginUnseen()
    {
        _ = RunUnseenAsync(); // expect: IC2103
    }

    private async Task RunUnseenAsync()
    {
        await http.GetAsync("/state");
        try
        {
            await http.PostAsync("/run", null);
        }
        catch (Exception e)
        {
            logger.LogError(e, "Not run");
        }
    }
}

// look-alike: a component that draws itself again
public sealed class Clock(HttpClient http) : ComponentBase
{
    public void Tick()
    {
        _ = InvokeAsync(StateHasChanged);
    }

    public void Fail(Exception e)
    {
        _ = DispatchExceptionAsync(e);
    }

    // case: the same, with a request in it
    public void Load()
    {
        _ = InvokeAsync(async () => await http.GetStringAsync("/time")); // expect: IC2103
    }
}

// look-alike: the service is asked for something else instead
public sealed class Streams(HttpClient http)
{
    public async Task EnsureAsync(string name)
    {
        try
        {
            await http.GetStringAsync("/streams/" + name);
        }
        catch (HttpRequestException)
        {
            await http.PutAsync("/streams/" + name, null);
        }
    }
}
