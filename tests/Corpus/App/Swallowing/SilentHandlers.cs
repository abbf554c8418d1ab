using System.Data.Common;
using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.SilentHandlers;

public sealed class OrderDb(DbContextOptions<OrderDb> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();
}

public sealed class Order
{
    public int Id { get; set; }

    public string Status { get; set; } = "";
}

// case: an empty catch around a remote call
public sealed class OrderSync(HttpClient http)
{
    public async Task PushAsync(Order order)
    {
        try
        {
            await http.PostAsJsonAsync("/orders", order);
        }
        catch (HttpRequestException) // expect: IC2102
        {
        }
    }
}

// case: only a comment says what is lost
public sealed class OrderSaver(OrderDb db)
{
    public async Task SaveAsync(Order order)
    {
        db.Orders.Add(order);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (Exception) // expect: IC2102
        {
            // the nightly job repairs it
        }
    }
}

// case: a bare catch, two calls above the effect
public sealed class Checkout(OrderStore store)
{
    public async Task CompleteAsync(Order order)
    {
        order.Status = "done";
        try
        {
            await store.KeepAsync(order);
        }
        catch // expect: IC2102
        {
        }
    }
}

public sealed class OrderStore(OrderDb db)
{
    public Task KeepAsync(Order order) => CommitAsync(order);

    private async Task CommitAsync(Order order)
    {
        db.Orders.Update(order);
        await db.SaveChangesAsync();
    }
}

// case: the variable is discarded to quiet the compiler
public sealed class Notifier(HttpClient http)
{
    public void Notify(string text)
    {
        try
        {
            http.Send(new HttpRequestMessage(HttpMethod.Post, "/notify") { Content = new StringContent(text) });
        }
        catch (Exception e) // expect: IC2102
        {
            _ = e;
        }
    }
}

// case: what is written for the debugger is not there in production
public sealed class Invoices(OrderDb db)
{
    public void Close(int id)
    {
        try
        {
            db.Database.ExecuteSqlRaw("UPDATE invoices SET closed = 1 WHERE id = {0}", id);
        }
        catch (DbException e) // expect: IC2102
        {
            System.Diagnostics.Debug.WriteLine(e);
        }
    }
}

// case: a failed question looks like the answer no
public sealed class Stock(HttpClient http)
{
    public async Task<bool> IsAvailableAsync(string sku)
    {
        try
        {
            var answer = await http.GetFromJsonAsync<StockLevel>($"/stock/{sku}");
            return answer is { Quantity: > 0 };
        }
        catch (HttpRequestException) // expect: IC2102
        {
            return false;
        }
    }

    public sealed record StockLevel(int Quantity);
}

// case: a failed lookup looks like one that found nothing
public sealed class Customers(OrderDb db)
{
    public async Task<Order?> FindAsync(int id)
    {
        try
        {
            return await db.Orders.FirstOrDefaultAsync(o => o.Id == id);
        }
        catch (Exception) // expect: IC2102
        {
            return null;
        }
    }
}

// case: a failed query looks like an empty table
public sealed class Reports(OrderDb db)
{
    public async Task<List<Order>> OpenAsync()
    {
        try
        {
            return await db.Orders.Where(o => o.Status == "open").ToListAsync();
        }
        catch (Exception) // expect: IC2102
        {
            return [];
        }
    }

    // case: the same with a number
    public async Task<int> CountAsync()
    {
        var count = 0;
        try
        {
            count = await db.Orders.CountAsync();
        }
        catch (DbException) // expect: IC2102
        {
            count = 0;
        }

        return count;
    }
}

// case: the handler waits, and nothing more
public sealed class Poller(HttpClient http)
{
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await http.PostAsync("/tick", null, stop);
            }
            catch (Exception) // expect: IC2102
            {
                await Task.Delay(1000, stop);
            }
        }
    }
}

// case: items that fail are left out without a word
public sealed class Importer(OrderDb db)
{
    public async Task ImportAsync(IEnumerable<Order> orders)
    {
        foreach (var order in orders)
        {
            try
            {
                db.Orders.Add(order);
                await db.SaveChangesAsync();
            }
            catch (DbUpdateException) // expect: IC2102
            {
                continue;
            }
        }
    }
}

// case: a filter that always holds is no choice
public sealed class Mirror(HttpClient http)
{
    public async Task CopyAsync(string text)
    {
        try
        {
            await http.PutAsync("/mirror", new StringContent(text));
        }
        catch (Exception e) when (IsHarmless(e)) // expect: IC2102
        {
        }
    }

    private static bool IsHarmless(Exception e) => true;
}

// case: a when clause that only leaves cancellation out
public sealed class Flusher(OrderDb db)
{
    public async Task FlushAsync(CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (Exception) when (!stop.IsCancellationRequested) // expect: IC2102
        {
        }
    }

    // case: the same, told by type
    public async Task FlushAllAsync(CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (Exception e) when (e is not OperationCanceledException) // expect: IC2102
        {
        }
    }
}

// case: the transaction is undone, and the caller believes that it was not
public sealed class Ledger(OrderDb db)
{
    public async Task BookAsync(Order order)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        try
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
        catch (Exception) // expect: IC2102
        {
            await transaction.RollbackAsync();
        }
    }
}

// case: of two handlers one says something
public sealed class Feed(HttpClient http, ILogger<Feed> logger)
{
    public async Task<string> LoadAsync()
    {
        try
        {
            return await http.GetStringAsync("/feed");
        }
        catch (HttpRequestException e)
        {
            logger.LogError(e, "The feed does not answer");
            return "";
        }
        catch (Exception) // expect: IC2102
        {
            return "";
        }
    }
}

// case: a timeout of a call that nobody can cancel
public sealed class Prices(HttpClient http)
{
    public async Task WarmAsync()
    {
        try
        {
            await http.GetAsync("/prices");
        }
        catch (TaskCanceledException) // expect: IC2102
        {
        }
    }
}

// case: in a lambda
public sealed class Pipeline(HttpClient http)
{
    public Func<string, Task> Step() => async text =>
    {
        try
        {
            await http.PostAsync("/step", new StringContent(text));
        }
        catch (HttpRequestException) // expect: IC2102
        {
        }
    };
}

// case: in a local function, in an iterator
public sealed class Pages(HttpClient http)
{
    public IEnumerable<string> Read(int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (One(i) is { } page) // expect: IC3102
            {
                yield return page;
            }
        }

        string? One(int number)
        {
            try
            {
                using var answer = http.Send(new HttpRequestMessage(HttpMethod.Get, $"/pages/{number}"));
                return answer.StatusCode == HttpStatusCode.OK ? answer.ReasonPhrase : null;
            }
            catch (HttpRequestException) // expect: IC2102
            {
                return null;
            }
        }
    }

    // case: in an async stream, with an await in the handler
    public async IAsyncEnumerable<string> StreamAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            string page;
            try
            {
                page = await http.GetStringAsync($"/pages/{i}");
            }
            catch (HttpRequestException) // expect: IC2102
            {
                await Task.Delay(100);
                continue;
            }

            yield return page;
        }
    }
}

// case: a handler inside a handler
public sealed class Failover(HttpClient http, ILogger<Failover> logger)
{
    public async Task SendAsync(string text)
    {
        try
        {
            await http.PostAsync("/first", new StringContent(text));
        }
        catch (HttpRequestException e)
        {
            logger.LogWarning(e, "The first one is down");
            try
            {
                await http.PostAsync("/second", new StringContent(text));
            }
            catch (Exception) // expect: IC2102
            {
            }
        }
    }
}

// case: the writing of a file fails, and nobody knows
public sealed class Exporter
{
    public void Export(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text);
        }
        catch (IOException) // expect: IC2102
        {
        }
    }
}

// case: a property that hides its remote call
public sealed class Settings(HttpClient http)
{
    public string? Banner
    {
        get
        {
            try
            {
                using var answer = http.Send(new HttpRequestMessage(HttpMethod.Get, "/banner"));
                return answer.ReasonPhrase;
            }
            catch // expect: IC2102
            {
                return null;
            }
        }
    }
}

// case: through an interface that nobody here implements
public interface IShipping
{
    Task ShipAsync(int order);
}

public sealed class Warehouse(IShipping shipping)
{
    public async Task ReleaseAsync(int order)
    {
        try
        {
            await shipping.ShipAsync(order);
        }
        catch (Exception) // expect: IC2102
        {
        }
    }
}

// case: the counter of attempts is no record of the failure
public sealed class Outbox(HttpClient http)
{
    public async Task DrainAsync(Queue<string> messages)
    {
        var attempts = 0;
        while (messages.Count > 0 && attempts < 10)
        {
            try
            {
                await http.PostAsync("/outbox", new StringContent(messages.Peek()));
                messages.Dequeue();
            }
            catch (HttpRequestException) // expect: IC2102
            {
                attempts++;
            }
        }
    }
}
