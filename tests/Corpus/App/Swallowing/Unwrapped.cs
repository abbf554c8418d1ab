using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.Unwrapped;

public sealed class ConversionFailed(string what, Exception? inner = null) : Exception(what, inner);

// case: what the reflected member has thrown, thrown again
public sealed class ReportScripts(object script)
{
    public object? Run(string name)
    {
        try
        {
            return script.GetType().GetMethod(name)!.Invoke(script, null);
        }
        catch (TargetInvocationException e)
        {
            throw e.InnerException!; // expect: IC2105
        }
    }
}

// case: or the wrapping, where there is nothing inside
public sealed class Converters(Delegate convert)
{
    public object? Apply(object value)
    {
        try
        {
            return convert.DynamicInvoke(value);
        }
        catch (TargetInvocationException e)
        {
            throw e.InnerException ?? e; // expect: IC2105
        }
    }
}

// case: kept in a local first
public sealed class Formulas(MethodInfo formula)
{
    public object? Evaluate(object[] cells)
    {
        try
        {
            return formula.Invoke(null, cells);
        }
        catch (TargetInvocationException e) when (e.InnerException is { } cause)
        {
            throw cause; // expect: IC2105
        }
    }
}

// case: down to the first of all
public sealed class TariffFile(HttpClient http)
{
    public async Task<string> ReadAsync()
    {
        try
        {
            return await http.GetStringAsync("/tariffs");
        }
        catch (HttpRequestException e)
        {
            throw e.GetBaseException(); // expect: IC2105
        }
    }
}

// case: the first of several
public sealed class Warehouses(HttpClient http)
{
    public void Sync()
    {
        try
        {
            Parallel.Invoke(() => http.Send(new(HttpMethod.Post, "/sync/north")), () => http.Send(new(HttpMethod.Post, "/sync/south")));
        }
        catch (AggregateException e)
        {
            throw e.InnerExceptions[0]; // expect: IC2105
        }
    }
}

// case: flat, and then the first
public sealed class Meters(HttpClient http)
{
    public void Sync()
    {
        try
        {
            Parallel.Invoke(() => http.Send(new(HttpMethod.Post, "/meters/gas")), () => http.Send(new(HttpMethod.Post, "/meters/water")));
        }
        catch (AggregateException e)
        {
            throw e.Flatten().InnerExceptions.First(); // expect: IC2105
        }
    }
}

// case: until nothing is inside any more
public sealed class Imports(Action import)
{
    public void Run()
    {
        try
        {
            import();
        }
        catch (Exception e)
        {
            var cause = e;
            while (cause.InnerException is not null)
            {
                cause = cause.InnerException;
            }

            throw cause; // expect: IC2105
        }
    }
}

// case: a helper takes it out
public sealed class Handlers(MethodInfo handler)
{
    public void Handle(object message)
    {
        try
        {
            handler.Invoke(null, [message]);
        }
        catch (TargetInvocationException e)
        {
            throw Inside(e); // expect: IC2105
        }
    }

    private static Exception Inside(Exception e) => e.InnerException ?? e;
}

// case: the failure of a task, without a catch
public sealed class Uploads(HttpClient http)
{
    public async Task SendAsync(string name)
    {
        var sending = http.PostAsync("/uploads/" + name, null);
        await Task.WhenAny(sending, Task.Delay(1000));
        if (sending.IsFaulted)
        {
            throw sending.Exception!.InnerException!; // expect: IC2105
        }
    }
}

// look-alike: its trace goes on
public sealed class KeptTrace(object script)
{
    public object? Run(string name)
    {
        try
        {
            return script.GetType().GetMethod(name)!.Invoke(script, null);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Capture(e.InnerException).Throw();
            throw;
        }
    }
}

// look-alike: what stands behind is for the compiler
public sealed class KeptForTheCompiler(object script)
{
    public object? Run(string name)
    {
        try
        {
            return script.GetType().GetMethod(name)!.Invoke(script, null);
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw e.InnerException!;
        }
    }
}

// look-alike: around it is a new one
public sealed class Around(Delegate convert)
{
    public object? Apply(object value)
    {
        try
        {
            return convert.DynamicInvoke(value);
        }
        catch (TargetInvocationException e)
        {
            throw new ConversionFailed("no conversion", e.InnerException ?? e);
        }
    }
}

// look-alike: it has been told, with its trace
public sealed class Told(MethodInfo formula, ILogger<Told> logger)
{
    public object? Evaluate(object[] cells)
    {
        try
        {
            return formula.Invoke(null, cells);
        }
        catch (TargetInvocationException e)
        {
            logger.LogError(e, "The formula failed");
            throw e.InnerException!;
        }
    }
}

// look-alike: flat, and as a whole
public sealed class AllOfThem(HttpClient http)
{
    public void Sync()
    {
        try
        {
            Parallel.Invoke(() => http.Send(new(HttpMethod.Post, "/sites/first")), () => http.Send(new(HttpMethod.Post, "/sites/second")));
        }
        catch (AggregateException e)
        {
            throw e.Flatten();
        }
    }
}

// look-alike: a promise keeps the trace of what it is given
public sealed class Promised(MethodInfo formula)
{
    public Task<object?> EvaluateAsync(object[] cells)
    {
        var promise = new TaskCompletionSource<object?>();
        try
        {
            promise.SetResult(formula.Invoke(null, cells));
        }
        catch (TargetInvocationException e)
        {
            promise.SetException(e.InnerException!);
        }

        return promise.Task;
    }
}

// look-alike: the task itself throws it
public sealed class Awaited(HttpClient http)
{
    public async Task SendAsync(string name)
    {
        var sending = http.PostAsync("/awaited/" + name, null);
        await Task.WhenAny(sending, Task.Delay(1000));
        if (sending.IsFaulted)
        {
            await sending;
        }
    }
}
