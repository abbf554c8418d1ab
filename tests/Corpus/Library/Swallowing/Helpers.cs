using Microsoft.Extensions.Logging;

namespace Corpus.Library.Swallowing;

public interface IPublisher
{
    Task PublishAsync(string what);
}

public sealed class HttpPublisher(HttpClient http) : IPublisher
{
    public async Task PublishAsync(string what) => await http.PostAsync("/publish", new StringContent(what));
}

public static class TaskExtensions
{
    public static void Ignore(this Task task)
    {
    }

    // look-alike: a fire and forget that somebody watches
    public static async void Forget(this Task task, ILogger logger)
    {
        try
        {
            await task;
        }
        catch (Exception e)
        {
            logger.LogError(e, "Background work failed");
        }
    }
}

public static class Audit
{
    private static long failures;

    public static long Failures => Interlocked.Read(ref failures);

    public static void Note(Exception e)
    {
        if (e is not OperationCanceledException)
        {
            Interlocked.Increment(ref failures);
        }
    }
}

public static class Attempt
{
    // case: the helper swallows what its callers in another assembly do
    public static void Run(Action action)
    {
        try
        {
            action();
        }
        catch (Exception) // expect: IC2102
        {
        }
    }

    // look-alike: all that its callers do is read text
    public static void Pure(Action action)
    {
        try
        {
            action();
        }
        catch (Exception)
        {
        }
    }

    // look-alike: it logs
    public static void Logged(Action action, ILogger logger)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            logger.LogError(e, "Failed");
        }
    }

    // look-alike: it hands it on
    public static async Task OrAsync(Func<Task> action, Action<Exception> onError)
    {
        try
        {
            await action();
        }
        catch (Exception e)
        {
            onError(e);
        }
    }
}
