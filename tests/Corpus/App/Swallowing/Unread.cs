using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.Unread;

public sealed class Notices(HttpClient http, DbContext db, ILogger<Notices> logger)
{
    private async Task SendAsync(int id)
    {
        await Task.Yield();
        await http.PostAsync("/notices/" + id, null);
    }

    // case: a local that nobody reads, across an await
    public async Task KeptAsync(int id)
    {
        var sending = SendAsync(id); // expect: IC2103
        await Task.Delay(1);
    }

    // case: one of two is awaited
    public async Task HalfAsync(int id)
    {
        var first = SendAsync(id); // expect: IC2103
        var second = db.SaveChangesAsync();
        await second;
    }

    // look-alike: awaited later
    public async Task LaterAsync(int id)
    {
        var sending = SendAsync(id);
        await Task.Delay(1);
        await sending;
    }

    // look-alike: a lambda awaits it
    public async Task CapturedAsync(int id)
    {
        var sending = SendAsync(id);
        await Task.Delay(1);
        Func<Task> wait = () => sending;
        await wait();
    }

    // case: the underscore is the parameter of the lambda
    public Timer Start(int id) => new(_ => { _ = SendAsync(id); }); // expect: IC2103

    // case: and that of an asynchronous method
    public async Task TickAsync(object? _)
    {
        await Task.Delay(1);
        _ = SendAsync(1); // expect: IC2103
    }

    // look-alike: a parameter that gets the task, and is awaited
    public async Task ReplacedAsync(Task work)
    {
        work = SendAsync(1);
        await work;
    }

    // case: nothing is thrown, and nobody asks
    public async Task SuppressedAsync(int id)
    {
        var sending = SendAsync(id);
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // expect: IC2102
    }

    // case: the same at once
    public async Task SuppressedAtOnceAsync(int id) =>
        await SendAsync(id).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext); // expect: IC2102

    // look-alike: somebody asks
    public async Task AskedAsync(int id)
    {
        var sending = SendAsync(id);
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (sending.IsFaulted)
        {
            logger.LogError(sending.Exception, "Not sent");
        }
    }

    // look-alike: other options throw
    public async Task ForcedAsync(int id) => await SendAsync(id).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

    // look-alike: a delay that is cut short
    public async Task PauseAsync(CancellationToken token) => await Task.Delay(100, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    // case: called on failure, for nothing
    public Task QuietAsync(int id) => SendAsync(id).ContinueWith(_ => { }, TaskContinuationOptions.OnlyOnFaulted); // expect: IC2102

    // look-alike: called on failure, and tells
    public Task LoudAsync(int id) => SendAsync(id).ContinueWith(_ => logger.LogError("Not sent"), TaskContinuationOptions.OnlyOnFaulted);
}
