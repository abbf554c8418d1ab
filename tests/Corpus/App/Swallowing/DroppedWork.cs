using System.Threading.Channels;
using Corpus.Library.Swallowing;
using IntentContracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.DroppedWork;

public sealed class Mailer(HttpClient http, ILogger<Mailer> logger)
{
    public async Task SendAsync(string to) => await http.PostAsync("/mail", new StringContent(to));

    public async Task SendSafelyAsync(string to)
    {
        try
        {
            await http.PostAsync("/mail", new StringContent(to));
        }
        catch (Exception e)
        {
            logger.LogError(e, "Not sent");
        }
    }

    public ValueTask TouchAsync() => new(http.GetAsync("/touch"));

    public async Task CountAsync()
    {
        await Task.Yield();
    }
}

public sealed class Shop(Mailer mailer, HttpClient http, DbContext db, ILogger<Shop> logger)
{
    private readonly List<Task> _running = [];
    private Task _loop = Task.CompletedTask;
    private Task? _lost;

    // case: discarded
    public void First(string to)
    {
        _ = mailer.SendAsync(to); // expect: IC2103
    }

    // case: a bare call where nothing is awaited
    public void Second(string to)
    {
        mailer.SendAsync(to); // expect: IC2103
    }

    // case: a bare call among awaits
    public async Task ThirdAsync(string to)
    {
        await http.GetAsync("/a");
#pragma warning disable CS4014
        mailer.SendAsync(to); // expect: IC2103
#pragma warning restore CS4014
    }

    // case: sent to the pool
    public void Fourth(string to)
    {
        Task.Run(() => mailer.SendAsync(to)); // expect: IC2103
    }

    // case: over several lines
    public IAsyncResult? Fifth(string to)
    {
        _ = Task.Run(async () => // expect: IC2103
        {
            await Task.Delay(100);
            await mailer.SendAsync(to);
        });
        return null;
    }

    // case: the factory
    public void Sixth()
    {
        Task.Factory.StartNew(() => db.SaveChanges(), TaskCreationOptions.LongRunning); // expect: IC1106, IC2103
    }

    // case: a ValueTask
    public void Seventh()
    {
        mailer.TouchAsync(); // expect: IC2103
    }

    // case: in a variable that nobody reads
    public void Eighth(string to)
    {
        var sending = mailer.SendAsync(to); // expect: IC2103
    }

    // case: configured, and dropped
    public void Ninth(string to)
    {
        mailer.SendAsync(to).ConfigureAwait(false); // expect: IC2103
    }

    // case: in a lambda that returns nothing
    public void Tenth(List<string> all)
    {
        all.ForEach(to => mailer.SendAsync(to)); // expect: IC2103, IC3102
    }

    // case: through an interface
    public void Eleventh(IPublisher publisher)
    {
        _ = publisher.PublishAsync("done"); // expect: IC2103
    }

    // case: a library's own call
    public void Twelfth()
    {
        _ = db.SaveChangesAsync(); // expect: IC2103
    }

    // case: a helper that only looks as if it cared
    public void Thirteenth(string to)
    {
        mailer.SendAsync(to).Ignore(); // expect: IC2103
    }

    // case: kept in a field that nobody reads
    public void Fourteenth(string to)
    {
        _lost = mailer.SendAsync(to); // expect: IC2103
    }

    // case: a delegate that makes a task
    public void Fifteenth(Func<Task> work)
    {
        _ = work(); // expect: IC2103
    }

    // case: work that begins after a while
    public void Sixteenth(string to)
    {
        Task.Delay(1000).ContinueWith(_ => mailer.SendAsync(to)); // expect: IC2103
    }

    // case: who waits for the first task does not wait for what comes after it
    public Task SeventeenthAsync(string to)
    {
        var sent = mailer.SendAsync(to);
        sent.ContinueWith(_ => mailer.SendAsync("archive"), TaskContinuationOptions.OnlyOnRanToCompletion); // expect: IC2103
        return sent;
    }

    // look-alike: the same, handed out with what comes after it
    public Task EighteenthAsync(string to)
    {
        var sent = mailer.SendAsync(to);
        return sent.ContinueWith(async first =>
        {
            await first;
            await mailer.SendAsync("archive");
        }).Unwrap();
    }

    // look-alike: what comes after it tells of the failure; that the telling can fail, too, is not asked
    public Task NineteenthAsync(string to)
    {
        var sent = mailer.SendAsync(to);
        sent.ContinueWith(failed => mailer.SendAsync("support: " + failed.Exception), TaskContinuationOptions.OnlyOnFaulted);
        return sent;
    }

    // look-alike: it looks after itself
    public void Twentieth(string to)
    {
        _ = mailer.SendSafelyAsync(to);
    }

    // look-alike: the body looks after itself
    public void TwentyFirst(string to)
    {
        _ = Task.Run(async () =>
        {
            try
            {
                await mailer.SendAsync(to);
            }
            catch (Exception e)
            {
                logger.LogError(e, "Not sent");
            }
        });
    }

    // look-alike: an own helper observes it
    public void TwentySecond(string to)
    {
        mailer.SendAsync(to).Forget(logger);
    }

    // look-alike: a continuation observes it
    public void TwentyThird(string to)
    {
        mailer.SendAsync(to).ContinueWith(t => logger.LogError(t.Exception, "Not sent"), TaskContinuationOptions.OnlyOnFaulted);
    }

    // look-alike: awaited together
    public async Task TwentyFourthAsync(string to)
    {
        var first = mailer.SendAsync(to);
        var second = mailer.SendAsync(to);
        await Task.WhenAll(first, second);
    }

    // look-alike: awaited later
    public async Task TwentyFifthAsync(string to)
    {
        var sending = mailer.SendAsync(to);
        await http.GetAsync("/a");
        await sending;
    }

    // look-alike: kept and awaited at the end
    public void TwentySixth(string to)
    {
        _running.Add(mailer.SendAsync(to));
        _loop = mailer.SendAsync(to);
    }

    public async Task StopAsync()
    {
        await Task.WhenAll(_running);
        await _loop;
    }

    // look-alike: handed to the caller
    public Task TwentySeventhAsync(string to) => mailer.SendAsync(to);

    // look-alike: nothing that can fail
    public void TwentyEighth()
    {
        _ = mailer.CountAsync();
        _ = Task.Delay(10);
    }

    // look-alike: into a queue in memory
    public void TwentyNinth(Channel<string> queue, string to)
    {
        _ = queue.Writer.WriteAsync(to);
        queue.Writer.TryWrite(to);
    }

    // look-alike: it is waited for
    public void Thirtieth(string to)
    {
        mailer.SendAsync(to).GetAwaiter().GetResult();
    }

    // look-alike: a reason is given
    [Swallows(typeof(Exception), "The counter of visits is decoration.")]
    public void ThirtyFirst(string to)
    {
        _ = mailer.SendAsync(to);
    }
}

// look-alike: the loop of a service that looks after itself
public sealed class Pump(HttpClient http, ILogger<Pump> logger) : IHostedService
{
    private Task _running = Task.CompletedTask;
    private readonly CancellationTokenSource _stop = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = RunAsync(_stop.Token);
        _ = WatchAsync(_stop.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running;
    }

    private async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await http.PostAsync("/tick", null, stop);
        }
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await http.PostAsync("/watch", null, stop);
            }
            catch (Exception e)
            {
                logger.LogError(e, "Not seen");
            }
        }
    }
}
