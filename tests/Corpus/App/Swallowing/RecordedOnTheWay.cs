using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.RecordedOnTheWay;

// look-alike: whoever asks the tide gauge has written down why it does not answer, before it is thrown on
public sealed class Gauge(HttpClient http, ILogger<Gauge> logger)
{
    public async Task<string> ReadAsync()
    {
        try
        {
            return await http.GetStringAsync("/level");
        }
        catch (Exception e)
        {
            logger.LogWarning(e, "The gauge does not answer");
            throw;
        }
    }
}

public sealed class Forecast(Gauge gauge)
{
    public async Task<string> LevelAsync()
    {
        try
        {
            return await gauge.ReadAsync();
        }
        catch
        {
            return "";
        }
    }
}

// case: only what takes too long is written down
public sealed class SlowGauge(HttpClient http, ILogger<SlowGauge> logger)
{
    public async Task<string> LevelAsync()
    {
        try
        {
            return await ReadAsync();
        }
        catch // expect: IC2102
        {
            return "";
        }
    }

    private async Task<string> ReadAsync()
    {
        try
        {
            return await http.GetStringAsync("/level");
        }
        catch (TimeoutException e)
        {
            logger.LogWarning(e, "The gauge is slow");
            throw;
        }
    }
}

// case: what the handler that records does instead can fail as well, and of that nothing is written down
public sealed class SecondGauge(HttpClient http, ILogger<SecondGauge> logger)
{
    public async Task<string> LevelAsync()
    {
        try
        {
            return await ReadAsync();
        }
        catch // expect: IC2102
        {
            return "";
        }
    }

    private async Task<string> ReadAsync()
    {
        try
        {
            return await http.GetStringAsync("/level");
        }
        catch (Exception e)
        {
            logger.LogWarning(e, "The first gauge does not answer");
            return await http.GetStringAsync("/second");
        }
    }
}

public interface ITideListener
{
    void Turned(string harbour);

    Task TurnedAsync(string harbour);
}

public sealed class Sluice(HttpClient http) : ITideListener
{
    public void Turned(string harbour) => http.Send(new HttpRequestMessage(HttpMethod.Post, harbour));

    public async Task TurnedAsync(string harbour) => await http.PostAsync(harbour, null);
}

public static class Watching
{
    public static Task Watched(this Task task, ILogger logger)
    {
        task.ContinueWith(t => logger.LogError(t.Exception, "Not told"), TaskContinuationOptions.OnlyOnFaulted);
        return task;
    }
}

// look-alike: each listener is told inside a try of its own, or in a task that somebody watches
public sealed class Tides(IEnumerable<ITideListener> listeners, ILogger<Tides> logger)
{
    public void Turn(string harbour)
    {
        foreach (var listener in listeners)
        {
            try
            {
                listener.Turned(harbour);
            }
            catch (Exception e)
            {
                logger.LogError(e, "Not told");
            }
        }

        foreach (var listener in listeners)
        {
            var told = listener;
            Task.Factory.StartNew(() => told.TurnedAsync(harbour), CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default).Unwrap().Watched(logger); // expect: IC3102
            told.TurnedAsync(harbour).Watched(logger);
        }
    }
}

public sealed class Harbour(Tides tides)
{
    public void Close(string harbour)
    {
        Task.Factory.StartNew(() => tides.Turn(harbour), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default);
    }
}

// case: nobody looks at the one that tells them one by one
public sealed class OpenHarbour(IEnumerable<ITideListener> listeners)
{
    public void Close(string harbour)
    {
        Task.Factory.StartNew(() => Tell(harbour), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default); // expect: IC2103
    }

    private void Tell(string harbour)
    {
        foreach (var listener in listeners)
        {
            listener.Turned(harbour);
        }
    }
}
