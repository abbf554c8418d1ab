using System.Collections.Concurrent;
using System.Net.Http.Json;
using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Corpus.QueriesPerItem.OwnCaches;

public sealed class Answer<T>
{
    public bool HasValue { get; init; }

    public T Value { get; init; } = default!;
}

public sealed class Vault
{
    private readonly ConcurrentDictionary<string, object> _held = new();

    public Task<Answer<T>> GetAsync<T>(string key) => Task.FromResult(_held.TryGetValue(key, out var held) ? new Answer<T> { HasValue = true, Value = (T)held } : new Answer<T>());

    public Task SetAsync<T>(string key, T value)
    {
        _held[key] = value!;
        return Task.CompletedTask;
    }
}

// look-alike: asked of a vault first, and put there
public sealed class Membership(Vault vault, HttpClient http)
{
    public async Task<int> CountAsync(List<Order> orders)
    {
        var count = 0;
        foreach (var order in orders)
        {
            count += order.Total > 10 && await IsOpenAsync() ? 1 : 0;
        }

        return count;
    }

    private async Task<bool> IsOpenAsync()
    {
        var held = await vault.GetAsync<bool>("open");
        if (held.HasValue)
        {
            return held.Value;
        }

        using var answer = await http.GetAsync("/open");
        await vault.SetAsync("open", answer.IsSuccessStatusCode);
        return answer.IsSuccessStatusCode;
    }
}

// case: asked of a vault that nobody fills with the answer
public sealed class Unfilled(Vault vault, HttpClient http)
{
    public async Task<int> CountAsync(List<Order> orders)
    {
        var count = 0;
        foreach (var order in orders)
        {
            count += order.Total > 10 && await IsOpenAsync(order.Id) ? 1 : 0; // expect: IC3102
        }

        return count;
    }

    private async Task<bool> IsOpenAsync(int id)
    {
        var limit = await vault.GetAsync<int>("limit");
        if (limit.HasValue && limit.Value > 100)
        {
            return false;
        }

        using var answer = await http.GetAsync("/open/" + id);
        return answer.IsSuccessStatusCode;
    }
}

public sealed class Shelf<T>
{
    private sealed record Held(T Value, DateTime Until);

    private readonly ConcurrentDictionary<string, Held> _held = new();

    public T Get(string key, Func<T> load)
    {
        if (_held.TryGetValue(key, out var held) && held.Until > DateTime.UtcNow)
        {
            return held.Value;
        }

        held = new Held(load(), DateTime.UtcNow.AddHours(1));
        _held[key] = held;
        return held.Value;
    }

    public T Fresh(string key, Func<T> load)
    {
        var value = load();
        _held[key] = new Held(value, DateTime.UtcNow.AddHours(1));
        return value;
    }
}

// look-alike: a shelf of the code's own loads what is not there, or too old
public sealed class Shelved(Shelf<List<Customer>> shelf, ShopDb db)
{
    public int Count(List<string> names)
    {
        var count = 0;
        foreach (var name in names)
        {
            count += All().Exists(c => c.Name == name) ? 1 : 0;
        }

        return count;
    }

    private List<Customer> All() => shelf.Get("all", () => db.Customers.ToList());
}

// case: a shelf that loads in any case
public sealed class Reloaded(Shelf<List<Customer>> shelf, ShopDb db)
{
    public int Count(List<string> names)
    {
        var count = 0;
        foreach (var name in names)
        {
            count += All().Exists(c => c.Name == name) ? 1 : 0; // expect: IC3101
        }

        return count;
    }

    private List<Customer> All() => shelf.Fresh("all", () => db.Customers.ToList());
}

// look-alike: a cache of the code's own behind an interface, which is handed how to load what it does not have
public interface IMenuCache
{
    Task<T> GetAsync<T>(string key, Func<Task<T>> load);
}

public sealed class MenuCache(IMemoryCache memory) : IMenuCache
{
    public async Task<T> GetAsync<T>(string key, Func<Task<T>> load) => (await Microsoft.Extensions.Caching.Memory.CacheExtensions.GetOrCreateAsync(memory, key, _ => load()))!;
}

public sealed class Menus(IMenuCache cache, HttpClient http)
{
    public async Task<int> LengthAsync(List<string> houses)
    {
        var length = 0;
        foreach (var house in houses)
        {
            length += (await cache.GetAsync(house, () => http.GetStringAsync("/menus/" + house))).Length;
        }

        return length;
    }
}

// case: something else that runs what it is handed
public interface ITimed
{
    Task<T> GetAsync<T>(string name, Func<Task<T>> work);
}

public sealed class Timed : ITimed
{
    public async Task<T> GetAsync<T>(string name, Func<Task<T>> work) => await work();
}

public sealed class Courses(ITimed timed, HttpClient http)
{
    public async Task<int> LengthAsync(List<string> houses)
    {
        var length = 0;
        foreach (var house in houses)
        {
            length += (await timed.GetAsync(house, () => http.GetStringAsync("/courses/" + house))).Length; // expect: IC3102
        }

        return length;
    }
}

// case: which of two calls a flag lets through, a path shows only one of
public sealed class Tables(HttpClient http)
{
    public async Task<int> SeatsAsync(List<string> houses)
    {
        var seats = 0;
        foreach (var house in houses)
        {
            seats += await SeatsAsync(house, cached: false, asked: true); // expect: IC3102
        }

        return seats;
    }

    private async Task<int> SeatsAsync(string house, bool cached, bool asked)
    {
        var seats = 0;
        if (cached)
        {
            seats = (await http.GetStringAsync("/cached/" + house)).Length;
        }

        if (asked && seats == 0)
        {
            seats = (await http.GetStringAsync("/seats/" + house)).Length;
        }

        return seats;
    }
}

public interface IPlanCache
{
    Customer GetOrAddDefault(Func<Customer> load);

    Customer GetFresh(Func<Customer> load);
}

public sealed class KeptPlans : IPlanCache
{
    private Customer? _default;

    public Customer GetOrAddDefault(Func<Customer> load) => _default ??= load();

    public Customer GetFresh(Func<Customer> load) => _default = load();
}

public sealed class NoPlans : IPlanCache
{
    public Customer GetOrAddDefault(Func<Customer> load) => load();

    public Customer GetFresh(Func<Customer> load) => load();
}

// look-alike: one of two caches keeps nothing, since somebody can switch caching off
public sealed class Discounts(IPlanCache plans, ShopDb db)
{
    public int Count(List<Order> orders)
    {
        var count = 0;
        foreach (var order in orders)
        {
            count += order.CustomerId == Default().Id ? 1 : 0;
        }

        return count;
    }

    private Customer Default() => plans.GetOrAddDefault(() => db.Customers.First(c => c.Name == "default"));
}

// case: what is called a cache is asked to load each time
public sealed class FreshDiscounts(IPlanCache plans, ShopDb db)
{
    public int Count(List<Order> orders)
    {
        var count = 0;
        foreach (var order in orders)
        {
            count += order.CustomerId == Named(order.Total).Id ? 1 : 0; // expect: IC3101
        }

        return count;
    }

    private Customer Named(decimal total) => plans.GetFresh(() => db.Customers.First(c => c.Name == total.ToString()));
}

// look-alike: looked up, and once more under the lock, before anything is asked; the first turn fills the cache for all others
public sealed class CurrencyTable(IMemoryCache cache, HttpClient http)
{
    private const string Key = "currencies";

    private static readonly SemaphoreSlim Filling = new(1, 1);

    public async Task<decimal> SumAsync(List<Order> orders, CancellationToken token)
    {
        var sum = 0m;
        foreach (var order in orders)
        {
            sum += order.Total * (await LoadAsync(token))["EUR"];
        }

        return sum;
    }

    private async Task<IReadOnlyDictionary<string, decimal>> LoadAsync(CancellationToken token)
    {
        if (cache.TryGetValue(Key, out IReadOnlyDictionary<string, decimal>? rates) && rates is not null)
        {
            return rates;
        }

        await Filling.WaitAsync(token);
        try
        {
            if (cache.TryGetValue(Key, out rates) && rates is not null)
            {
                return rates;
            }

            using var answer = await http.GetAsync("/rates", token);
            answer.EnsureSuccessStatusCode();
            var loaded = await answer.Content.ReadFromJsonAsync<Dictionary<string, decimal>>(token) ?? throw new InvalidOperationException("no rates");
            cache.Set(Key, loaded, TimeSpan.FromHours(1));
            return loaded;
        }
        finally
        {
            Filling.Release();
        }
    }
}

// case: looked up, but nothing is ever put there
public sealed class ForgetfulTable(IMemoryCache cache, HttpClient http)
{
    public async Task<decimal> SumAsync(List<Order> orders)
    {
        var sum = 0m;
        foreach (var order in orders)
        {
            sum += order.Total * await LoadAsync(); // expect: IC3102
        }

        return sum;
    }

    private async Task<decimal> LoadAsync()
    {
        if (cache.TryGetValue("rate", out decimal rate) && rate > 0)
        {
            return rate;
        }

        using var answer = await http.GetAsync("/rate");
        return decimal.Parse(await answer.Content.ReadAsStringAsync());
    }
}
