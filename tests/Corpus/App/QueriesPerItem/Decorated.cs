using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;

namespace Corpus.QueriesPerItem.Decorated;

// case: one implementation asks the other side, the others only stand around it
public interface ISoilLab
{
    Task<decimal> AcidityAsync(string field);
}

public sealed class RemoteLab(HttpClient http) : ISoilLab
{
    public async Task<decimal> AcidityAsync(string field) => await http.GetFromJsonAsync<decimal>("/acidity/" + field);
}

public sealed class CountingLab(ISoilLab inner) : ISoilLab
{
    private int _asked;

    public async Task<decimal> AcidityAsync(string field)
    {
        Interlocked.Increment(ref _asked);
        return await inner.AcidityAsync(field);
    }
}

public sealed class TimedLab(ISoilLab inner) : ISoilLab
{
    public async Task<decimal> AcidityAsync(string field)
    {
        var began = Environment.TickCount64;
        var acidity = await inner.AcidityAsync(field);
        Console.WriteLine(Environment.TickCount64 - began);
        return acidity;
    }
}

public sealed class Farm(ISoilLab lab)
{
    public async Task<decimal> SumAsync(string[] fields)
    {
        var sum = 0m;
        foreach (var field in fields)
        {
            sum += await lab.AcidityAsync(field); // expect: IC3102
        }

        return sum;
    }
}

// look-alike: beside the remote one stands one that computes, and which of the two is meant nobody says
public interface IYield
{
    Task<decimal> OfAsync(string field);
}

public sealed class RemoteYield(HttpClient http) : IYield
{
    public async Task<decimal> OfAsync(string field) => await http.GetFromJsonAsync<decimal>("/yield/" + field);
}

public sealed class GuessedYield : IYield
{
    public Task<decimal> OfAsync(string field) => Task.FromResult(field.Length * 1.5m);
}

public sealed class LoggedYield(IYield inner) : IYield
{
    public async Task<decimal> OfAsync(string field)
    {
        Console.WriteLine(field);
        return await inner.OfAsync(field);
    }
}

public sealed class Granary(IYield yields)
{
    public async Task<decimal> SumAsync(string[] fields)
    {
        var sum = 0m;
        foreach (var field in fields)
        {
            sum += await yields.OfAsync(field);
        }

        return sum;
    }
}

public sealed record Sheet(int PageCount, string[] Rows);

public sealed record Listing(int Pages, string[] Rows);

// look-alike: as many pages as the first answer, or the last one, says that there are
public sealed class Herbarium(HttpClient http)
{
    public async Task<int> CountAsync()
    {
        var rows = 0;
        var pages = 1;
        for (var page = 1; page <= pages; page++)
        {
            var sheet = await http.GetFromJsonAsync<Sheet>("/sheets?page=" + page);
            rows += sheet!.Rows.Length;
            pages = sheet.PageCount;
        }

        return rows;
    }

    public async Task<int> AllAsync()
    {
        var first = await http.GetFromJsonAsync<Listing>("/plants?page=1");
        var rows = first!.Rows.Length;
        for (var page = 2; page <= first.Pages; page++)
        {
            rows += (await http.GetFromJsonAsync<Listing>("/plants?page=" + page))!.Rows.Length;
        }

        return rows;
    }
}

// case: a counter that goes through items, not pages
public sealed class Nursery(HttpClient http)
{
    public async Task<int> CountAsync(string[] plants)
    {
        var rows = 0;
        for (var i = 0; i < plants.Length; i++)
        {
            rows += (await http.GetFromJsonAsync<Listing>("/plants/" + plants[i]))!.Rows.Length; // expect: IC3102
        }

        return rows;
    }
}

public sealed class Plant
{
    public int Id { get; set; }

    public string Name { get; set; } = "";
}

public sealed class PlantDb(DbContextOptions<PlantDb> options) : DbContext(options)
{
    public DbSet<Plant> Plants => Set<Plant>();
}

// case: a compiled query for each
public sealed class Labels(PlantDb db)
{
    private static readonly Func<PlantDb, int, Task<Plant?>> ById = EF.CompileAsyncQuery((PlantDb d, int id) => d.Plants.FirstOrDefault(p => p.Id == id));

    public async Task<List<string>> PrintAsync(int[] ids)
    {
        var labels = new List<string>();
        foreach (var id in ids)
        {
            labels.Add((await ById(db, id))?.Name ?? "unknown"); // expect: IC3101
        }

        return labels;
    }

    // case: the same, and its failure is swallowed
    public async Task<string> NameAsync(int[] ids)
    {
        foreach (var id in ids)
        {
            try
            {
                Console.WriteLine(await ById(db, id)); // expect: IC3101
            }
            catch (Exception) // expect: IC2102
            {
            }
        }

        return "printed";
    }
}

// look-alike: one compiled query, and a delegate that computes for each
public sealed class Catalogue(PlantDb db)
{
    private static readonly Func<PlantDb, int, Task<Plant?>> ById = EF.CompileAsyncQuery((PlantDb d, int id) => d.Plants.FirstOrDefault(p => p.Id == id));
    private static readonly Func<Plant?, int, string> Line = (plant, number) => number + " " + plant?.Name;

    public async Task<List<string>> PrintAsync(int id, int[] numbers)
    {
        var plant = await ById(db, id);
        var lines = new List<string>();
        foreach (var number in numbers)
        {
            lines.Add(Line(plant, number));
        }

        return lines;
    }
}
