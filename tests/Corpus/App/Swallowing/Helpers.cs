using Corpus.Library.Swallowing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.Helpers;

public sealed class Caller(HttpClient http, DbContext db, ILogger<Caller> logger)
{
    // case: the helper that is handed the failure does nothing with it
    public async Task FirstAsync()
    {
        try
        {
            await http.PostAsync("/a", null);
        }
        catch (HttpRequestException e) // expect: IC2102
        {
            Drop(e);
        }
    }

    private static void Drop(Exception e)
    {
    }

    // case: nor does the one that it is handed on to
    public async Task SecondAsync()
    {
        try
        {
            await http.PostAsync("/a", null);
        }
        catch (HttpRequestException e) // expect: IC2102
        {
            Pass(e, "first");
        }
    }

    private static void Pass(Exception e, string what)
    {
        if (what.Length > 0)
        {
            Drop(e);
        }
    }

    // look-alike: the helper counts what it is handed
    public async Task ThirdAsync()
    {
        try
        {
            await http.PostAsync("/a", null);
        }
        catch (HttpRequestException e)
        {
            Audit.Note(e);
        }
    }

    // look-alike: text in, number out: the same helper's failures are those of its callers
    public int? Fourth(string text)
    {
        var number = 0;
        Attempt.Pure(() => number = int.Parse(text));
        return number;
    }

    // look-alike: the caller of a helper that swallows: the helper is the culprit
    public void Fifth()
    {
        Attempt.Run(() => db.SaveChanges());
    }

    // look-alike: the helper logs
    public void Sixth()
    {
        Attempt.Logged(() => db.SaveChanges(), logger);
    }

    // look-alike: what is handed to a callback is the callback's
    public async Task SeventhAsync()
    {
        await Attempt.OrAsync(() => http.PostAsync("/a", null), e => logger.LogError(e, "Not posted"));
    }

    // look-alike: nothing fails around a method that has handled it all
    public void Eighth()
    {
        try
        {
            Attempt.Logged(() => db.SaveChanges(), logger);
        }
        catch (InvalidOperationException)
        {
        }
    }
}

public abstract class Job
{
    // case: a template method whose step fails in a derived class
    public async Task ExecuteAsync()
    {
        try
        {
            await RunAsync();
        }
        catch (Exception e) // expect: IC2102
        {
            OnFailed(e);
        }
    }

    protected abstract Task RunAsync();

    protected virtual void OnFailed(Exception e)
    {
    }
}

public sealed class CleanJob(DbContext db) : Job
{
    protected override Task RunAsync() => db.SaveChangesAsync();
}

public abstract class LoggedJob
{
    // look-alike: every derived class does something with it
    public async Task ExecuteAsync()
    {
        try
        {
            await RunAsync();
        }
        catch (Exception e)
        {
            OnFailed(e);
        }
    }

    protected abstract Task RunAsync();

    protected abstract void OnFailed(Exception e);
}

public sealed class NightJob(DbContext db, ILogger<NightJob> logger) : LoggedJob
{
    protected override Task RunAsync() => db.SaveChangesAsync();

    protected override void OnFailed(Exception e) => logger.LogError(e, "The night job failed");
}

public interface IStep<in T>
{
    Task DoAsync(T item);
}

public sealed class StoreStep<T>(DbContext db) : IStep<T>
    where T : class
{
    public async Task DoAsync(T item)
    {
        db.Add(item);
        await db.SaveChangesAsync();
    }
}

// case: a generic decorator that calms everything
public sealed class Calmed<T>(IStep<T> inner) : IStep<T>
{
    public async Task DoAsync(T item)
    {
        try
        {
            await inner.DoAsync(item);
        }
        catch // expect: IC2102
        {
        }
    }
}

public static class Registration
{
    public static IStep<string> Make(DbContext db) => new Calmed<string>(new StoreStep<string>(db));
}
