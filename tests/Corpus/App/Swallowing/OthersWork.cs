using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.OthersWork;

// case: middleware whose next one is a primary constructor's parameter
public sealed class Quiet(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception) // expect: IC2102
        {
        }
    }
}

// case: and where a field keeps it
public sealed class Returning
{
    private readonly RequestDelegate _next;

    public Returning(RequestDelegate next) => _next = next;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await _next(context);
        }
        catch // expect: IC2102
        {
            return;
        }
    }
}

// look-alike: it answers with a status
public sealed class Answering(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception)
        {
            context.Response.StatusCode = 500;
        }
    }
}

// look-alike: it logs
public sealed class Logging(RequestDelegate next, ILogger<Logging> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception e)
        {
            logger.LogError(e, "Failed");
            throw;
        }
    }
}

// look-alike: nobody waits for the answer any more
public sealed class Aborted(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
        }
    }
}

// case: subscribers in a list
public sealed class Bus
{
    private readonly List<Func<object, Task>> _handlers = [];

    public void Subscribe(Func<object, Task> handler) => _handlers.Add(handler);

    public void Raise(object message)
    {
        foreach (var handler in _handlers)
        {
            _ = handler(message); // expect: IC2103
        }
    }
}

// look-alike: all of them are awaited
public sealed class PatientBus
{
    private readonly List<Func<object, Task>> _handlers = [];

    public void Subscribe(Func<object, Task> handler) => _handlers.Add(handler);

    public Task RaiseAsync(object message) => Task.WhenAll(_handlers.Select(handler => handler(message)));
}

// case: an event whose handlers are asynchronous
public sealed class Changes
{
    public event Func<int, Task>? Changed;

    public void Raise(int id) => Changed?.Invoke(id); // expect: IC2103
}

// look-alike: an event whose handlers are not
public sealed class PlainChanges
{
    public event EventHandler? Changed;

    public void Raise()
    {
        try
        {
            Changed?.Invoke(this, EventArgs.Empty);
        }
        catch (Exception)
        {
        }
    }
}

// case: a property that anybody may set
public sealed class Hooked
{
    public Func<Task>? Hook { get; set; }

    public void Run() => _ = Hook?.Invoke(); // expect: IC2103
}

// look-alike: the only body there is does nothing
public sealed class Idle
{
    private readonly Func<Task> _work = static () => Task.CompletedTask;

    public void Run() => _ = _work();
}

// look-alike: a computation
public sealed class Computing(Func<int, int> compute)
{
    public int Run(int value)
    {
        try
        {
            return compute(value);
        }
        catch (OverflowException)
        {
            return 0;
        }
    }
}

// case: work that is handed over and started
public sealed class Starter
{
    public void Start(Func<Task> work) => _ = Task.Run(work); // expect: IC2103
}
