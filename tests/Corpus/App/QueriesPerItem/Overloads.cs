namespace Corpus.QueriesPerItem.Overloads;

// case: of two overloads that differ in nothing but what holds the type parameter, the second one asks the other side
public interface IAssay
{
    Task<int> WeighAsync<T>(List<T> flasks);

    Task<int> WeighAsync<T>(T[] flasks);
}

public sealed class Assay(HttpClient scales) : IAssay
{
    public Task<int> WeighAsync<T>(List<T> flasks) => Task.FromResult(flasks.Count);

    public async Task<int> WeighAsync<T>(T[] flasks) => (await scales.GetStringAsync("/weigh/" + flasks.Length)).Length;
}

public sealed class Bench(IAssay assay)
{
    public async Task<int> ByRackAsync(string[][] racks)
    {
        var sum = 0;
        foreach (var rack in racks)
        {
            sum += await assay.WeighAsync(rack); // expect: IC3102
        }

        return sum;
    }
}

// look-alike: the same interface, and the overload that computes
public sealed class Ledger(IAssay assay)
{
    public async Task<int> ByPageAsync(List<string>[] pages)
    {
        var sum = 0;
        foreach (var page in pages)
        {
            sum += await assay.WeighAsync(page);
        }

        return sum;
    }
}

// case: a class that implements a generic interface for two types, once by name and once outright
public interface IGauge<T>
{
    Task<string> ReadAsync(T of);
}

public sealed record Boiler(string Serial);

public sealed record Furnace(string Serial);

public sealed class Gauges(HttpClient http) : IGauge<Boiler>, IGauge<Furnace>
{
    public Task<string> ReadAsync(Boiler of) => Task.FromResult(of.Serial);

    async Task<string> IGauge<Furnace>.ReadAsync(Furnace of) => await http.GetStringAsync("/furnaces/" + of.Serial);
}

public sealed class Stokers(IGauge<Furnace> gauge)
{
    public async Task WatchAsync(Furnace[] all)
    {
        foreach (var one in all)
        {
            Console.WriteLine(await gauge.ReadAsync(one)); // expect: IC3102
        }
    }
}

// look-alike: the other of the two types, which asks nobody
public sealed class Plumbers(IGauge<Boiler> gauge)
{
    public async Task WatchAsync(Boiler[] all)
    {
        foreach (var one in all)
        {
            Console.WriteLine(await gauge.ReadAsync(one));
        }
    }
}

// case: a generic class below a generic interface whose overloads differ in how the two type parameters stand in them
public interface IScale<T>
{
    Task<string> PlaceAsync<TPart>(T on, Dictionary<T, TPart> parts)
        where TPart : notnull;

    Task<string> PlaceAsync<TPart>(T on, Dictionary<TPart, T> parts)
        where TPart : notnull;
}

public abstract class Scale<TBody, TOther>(HttpClient http) : IScale<TOther>
    where TOther : notnull
{
    public Task<string> PlaceAsync<TPart>(TOther on, Dictionary<TOther, TPart> parts)
        where TPart : notnull => Task.FromResult(typeof(TBody).Name + parts.Count);

    public virtual async Task<string> PlaceAsync<TPart>(TOther on, Dictionary<TPart, TOther> parts)
        where TPart : notnull => await http.GetStringAsync("/place/" + on);
}

public sealed class Kitchen(HttpClient http) : Scale<string, int>(http);

public sealed class Bakers(IScale<int> scale)
{
    public async Task BakeAsync(int[] trays, Dictionary<string, int> parts, Dictionary<int, string> names)
    {
        foreach (var tray in trays)
        {
            Console.WriteLine(await scale.PlaceAsync(tray, names));
        }

        foreach (var tray in trays)
        {
            Console.WriteLine(await scale.PlaceAsync(tray, parts)); // expect: IC3102
        }
    }
}
