using System.Net.Http.Json;
using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

// Lists of one or two that a helper writes down, or that every caller does.
namespace Corpus.QueriesPerItem.WrittenLists;

public sealed record Order(string Name, IReadOnlyList<int> Lines);

// look-alike: the one order carries all of the lines
public sealed class Courier(HttpClient http)
{
    public async Task SendAsync(HashSet<int> lines)
    {
        foreach (var order in Orders(lines))
        {
            using var answer = await http.PostAsJsonAsync("/orders/" + order.Name, order.Lines);
            answer.EnsureSuccessStatusCode();
        }

        foreach (var order in Both(lines))
        {
            using var answer = await http.PostAsJsonAsync("/orders/" + order.Name, order.Lines);
            answer.EnsureSuccessStatusCode();
        }

        foreach (var order in Pair(lines))
        {
            using var answer = await http.PostAsJsonAsync("/orders/" + order.Name, order.Lines);
            answer.EnsureSuccessStatusCode();
        }
    }

    private static List<Order> Orders(HashSet<int> lines) => [new Order("fetch", lines.ToList())];

    private static List<Order> Both(HashSet<int> lines) => new(2) { new Order("fetch", lines.ToList()), new Order("bring", lines.ToList()) };

    private static IEnumerable<Order> Pair(HashSet<int> lines) => [new Order("fetch", lines.ToList()), new Order("bring", lines.ToList())];
}

// case: the helper writes down an order for each line, or puts others beside what it writes down
public sealed class SlowCourier(HttpClient http)
{
    public async Task SendAsync(HashSet<int> lines)
    {
        foreach (var order in Orders(lines))
        {
            using var answer = await http.PostAsJsonAsync("/orders/" + order.Name, order.Lines); // expect: IC3102
            answer.EnsureSuccessStatusCode();
        }

        foreach (var order in More(Orders(lines)))
        {
            using var answer = await http.PostAsJsonAsync("/orders/" + order.Name, order.Lines); // expect: IC3102
            answer.EnsureSuccessStatusCode();
        }
    }

    private static List<Order> Orders(HashSet<int> lines)
    {
        List<Order> orders = [];
        foreach (var line in lines)
        {
            orders.Add(new Order("fetch", [line]));
        }

        return orders;
    }

    private static List<Order> More(List<Order> orders) => [new Order("begin", []), .. orders];
}

// look-alike: who calls the private ones hands in one
public sealed class Till(ShopDb db)
{
    public async Task<int> CloseAsync(int customer, string name)
    {
        var sum = await CountAsync([customer], [name]);
        sum += await KnownAsync(new List<int> { customer });
        return sum + await NamedAsync([name, "all"]);
    }

    private async Task<int> CountAsync(List<int> ids, List<string> names)
    {
        var sum = 0;
        for (var i = 0; i < ids.Count; i++)
        {
            var id = ids[i];
            var name = i < names.Count ? names[i] : "";
            sum += await db.Customers.CountAsync(c => c.Id == id && c.Name == name);
        }

        return sum;
    }

    private async Task<int> KnownAsync(IEnumerable<int> ids)
    {
        var sum = 0;
        foreach (var id in ids)
        {
            sum += await db.Customers.AnyAsync(c => c.Id == id) ? 1 : 0;
        }

        return sum;
    }

    private async Task<int> NamedAsync(string[] names)
    {
        var sum = 0;
        foreach (var name in names)
        {
            sum += await db.Customers.CountAsync(c => c.Name == name);
        }

        return sum;
    }
}

// case: one of the callers hands in as many as there are, one hands in one after the other, and one method adds what it finds
public sealed class BusyTill(ShopDb db)
{
    public async Task<int> CloseAsync(List<int> customers, string name)
    {
        var sum = await CountAsync([customers.Count]) + await CountAsync(customers);
        foreach (var customer in customers)
        {
            sum += await KnownAsync([customer]); // expect: IC3101
        }

        return sum + await GrowAsync([name]) + await NamedAsync(customers.Select(c => c + name).ToArray()) + await NamedAsync([name]);
    }

    private async Task<int> CountAsync(List<int> ids)
    {
        var sum = 0;
        for (var i = 0; i < ids.Count; i++)
        {
            var id = ids[i];
            sum += await db.Customers.CountAsync(c => c.Id == id); // expect: IC3101
        }

        return sum;
    }

    private async Task<int> KnownAsync(int[] ids)
    {
        var sum = 0;
        foreach (var id in ids)
        {
            sum += await db.Customers.AnyAsync(c => c.Id == id) ? 1 : 0;
        }

        return sum;
    }

    private async Task<int> NamedAsync(string[] names)
    {
        var sum = 0;
        foreach (var name in names)
        {
            sum += await db.Customers.CountAsync(c => c.Name == name); // expect: IC3101
        }

        return sum;
    }

    private async Task<int> GrowAsync(List<string> names)
    {
        var sum = 0;
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i];
            names.AddRange(await db.Customers.Where(c => c.Name == name).Select(c => c.Name).ToListAsync()); // expect: IC3101
            sum++;
        }

        return sum;
    }
}
