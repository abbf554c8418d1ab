using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.AsyncVoid;

public sealed class Saver(DbContext db, HttpClient http, ILogger<Saver> logger) : IDisposable
{
    private Timer? _timer;

    public event EventHandler? Saved;

    // case: whoever calls it never learns
    public async void Save() // expect: IC2102
    {
        await db.SaveChangesAsync();
    }

    // case: the same with an arrow
    public async void Post() => await http.PostAsync("/a", null); // expect: IC2102

    // case: a lambda where none is awaited
    public void Each(List<string> names)
    {
        names.ForEach(async name => await http.PostAsync("/" + name, null)); // expect: IC2102, IC3102
    }

    // case: in parallel
    public void Parallelly(List<string> names)
    {
        Parallel.ForEach(names, async name => // expect: IC2102
        {
            await http.PostAsync("/" + name, null); // expect: IC3102
        });
    }

    // case: a timer's callback
    public void Start()
    {
        _timer = new Timer(async _ => await db.SaveChangesAsync(), null, 1000, 1000); // expect: IC2102
    }

    // case: as an action
    public Action Deferred()
    {
        Action later = async () => await db.SaveChangesAsync(); // expect: IC2102
        return later;
    }

    // case: an own parameter that is an action
    public void Run()
    {
        Do(async () => await db.SaveChangesAsync()); // expect: IC2102
    }

    private static void Do(Action work) => work();

    // case: a local function
    public void Locally()
    {
        Go();

        async void Go() // expect: IC2102
        {
            await db.SaveChangesAsync();
        }
    }

    // case: the handler of an own event has no other shape, and what it throws reaches nobody all the same
    private async void OnSaved(object? sender, EventArgs e) // expect: IC2102
    {
        await http.PostAsync("/saved", null);
    }

    public void Subscribe()
    {
        Saved += OnSaved;
        Saved += async (sender, e) => await http.PostAsync("/saved", null); // expect: IC2102
        Saved?.Invoke(this, EventArgs.Empty);
    }

    // look-alike: the handler of an own event that looks after itself
    private async void OnSavedSafely(object? sender, EventArgs e)
    {
        try
        {
            await http.PostAsync("/saved", null);
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "Nobody was told");
        }
    }

    // look-alike: the handler of an own event that changes what is shown
    private async void OnSavedBlink(object? sender, EventArgs e)
    {
        await Task.Delay(100);
        _timer = null;
    }

    public void SubscribeSafely()
    {
        Saved += OnSavedSafely;
        Saved += OnSavedBlink;
    }

    // look-alike: the event of a library, that decides what becomes of it
    private async void OnExit(object? sender, EventArgs e)
    {
        await http.PostAsync("/closed", null);
    }

    public void Leave() => AppDomain.CurrentDomain.ProcessExit += OnExit;

    // look-alike: it looks after itself
    public async void SaveSafely()
    {
        try
        {
            await db.SaveChangesAsync();
        }
        catch (Exception e)
        {
            logger.LogError(e, "Not saved");
        }
    }

    // look-alike: the callback looks after itself
    public void StartSafely()
    {
        _timer = new Timer(
            async _ =>
            {
                try
                {
                    await db.SaveChangesAsync();
                }
                catch (Exception e)
                {
                    logger.LogError(e, "Not saved");
                }
            },
            null,
            1000,
            1000);
    }

    // look-alike: the delegate returns its task
    public async Task EachAsync(List<string> names)
    {
        await Parallel.ForEachAsync(names, async (name, stop) => await http.PostAsync("/" + name, null, stop)); // expect: IC3102
        Func<Task> last = async () => await db.SaveChangesAsync();
        await last();
        await RunAsync(async () => await db.SaveChangesAsync()); // expect: IC1101
    }

    private static Task RunAsync(Func<Task> work) => work();

    // case: nobody waits for it, and what it throws ends the process
    public void Queue(List<string> names, ChannelWriter<string> writer)
    {
        names.ForEach(async name => await writer.WriteAsync(name)); // expect: IC2102
    }

    // case: what is waited for is an interface that nobody here implements
    public void Remind(List<string> names, IReminders reminders)
    {
        names.ForEach(async name => await reminders.SendAsync(name)); // expect: IC2102
    }

    // look-alike: the same, and somebody waits
    public async Task RemindInOrderAsync(List<string> names, IReminders reminders)
    {
        foreach (var name in names)
        {
            await reminders.SendAsync(name);
        }
    }

    // look-alike: it looks after itself
    public void QueueSafely(List<string> names, ChannelWriter<string> writer)
    {
        names.ForEach(async name =>
        {
            try
            {
                await writer.WriteAsync(name);
            }
            catch (Exception e)
            {
                logger.LogError(e, "{Name} is left", name);
            }
        });
    }

    // look-alike: nothing but a pause
    public void Pause(List<string> names)
    {
        names.ForEach(async name =>
        {
            await Task.Delay(name.Length);
            _timer = null;
        });
    }

    // look-alike: nothing that can fail
    public async void Blink()
    {
        await Task.Delay(100);
        _timer = null;
    }

    public void Dispose() => _timer?.Dispose();
}

public abstract class Station
{
    public abstract void Leave();

    public virtual Task ArriveAsync() => Task.CompletedTask;
}

public sealed class Terminus(HttpClient http, ILogger<Terminus> logger) : Station
{
    // case: what is overridden returns nothing, and whoever calls it goes on all the same
    public override async void Leave() // expect: IC2102
    {
        await http.PostAsync("/left", null);
    }

    // look-alike: the one that can be awaited
    public override async Task ArriveAsync() => await http.PostAsync("/arrived", null);

    public override string ToString() => logger.ToString() ?? "";
}

public sealed class Halt(HttpClient http, ILogger<Halt> logger) : Station
{
    // look-alike: it looks after itself
    public override async void Leave()
    {
        try
        {
            await http.PostAsync("/left", null);
        }
        catch (Exception e)
        {
            logger.LogError(e, "Nobody knows that it has left");
        }
    }
}

public interface IReminders
{
    Task SendAsync(string name);
}
