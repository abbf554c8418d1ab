using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.TimeLimits;

// case: nobody has cancelled: the barrier has not answered in time, and stays down
public sealed class Barrier(HttpClient http)
{
    public async Task OpenAsync(string lane)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await http.PutAsync("/lanes/" + lane, null, limit.Token);
        }
        catch (OperationCanceledException) // expect: IC2102
        {
            return;
        }
    }
}

// case: the caller's token is linked with a limit of one's own
public sealed class Tariffs(HttpClient http)
{
    public async Task PublishAsync(string lane, CancellationToken stop)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limited.CancelAfter(1500);
        try
        {
            await http.PostAsync("/tariffs/" + lane, null, limited.Token);
        }
        catch (TaskCanceledException) // expect: IC2102
        {
        }
    }

    // look-alike: linked without a limit, so that only a caller can end it
    public async Task WithdrawAsync(string lane, CancellationToken stop, CancellationToken closing)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, closing);
        try
        {
            await http.DeleteAsync("/tariffs/" + lane, either.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }
}

// case: the limit is answered with the number that success can give as well
public sealed class Occupancy(IHttpClientFactory clients)
{
    public async Task<int> CountAsync(CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        try
        {
            var cars = await clients.CreateClient("lanes").GetFromJsonAsync<string[]>("/cars", limit.Token);
            return cars?.Length ?? 0;
        }
        catch (OperationCanceledException) // expect: IC2102
        {
            return 0;
        }
    }

    // look-alike: a number that no success gives
    public async Task<int> FindAsync(CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        try
        {
            var cars = await clients.CreateClient("lanes").GetFromJsonAsync<string[]>("/cars", limit.Token);
            return cars?.Length ?? 0;
        }
        catch (OperationCanceledException)
        {
            return -1;
        }
    }
}

// look-alike: the caller is told that it took too long
public sealed class Gate(HttpClient http, ILogger<Gate> logger)
{
    public async Task<bool> CloseAsync(string lane)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await http.PutAsync("/gates/" + lane, null, limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // look-alike: it is written down
    public async Task LockAsync(string lane)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await http.PutAsync("/locks/" + lane, null, limit.Token);
        }
        catch (OperationCanceledException)
        {
            logger.LogWarning("Gate {Lane} did not answer", lane);
        }
    }
}

// look-alike: a poll is cut off, and made again until somebody ends it
public sealed class Plates(HttpClient http)
{
    public async Task WatchAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var turn = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await http.GetAsync("/plates/next", turn.Token);
            }
            catch (OperationCanceledException)
            {
            }
        }
    }
}

// look-alike: it has a limit, and a button
public sealed class Printing(HttpClient http)
{
    private CancellationTokenSource? _running;

    public async Task PrintAsync(string ticket)
    {
        using var running = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        _running = running;
        try
        {
            await http.PostAsync("/tickets/" + ticket, null, running.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }

    public void Stop() => _running?.Cancel();
}

// look-alike: what a promise is told, whoever waits for it learns
public sealed class Readings(HttpClient http)
{
    public Task<string> NextAsync(string meter)
    {
        var reading = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = PumpAsync();
        return reading.Task;

        async Task PumpAsync()
        {
            try
            {
                reading.SetResult(await http.GetStringAsync("/meters/" + meter));
            }
            catch (Exception e)
            {
                reading.SetException(e);
            }
        }
    }

    // case: it is told of one kind of failure, and waits for ever after any other
    public Task<string> LastAsync(string meter)
    {
        var reading = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = PumpAsync(); // expect: IC2103
        return reading.Task;

        async Task PumpAsync()
        {
            try
            {
                reading.SetResult(await http.GetStringAsync("/meters/" + meter));
            }
            catch (HttpRequestException e)
            {
                reading.SetException(e);
            }
        }
    }
}

public sealed class Lane
{
    public int Id { get; set; }

    public string State { get; set; } = "";
}

public sealed class LaneDb(DbContextOptions<LaneDb> options) : DbContext(options)
{
    public DbSet<Lane> Lanes => Set<Lane>();
}

// case: what the call is handed beside the limit takes nothing from that: the lane stays open, and the caller is told that all is well
public sealed class LanesController(LaneDb db) : ControllerBase
{
    [HttpPost("/lanes/{id}/close")]
    public async Task<IActionResult> CloseAsync(int id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await db.Lanes.Where(l => l.Id == id).ExecuteUpdateAsync(set => set.SetProperty(l => l.State, "closed"), limit.Token);
        }
        catch (OperationCanceledException) // expect: IC2102
        {
        }

        return NoContent();
    }

    // look-alike: the token is the caller's
    [HttpPost("/lanes/{id}/open")]
    public async Task<IActionResult> OpenAsync(int id, CancellationToken stop)
    {
        try
        {
            await db.Lanes.Where(l => l.Id == id).ExecuteUpdateAsync(set => set.SetProperty(l => l.State, "open"), stop);
        }
        catch (OperationCanceledException)
        {
        }

        return NoContent();
    }

    // look-alike: it is only waited for a while, and nothing is lost when that has gone by
    [HttpPost("/lanes/{id}/settle")]
    public async Task<IActionResult> SettleAsync(int id, [FromServices] SemaphoreSlim settled)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(id), limit.Token);
            await settled.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
        }

        return NoContent();
    }
}
