using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.Continuations;

public sealed class Chained(HttpClient http, DbContext db, ILogger<Chained> logger)
{
    private Task SendAsync() => http.PostAsync("/a", null);

    // case: on success only
    public void First()
    {
        SendAsync().ContinueWith(_ => logger.LogInformation("Sent"), TaskContinuationOptions.OnlyOnRanToCompletion); // expect: IC2102
    }

    // case: whatever came before
    public void Second()
    {
        SendAsync().ContinueWith(_ => logger.LogInformation("Done")); // expect: IC2102
    }

    // case: awaited, but not what came before
    public async Task ThirdAsync()
    {
        await SendAsync().ContinueWith(_ => logger.LogInformation("Done")); // expect: IC2102
    }

    // case: not on a fault
    public void Fourth()
    {
        db.SaveChangesAsync().ContinueWith(Finished, TaskContinuationOptions.NotOnFaulted); // expect: IC2102
    }

    // case: who waits for what comes after a success learns of a failure that something was cancelled
    public Task FourthAsync() =>
        SendAsync().ContinueWith(_ => logger.LogInformation("Sent"), TaskContinuationOptions.NotOnFaulted); // expect: IC2102

    // look-alike: the task before it is waited for as well
    public async Task FourthWaitedForAsync()
    {
        var sent = SendAsync();
        _ = sent.ContinueWith(_ => logger.LogInformation("Sent"), TaskContinuationOptions.NotOnFaulted);
        await sent;
    }

    private static void Finished(Task done)
    {
    }

    // case: of two the slower one is lost
    public async Task<HttpResponseMessage> FifthAsync()
    {
        var near = http.GetAsync("/near");
        var far = http.GetAsync("/far");
        return await await Task.WhenAny(near, far); // expect: IC2102
    }

    // case: the time is over, or it failed: nobody asks
    public async Task SixthAsync()
    {
        await Task.WhenAny(SendAsync(), Task.Delay(1000)); // expect: IC2102
    }

    // look-alike: it looks at what came before
    public void Tenth()
    {
        SendAsync().ContinueWith(t =>
        {
            if (t.IsFaulted)
            {
                logger.LogError(t.Exception, "Not sent");
            }
        });
    }

    // look-alike: on a fault only
    public void Eleventh()
    {
        SendAsync().ContinueWith(t => logger.LogError(t.Exception, "Not sent"), TaskContinuationOptions.OnlyOnFaulted);
    }

    // look-alike: it awaits what came before
    public async Task TwelfthAsync()
    {
        await SendAsync().ContinueWith(async t => await t).Unwrap();
    }

    // look-alike: both are awaited
    public async Task ThirteenthAsync()
    {
        var near = http.GetAsync("/near");
        var far = http.GetAsync("/far");
        await Task.WhenAny(near, far);
        await Task.WhenAll(near, far);
    }

    // look-alike: it is awaited unless the time is over
    public async Task FourteenthAsync()
    {
        var sending = SendAsync();
        if (await Task.WhenAny(sending, Task.Delay(1000)) != sending)
        {
            throw new TimeoutException("Not sent in time");
        }

        await sending;
    }

    // look-alike: one after the other, as they come
    public async Task FifteenthAsync(List<Task> all)
    {
        while (all.Count > 0)
        {
            var done = await Task.WhenAny(all);
            all.Remove(done);
            await done;
        }
    }

    // look-alike: the result is asked for
    public Task<int> SixteenthAsync() => http.GetStringAsync("/a").ContinueWith(t => t.Result.Length);
}
