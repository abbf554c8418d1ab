using System.Collections.Concurrent;
using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

// Loops that hand work over, or start it and go on: what it asks, and when, is its own.
namespace Corpus.QueriesPerItem.HandedOver;

public sealed class LabelStore(IDbContextFactory<ShopDb> contexts)
{
    public bool Drop(int id)
    {
        using var db = contexts.CreateDbContext();
        var line = db.Lines.FirstOrDefault(l => l.Id == id);
        return line is null || db.Remove(line).State == EntityState.Deleted;
    }
}

public sealed class LabelQueue(LabelStore store)
{
    private readonly BlockingCollection<Task> _jobs = [];

    public void Drop(int id, Action<bool>? told) => _jobs.Add(new Task(() =>
    {
        var dropped = store.Drop(id);
        told?.Invoke(dropped);
    }));

    public void Later(Action job) => _jobs.Add(new Task(job));

    public void Work()
    {
        foreach (var job in _jobs.GetConsumingEnumerable())
        {
            job.RunSynchronously();
        }
    }
}

// look-alike: the tasks are put in a queue, and a thread takes them out
public sealed class LabelSweep(LabelQueue queue, ShopDb db)
{
    public void Sweep(List<OrderLine> lines, List<string> failed)
    {
        foreach (var line in lines)
        {
            queue.Drop(line.Id, dropped => failed.AddRange(dropped ? [] : db.Lines.Where(l => l.Id == line.Id).Select(l => l.Sku).ToList()));
            queue.Later(() => db.Lines.First(l => l.Id == line.Id).Sku = "");
        }
    }
}

// case: tasks that the loop makes and starts
public sealed class LabelBurst(LabelStore store)
{
    public Task BurstAsync(List<OrderLine> lines)
    {
        var started = new List<Task>();
        foreach (var line in lines)
        {
            var task = new Task<bool>(() => store.Drop(line.Id)); // expect: IC3101, IC3002
            task.Start();
            started.Add(task);
        }

        return Task.WhenAll(started);
    }
}

// case: one lambda makes the tasks, a helper starts them
public sealed class LabelWave(LabelStore store)
{
    public Task WaveAsync(List<OrderLine> lines) => Task.WhenAll(lines.Select(line => Begin(new Task(() => store.Drop(line.Id))))); // expect: IC3101

    private static Task Begin(Task work)
    {
        work.Start();
        return work;
    }
}

// look-alike: each turn only starts what looks again when the time has come
public sealed class Reminders(IDbContextFactory<ShopDb> contexts)
{
    private readonly ConcurrentDictionary<int, Task> _due = new();

    public void Remind(IEnumerable<Order> orders, TimeSpan due)
    {
        foreach (var order in orders)
        {
            Schedule(order.Id, due);
            _due[order.Id] = AskAgainAsync(order.Id, due);
        }
    }

    private void Schedule(int order, TimeSpan due) => _ = AskAgainAsync(order, due);

    private async Task AskAgainAsync(int order, TimeSpan due)
    {
        try
        {
            await Task.Delay(due).ConfigureAwait(false);
            await using var db = await contexts.CreateDbContextAsync();
            Mark(await db.Orders.FirstAsync(o => o.Id == order));
        }
        catch (Exception gone)
        {
            Console.Error.WriteLine(gone);
        }
    }

    private static void Mark(Order order) => order.IsDone = true;
}

// case: the same, and the method waits for all of them
public sealed class WaitedReminders(IDbContextFactory<ShopDb> contexts)
{
    public async Task RemindAsync(IEnumerable<Order> orders, TimeSpan due)
    {
        var asked = new List<Task>();
        foreach (var order in orders)
        {
            asked.Add(AskAgainAsync(order.Id, due)); // expect: IC3101
        }

        await Task.WhenAll(asked);
    }

    private async Task AskAgainAsync(int order, TimeSpan due)
    {
        await Task.Delay(due);
        await using var db = await contexts.CreateDbContextAsync();
        (await db.Orders.FirstAsync(o => o.Id == order)).IsDone = true;
    }
}

// case: started and left, but it asks before it waits
public sealed class EagerReminders(IDbContextFactory<ShopDb> contexts)
{
    public void Remind(IEnumerable<Order> orders, TimeSpan due)
    {
        foreach (var order in orders)
        {
            _ = AskAgainAsync(order.Id, due); // expect: IC3101
        }
    }

    private async Task AskAgainAsync(int order, TimeSpan due)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync();
            var found = await db.Orders.FirstAsync(o => o.Id == order);
            await Task.Delay(due);
            found.IsDone = true;
        }
        catch (Exception gone)
        {
            Console.Error.WriteLine(gone);
        }
    }
}

public sealed class Ticker
{
    private readonly Task _turns;

    public Ticker(Func<Task> turn, TimeSpan every, CancellationToken stop) => _turns = Task.Run(
        async () =>
        {
            await Task.Delay(every, stop).ConfigureAwait(false);
            while (!stop.IsCancellationRequested)
            {
                await turn();
                await Task.Delay(every, stop);
            }
        },
        stop);

    public Task Ended => _turns;
}

public sealed class Tickers
{
    public Ticker Every(TimeSpan time, Func<Task> turn, CancellationToken stop) => new(turn, time, stop);
}

// look-alike: a timer of one's own for each gauge; what each of them asks it asks by itself
public sealed class GaugeWatch(Tickers tickers, IDbContextFactory<ShopDb> contexts)
{
    private readonly List<Ticker> _running = [];

    public void Watch(List<string> gauges, CancellationToken stop)
    {
        foreach (var gauge in gauges)
        {
            var watch = new OneGauge(gauge, tickers, contexts);
            watch.Start(stop);
            _running.Add(tickers.Every(TimeSpan.FromHours(1), async () =>
            {
                await using var db = await contexts.CreateDbContextAsync();
                await db.Customers.CountAsync(c => c.Name == gauge);
            }, stop));
        }
    }

    private sealed class OneGauge(string name, Tickers tickers, IDbContextFactory<ShopDb> contexts)
    {
        public void Start(CancellationToken stop) => tickers.Every(TimeSpan.FromMinutes(1), ReadAsync, stop);

        private async Task ReadAsync()
        {
            await using var db = await contexts.CreateDbContextAsync();
            await db.Customers.CountAsync(c => c.Name == name);
        }
    }
}

// case: a helper that lets the pool run it and waits
public sealed class GaugePool(ShopDb db)
{
    public async Task<int> CountAsync(List<string> gauges)
    {
        var count = 0;
        foreach (var gauge in gauges)
        {
            count += await OnPoolAsync(() => db.Customers.CountAsync(c => c.Name == gauge)); // expect: IC3101
        }

        return count;
    }

    private static Task<int> OnPoolAsync(Func<Task<int>> ask) => Task.Run(async () =>
    {
        await Task.Delay(10);
        return await ask();
    });
}
