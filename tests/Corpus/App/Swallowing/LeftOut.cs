using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.LeftOut;

// case: who is to be told may be left out, and somebody does
public static class Errands
{
    public static async void Send(this Task errand, Action<Exception>? onError = null)
    {
        try
        {
            await errand;
        }
        catch (Exception e) // expect: IC2102
        {
            if (onError is null)
            {
                return;
            }

            onError(e);
        }
    }

    // look-alike: everybody hands somebody over
    public static async void SendTold(this Task errand, Action<Exception>? onError)
    {
        try
        {
            await errand;
        }
        catch (Exception e)
        {
            onError?.Invoke(e);
        }
    }

    // look-alike: without anybody it is thrown on
    public static async Task SendLoudAsync(this Task errand, Action<Exception>? onError = null)
    {
        try
        {
            await errand;
        }
        catch (Exception e)
        {
            if (onError is null)
            {
                throw;
            }

            onError(e);
        }
    }
}

public sealed class Courier(HttpClient http, ILogger<Courier> logger)
{
    public void Deliver()
    {
        http.PostAsync("/a", null).Send();
        http.PostAsync("/b", null).Send(e => logger.LogError(e, "b"));
        http.PostAsync("/c", null).SendTold(e => logger.LogError(e, "c"));
    }

    public async Task DeliverAsync()
    {
        await http.PostAsync("/d", null).SendLoudAsync();
        await http.PostAsync("/e", null).SendLoudAsync(e => logger.LogError(e, "e"));
    }
}

public sealed class Keys(ILogger<Keys> logger)
{
    // case: the log is about another thing: behind a failure there still is the key from before
    public async Task<string> ChooseAsync(string own, string shared)
    {
        var key = await File.ReadAllTextAsync(own);
        try
        {
            key = await File.ReadAllTextAsync(shared) ?? key;
        }
        catch (IOException) // expect: IC2102
        {
        }

        if (key == null)
        {
            logger.LogWarning("There is no key");
            return "none";
        }

        return key;
    }

    // look-alike: there was none before, and who finds none says so
    public async Task<string> FindAsync(string shared)
    {
        string? key = null;
        try
        {
            key = await File.ReadAllTextAsync(shared);
        }
        catch (IOException)
        {
        }

        if (key == null)
        {
            logger.LogWarning("There is no key");
            return "none";
        }

        return key;
    }
}

// look-alike: an empty body of an abstract class that never runs
public abstract class Watcher : IObserver<int>
{
    public virtual void OnCompleted() { }

    public virtual void OnError(Exception error) { }

    public abstract void OnNext(int value);
}

public sealed class LoggingWatcher(ILogger<LoggingWatcher> logger) : Watcher
{
    public override void OnError(Exception error) => logger.LogError(error, "watching failed");

    public override void OnNext(int value) => logger.LogInformation("{Value}", value);
}

// case: one of the classes below leaves it as it is
public abstract class Listener : IObserver<long>
{
    public virtual void OnCompleted() { }

    public virtual void OnError(Exception error) { } // expect: IC2102

    public abstract void OnNext(long value);
}

public sealed class LoudListener(ILogger<LoudListener> logger) : Listener
{
    public override void OnError(Exception error) => logger.LogError(error, "listening failed");

    public override void OnNext(long value) => logger.LogInformation("{Value}", value);
}

public sealed class QuietListener(ILogger<QuietListener> logger) : Listener
{
    public override void OnNext(long value) => logger.LogInformation("{Value}", value);
}

public sealed class Busy(HttpClient http) : IDisposable
{
    public void Dispose() => Console.WriteLine("done");

    public static async Task<IDisposable> ShowAsync(HttpClient http, string what)
    {
        await http.PostAsync("/busy/" + what, null);
        return new Busy(http);
    }

    // case: the task is disposed of, and not what it gives
    public async Task WorkAsync()
    {
        using (var _ = ShowAsync(http, "work")) // expect: IC2103
        {
            await Task.Delay(10);
        }
    }

    // look-alike: awaited
    public async Task RestAsync()
    {
        using (var _ = await ShowAsync(http, "rest"))
        {
            await Task.Delay(10);
        }
    }
}

public sealed class Gatekeeper(System.Net.Sockets.TcpListener listener) : IDisposable
{
    private readonly string _scratch = Path.GetTempFileName();

    // look-alike: what is over anyway is ended
    public Task StopAsync()
    {
        try
        {
            listener.Stop();
        }
        catch
        {
        }

        return Task.CompletedTask;
    }

    // look-alike: its own file, when it is disposed of
    public void Dispose()
    {
        try
        {
            File.Delete(_scratch);
        }
        catch (IOException)
        {
        }
    }
}
