using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Corpus.Swallowing.SaidToBeWell;

public readonly record struct Harvest<T>(bool IsIn, T? Value)
{
    public static Harvest<T> In(T value) => new(true, value);

    public static Harvest<T> Lost(string why) => new(false, default);
}

public sealed record Field(string Name, string State, DateTimeOffset At);

// Answers that are the same after a failure.
public sealed class Orchards(NpgsqlDataSource source, HttpClient weather, TimeProvider clock)
{
    // case: made as after a success
    public async Task<Harvest<int>> PickAsync(string row)
    {
        try
        {
            return Harvest<int>.In(await source.CreateCommand("update rows set picked = true").ExecuteNonQueryAsync());
        }
        catch (NpgsqlException) // expect: IC2102
        {
            return Harvest<int>.In(1);
        }
    }

    // look-alike: made as a failure is
    public async Task<Harvest<int>> PruneAsync(string row)
    {
        try
        {
            return Harvest<int>.In(await source.CreateCommand("update rows set pruned = true").ExecuteNonQueryAsync());
        }
        catch (NpgsqlException)
        {
            return Harvest<int>.Lost(row);
        }
    }

    // case: one helper answers for both
    public async Task<Field> WaterAsync(string name)
    {
        try
        {
            await weather.PostAsJsonAsync("/water", name);
        }
        catch (HttpRequestException) // expect: IC2102
        {
            return Watered(name);
        }

        return Watered(name);
    }

    private Field Watered(string name) => new(name, "watered", clock.GetUtcNow());

    // look-alike: it answers something else
    public async Task<Field> MowAsync(string name)
    {
        try
        {
            await weather.PostAsJsonAsync("/mow", name);
        }
        catch (HttpRequestException)
        {
            return Mown(name + ": not yet");
        }

        return Mown(name);
    }

    private Field Mown(string name) => new(name, "mown", clock.GetUtcNow());
}

public sealed class Greenhouse(HttpClient heating) : IHealthCheck
{
    // case: cold, and in good health
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await heating.GetStringAsync("/warm", cancellationToken);
            return HealthCheckResult.Healthy("warm");
        }
        catch (HttpRequestException) // expect: IC2102
        {
            return HealthCheckResult.Healthy();
        }
    }
}

public sealed class Barn(HttpClient heating) : IHealthCheck
{
    // look-alike: cold, and said so
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await heating.GetStringAsync("/dry", cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (HttpRequestException)
        {
            return HealthCheckResult.Degraded("wet");
        }
    }
}

// case: every failure becomes an empty 200
public sealed class Fence(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (!context.Response.HasStarted) // expect: IC2102
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status200OK;
        }
    }
}

// Flags and attempts.
public sealed class Silo(HttpClient mill, string folder, ILogger<Silo> logger)
{
    // case: the flag only spares the tidying
    public async Task StoreAsync(string grain)
    {
        var stored = false;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, grain), await mill.GetStringAsync("/grain/" + grain));
            stored = true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException) // expect: IC2102
        {
            stored = false;
        }
        finally
        {
            if (stored)
            {
                File.Delete(Path.Combine(folder, grain + ".lock"));
            }
        }
    }

    // look-alike: the flag is asked for the failure
    public async Task GrindAsync(string grain)
    {
        var ground = false;
        try
        {
            await mill.GetStringAsync("/grind/" + grain);
            ground = true;
        }
        catch (HttpRequestException)
        {
            ground = false;
        }

        if (!ground)
        {
            logger.LogWarning("{Grain} is still whole", grain);
        }
    }

    // case: statuses in a row, three times, and then nothing
    public async Task FillAsync()
    {
        var done = false;
        var left = 3;
        do
        {
            try
            {
                await mill.GetStringAsync("/fill");
                done = true;
            }
            catch (HttpRequestException e) when (e.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout) // expect: IC2102
            {
                left--;
                await Task.Delay(500);
            }
        }
        while (!done && left > 0);
    }

    // look-alike: and then an exception
    public async Task EmptyAsync()
    {
        var done = false;
        var left = 3;
        do
        {
            try
            {
                await mill.GetStringAsync("/empty");
                done = true;
            }
            catch (HttpRequestException e) when (e.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
            {
                left--;
                await Task.Delay(500);
            }
        }
        while (!done && left > 0);

        if (!done)
        {
            throw new TimeoutException("The silo is still full");
        }
    }

    // case: the end of the file, or of the disk
    public static async IAsyncEnumerable<string> SacksAsync(Stream list)
    {
        using var reader = new StreamReader(list);
        while (true)
        {
            string? sack;
            try
            {
                sack = await reader.ReadLineAsync();
            }
            catch (IOException) // expect: IC2102
            {
                sack = null;
            }

            if (sack is null)
            {
                yield break;
            }

            yield return sack;
        }
    }

    // case: its own clock, and nobody is told
    public async Task WeighAsync(string grain, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            await mill.GetStringAsync("/weigh/" + grain, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested) // expect: IC2102
        {
        }
    }

    // look-alike: the caller's wish
    public async Task CountAsync(string grain, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            await mill.GetStringAsync("/count/" + grain, limit.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    // case: a question that only knows types
    public async Task CallAsync(string host, ReadOnlyMemory<byte> bell)
    {
        try
        {
            using var line = new TcpClient();
            await line.ConnectAsync(host, 7);
            await line.GetStream().WriteAsync(bell);
        }
        catch (Exception e) when (IsOfTheLine(e)) // expect: IC2102
        {
        }
    }

    private static bool IsOfTheLine(Exception e) => e is SocketException || e.InnerException is SocketException;

    // look-alike: a question that knows numbers
    public async Task RingAsync(string host, ReadOnlyMemory<byte> bell)
    {
        try
        {
            using var line = new TcpClient();
            await line.ConnectAsync(host, 7);
            await line.GetStream().WriteAsync(bell);
        }
        catch (Exception e) when (IsGone(e))
        {
        }
    }

    private static bool IsGone(Exception e) => e is SocketException { SocketErrorCode: SocketError.ConnectionReset };
}

// Several failures at once.
public sealed class Hives(string folder, ILogger<Hives> logger)
{
    // case: all of them are taken to be handled
    public int Read()
    {
        var combs = new System.Collections.Concurrent.ConcurrentBag<string>();
        try
        {
            Parallel.ForEach(Directory.GetFiles(folder), file => combs.Add(File.ReadAllText(file)));
        }
        catch (AggregateException e) // expect: IC2102
        {
            e.Handle(_ => true);
        }

        return combs.Count;
    }

    // look-alike: one kind of them
    public int Look()
    {
        var combs = new System.Collections.Concurrent.ConcurrentBag<string>();
        try
        {
            Parallel.ForEach(Directory.GetFiles(folder), file => combs.Add(File.ReadAllText(file)));
        }
        catch (AggregateException e)
        {
            e.Handle(inner => inner is FileNotFoundException);
        }

        return combs.Count;
    }

    // case: tasks that are only counted
    public int Smoke(IReadOnlyList<string> hives)
    {
        var smoked = hives
            .Where(h => h.Length > 0)
            .Select(h => SmokeAsync(h)) // expect: IC2103
            .ToList();
        return smoked.Count;
    }

    // look-alike: tasks that are waited for
    public async Task<int> OpenAsync(IReadOnlyList<string> hives)
    {
        var opened = hives.Select(h => SmokeAsync(h)).ToList();
        await Task.WhenAll(opened);
        return opened.Count;
    }

    private async Task SmokeAsync(string hive) => await File.WriteAllTextAsync(Path.Combine(folder, hive), "smoke");

    // case: what comes after all of them says that they are done
    public void Feed(IReadOnlyList<string> hives)
    {
        var fed = hives.Select(h => File.WriteAllTextAsync(Path.Combine(folder, h), "sugar"));
        Task.WhenAll(fed).ContinueWith(_ => logger.LogInformation("Fed {Count}", hives.Count)); // expect: IC2102
    }

    // look-alike: and looks whether they are
    public void Clean(IReadOnlyList<string> hives)
    {
        var cleaned = hives.Select(h => File.WriteAllTextAsync(Path.Combine(folder, h), "clean"));
        Task.WhenAll(cleaned).ContinueWith(all => logger.LogInformation(all.Exception, "Cleaned {Count}", hives.Count));
    }

    // case: touched, and put aside
    public void Move(string hive)
    {
        SmokeAsync(hive).ContinueWith(moved => { _ = moved.Exception; }, TaskContinuationOptions.OnlyOnFaulted); // expect: IC2102
    }
}

public sealed class Diary(string path) : IDisposable
{
    private readonly StreamWriter _writer = new(path, append: true);

    public Task WriteAsync(string line) => _writer.WriteLineAsync(line);

    // case: the last lines are on their way, perhaps
    public void Dispose()
    {
        _writer.FlushAsync(); // expect: IC2103
        GC.SuppressFinalize(this);
    }
}

public sealed class Gauge : IObserver<double>
{
    private readonly Channel<double> _values = Channel.CreateUnbounded<double>();

    public void OnNext(double value) => _values.Writer.TryWrite(value);

    public void OnCompleted() => _values.Writer.TryComplete();

    // case: a series that ends as if there were no more
    public void OnError(Exception error) // expect: IC2102
    {
        _values.Writer.TryComplete();
    }
}

public sealed class Dial : IObserver<double>
{
    private readonly Channel<double> _values = Channel.CreateUnbounded<double>();

    public void OnNext(double value) => _values.Writer.TryWrite(value);

    public void OnCompleted() => _values.Writer.TryComplete();

    // look-alike: a series that ends with what ended it
    public void OnError(Exception error) => _values.Writer.TryComplete(error);
}

// Helpers that throw.
public sealed class Scarecrow(HttpClient field)
{
    // case: what they are handed, as if it were new
    public async Task StandAsync()
    {
        try
        {
            await field.GetStringAsync("/stand");
        }
        catch (HttpRequestException e)
        {
            Fall(e);
        }
    }

    private static void Fall(Exception e) => throw e; // expect: IC2105

    // look-alike: with where it came from
    public async Task WaveAsync()
    {
        try
        {
            await field.GetStringAsync("/wave");
        }
        catch (HttpRequestException e)
        {
            Drop(e);
        }
    }

    private static void Drop(Exception e) => System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e);
}

public interface IBook
{
    Task EnterAsync(string what, Exception error);
}

public sealed class Book(string folder) : IBook
{
    public Task EnterAsync(string what, Exception error) => File.AppendAllTextAsync(Path.Combine(folder, what), error + Environment.NewLine);
}

// look-alike: the only one who is told writes it down
public sealed class Steward(HttpClient field, IBook book)
{
    public async Task WalkAsync()
    {
        try
        {
            await field.GetStringAsync("/walk");
        }
        catch (HttpRequestException e)
        {
            await book.EnterAsync("walk", e);
        }
    }
}
