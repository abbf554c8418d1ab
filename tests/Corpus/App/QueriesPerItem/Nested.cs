using System.Net.Http.Json;
using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

namespace Corpus.QueriesPerItem.Nested;

public interface ICheck
{
    Task<bool> HoldsAsync(Order order);
}

public sealed class KnownCustomer(ShopDb db) : ICheck
{
    public async Task<bool> HoldsAsync(Order order) => await db.Customers.AnyAsync(c => c.Id == order.CustomerId);
}

// case: services inside, data around them
public sealed class Everything(IEnumerable<ICheck> checks)
{
    public async Task RunAsync(List<Order> orders)
    {
        foreach (var order in orders)
        {
            foreach (var check in checks)
            {
                await check.HoldsAsync(order); // expect: IC3101
            }
        }
    }
}

// case: the same at once
public sealed class EverythingAtOnce(IEnumerable<ICheck> checks)
{
    public async Task RunAsync(List<Order> orders)
    {
        foreach (var order in orders)
        {
            await Task.WhenAll(checks.Select(check => check.HoldsAsync(order))); // expect: IC3101, IC1106
        }
    }
}

// look-alike: one order, and each service for itself
public sealed class One(IEnumerable<ICheck> checks)
{
    public async Task RunAsync(Order order)
    {
        foreach (var check in checks)
        {
            await check.HoldsAsync(order);
        }
    }
}

// look-alike: the same at once, for one order
public sealed class OneAtOnce(IEnumerable<ICheck> checks)
{
    public Task RunAsync(Order order) => Task.WhenAll(checks.Select(check => check.HoldsAsync(order))); // expect: IC1106
}

public sealed class Node
{
    public int Id;
    public Node? Next;
}

// case: a list in memory, walked by hand
public sealed class Walk(ShopDb db)
{
    public async Task RunAsync(Node? node)
    {
        while (node != null)
        {
            await db.Orders.FindAsync(node.Id); // expect: IC3101
            node = node.Next;
        }
    }
}

// case: a linked list
public sealed class Linked(ShopDb db)
{
    public async Task RunAsync(LinkedList<int> ids)
    {
        for (var node = ids.First; node != null; node = node.Next)
        {
            await db.Orders.FindAsync(node.Value); // expect: IC3101
        }
    }
}

public sealed record Page(List<string> Items, string? Next);

// look-alike: the answer names the next page
public sealed class Cursor(HttpClient http)
{
    public async Task RunAsync()
    {
        string? cursor = "start";
        while (cursor != null)
        {
            var page = await http.GetFromJsonAsync<Page>("/orders?cursor=" + cursor);
            cursor = page!.Next;
        }
    }
}

// case: all pages of each
public sealed class CursorOfEach(HttpClient http)
{
    public async Task RunAsync(List<int> customers)
    {
        foreach (var customer in customers)
        {
            string? cursor = "start";
            while (cursor != null)
            {
                var page = await http.GetFromJsonAsync<Page>($"/orders/{customer}?cursor={cursor}"); // expect: IC3102
                cursor = page!.Next;
            }
        }
    }
}

// case: all pages of each, in the database
public sealed class PagesOfEach(ShopDb db)
{
    public async Task RunAsync(List<int> customers)
    {
        foreach (var customer in customers)
        {
            var page = 0;
            List<Order> rows;
            do
            {
                rows = await db.Orders.Where(o => o.CustomerId == customer).Skip(page * 50).Take(50).ToListAsync(); // expect: IC3101
                page++;
            }
            while (rows.Count > 0);
        }
    }
}

// look-alike: all pages of all
public sealed class PagesOfAll(ShopDb db)
{
    public async Task RunAsync()
    {
        var page = 0;
        List<Order> rows;
        do
        {
            rows = await db.Orders.OrderBy(o => o.Id).Skip(page * 50).Take(50).ToListAsync();
            page++;
        }
        while (rows.Count > 0);
    }
}

// case: a property makes the delegate
public sealed class Loading(ShopDb db)
{
    private Func<int, Task<Order?>> Load => async id => await db.Orders.FindAsync(id);

    public async Task RunAsync(List<int> ids)
    {
        foreach (var id in ids)
        {
            await Load(id); // expect: IC3101
        }
    }
}

// look-alike: and is run once
public sealed class LoadingOne(ShopDb db)
{
    private Func<int, Task<Order?>> Load => async id => await db.Orders.FindAsync(id);

    public async Task RunAsync(int id) => await Load(id);
}
