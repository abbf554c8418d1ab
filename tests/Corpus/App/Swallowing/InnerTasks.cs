using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.InnerTasks;

public sealed class Furnace(HttpClient http, ILogger<Furnace> logger)
{
    private readonly List<Task> _fires = [];
    private Task? _burning;
    private Task<Task>? _lit;
    private Task? _whole;

    private async Task BurnAsync()
    {
        await Task.Delay(100);
        await http.PostAsync("/heat", null);
    }

    private async Task BurnSafelyAsync()
    {
        try
        {
            await BurnAsync();
        }
        catch (Exception e)
        {
            logger.LogError(e, "Gone out");
        }
    }

    // case: what is kept is done when the fire has been lit
    public void Light() => _burning = Task.Factory.StartNew(BurnAsync, TaskCreationOptions.LongRunning); // expect: IC2103

    public Task EndAsync() => _burning ?? Task.CompletedTask;

    // case: in a list of plain tasks, by a lambda
    public void LightAnother()
    {
        _fires.Add(Task.Factory.StartNew(async () => await BurnAsync())); // expect: IC2103
    }

    public Task AllAsync() => Task.WhenAll(_fires);

    // case: waited for once
    public void LightAndWait()
    {
        var lit = Task.Factory.StartNew(() => BurnAsync());  // expect: IC2103
        lit.Wait();
    }

    // case: handed out as a plain task
    public Task LightFor() => Task.Factory.StartNew(BurnAsync); // expect: IC2103

    // case: what follows is asynchronous itself
    public void LightAfter(Task dried)
    {
        _burning = dried.ContinueWith(async done =>  // expect: IC2103
        {
            await done;
            await BurnAsync();
        });
    }

    // look-alike: unwrapped, also later
    public void Unwrapped()
    {
        _whole = Task.Factory.StartNew(BurnAsync, TaskCreationOptions.LongRunning).Unwrap();
        var lit = Task.Factory.StartNew(BurnAsync);
        _fires.Add(lit.Unwrap());
    }

    public Task WholeAsync() => _whole!;

    // look-alike: awaited twice, at once or one after the other
    public async Task TwiceAsync()
    {
        await await Task.Factory.StartNew(BurnAsync);
        var lit = Task.Factory.StartNew(BurnAsync);
        var burning = await lit;
        await burning;
    }

    // look-alike: kept with what is inside
    public void Kept() => _lit = Task.Factory.StartNew(BurnAsync);

    public async Task EndKeptAsync() => await await _lit!;

    // look-alike: the delegate waits for nothing that nobody awaits
    public void Plain() => _burning = Task.Factory.StartNew(() => logger.LogInformation("Lit"));

    // look-alike: whatever fails in it is recorded there
    public void Safely() => _burning = Task.Factory.StartNew(BurnSafelyAsync);
}
