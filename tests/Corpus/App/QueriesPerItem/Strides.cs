using System.Net.Http.Json;
using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

// Loops that go on by what a turn has brought.
namespace Corpus.QueriesPerItem.Strides;

public sealed record Specimen(int Id, string Genus, int DrawerId);

public sealed class Tray
{
    public int Total { get; set; }

    public List<Specimen> Specimens { get; set; } = [];
}

public interface ICabinet
{
    Task<Tray> OpenAsync(int from, int size);

    Tray Open(int from, int size);

    Task<Specimen[]> AfterAsync(int last);

    Task<int> LabelsOfAsync(int drawer);

    Task<int> WeighAsync(IReadOnlyCollection<Specimen> specimens);
}

public sealed class Cabinet(HttpClient http, ShopDb db) : ICabinet
{
    public async Task<Tray> OpenAsync(int from, int size) => (await http.GetFromJsonAsync<Tray>("/trays/" + from + "/" + size))!;

    public Tray Open(int from, int size) => new() { Specimens = [.. db.Orders.Where(o => o.Id > from).Take(size).Select(o => new Specimen(o.Id, "", o.CustomerId))] };

    public async Task<Specimen[]> AfterAsync(int last) => (await http.GetFromJsonAsync<Specimen[]>("/specimens/" + last))!;

    public Task<int> LabelsOfAsync(int drawer) => db.Lines.CountAsync(l => l.OrderId == drawer);

    public async Task<int> WeighAsync(IReadOnlyCollection<Specimen> specimens) => (await http.PostAsJsonAsync("/weights", specimens)).Content.Headers.Allow.Count;
}

// look-alike: the loop over the tray counts what was read, and the next tray begins there
public sealed class Inventory(ICabinet cabinet)
{
    public async Task<int> TakeAsync(bool onlyNew)
    {
        var tray = await cabinet.OpenAsync(0, 50);
        var total = tray.Total;
        var seen = 0;
        var weight = 0;
        while (seen < total)
        {
            foreach (var specimen in tray.Specimens)
            {
                weight += specimen.Genus.Length;
                seen++;
            }

            weight += await cabinet.WeighAsync(tray.Specimens);
            if (!onlyNew)
            {
                tray = await cabinet.OpenAsync(seen, 50);
            }
        }

        return weight;
    }
}

// case: in such a loop each specimen of the tray is asked about
public sealed class LabelledInventory(ICabinet cabinet)
{
    public async Task<int> TakeAsync()
    {
        var tray = await cabinet.OpenAsync(0, 50);
        var seen = 0;
        var labels = 0;
        while (seen < tray.Total)
        {
            foreach (var specimen in tray.Specimens)
            {
                labels += await cabinet.LabelsOfAsync(specimen.DrawerId); // expect: IC3101
                seen++;
            }

            tray = await cabinet.OpenAsync(seen, 50);
        }

        return labels;
    }
}

// look-alike: a position that grows by the size that the caller gives
public sealed class BySize(ICabinet cabinet)
{
    public async Task<int> CountAsync(int total, int size)
    {
        var count = 0;
        for (var from = 0; from < total; from += size)
        {
            count += (await cabinet.OpenAsync(from, size)).Specimens.Count;
        }

        return count;
    }
}

// look-alike: a position that grows by what has come
public sealed class ByArrival(ICabinet cabinet)
{
    public async Task<int> WeighAsync()
    {
        var at = 0;
        var weight = 0;
        Tray tray;
        do
        {
            tray = await cabinet.OpenAsync(at, 100);
            weight += await cabinet.WeighAsync(tray.Specimens);
            at += tray.Specimens.Count;
        }
        while (at < tray.Total);
        return weight;
    }
}

// case: the sum of what was found is handed on, and each customer is asked for
public sealed class RunningTotal(ICabinet cabinet)
{
    public async Task<int> SumAsync(Queue<int> drawers)
    {
        var sum = 0;
        while (drawers.Count > 0)
        {
            var drawer = drawers.Dequeue();
            sum += await cabinet.LabelsOfAsync(drawer); // expect: IC3101
            Report(sum);
        }

        return sum;
    }

    private static int Report(int sum) => sum;
}

// look-alike: an array is empty when there is nothing left
public sealed class UntilNone(ICabinet cabinet)
{
    public async Task<int> WeighAsync()
    {
        var last = 0;
        var weight = 0;
        while (true)
        {
            var specimens = await cabinet.AfterAsync(last);
            if (specimens.Length == 0)
            {
                break;
            }

            weight += await cabinet.WeighAsync(specimens);
            last = specimens[^1].Id;
        }

        return weight;
    }
}

// look-alike: a flag keeps whether the tray was full
public sealed class WhileFull(ICabinet cabinet)
{
    public async Task<int> WeighAsync()
    {
        var weight = 0;
        var from = 0;
        var more = true;
        while (more)
        {
            var tray = await cabinet.OpenAsync(from, 25);
            weight += await cabinet.WeighAsync(tray.Specimens);
            from += 25;
            more = tray.Specimens.Count == 25;
        }

        return weight;
    }
}

public sealed record Sheet(int PageNumber, int First, int Last);

// look-alike: the pages to ask for stand in a list
public sealed class Sheets(ICabinet cabinet)
{
    public async Task<int> CountAsync(List<Sheet> sheets)
    {
        var count = 0;
        foreach (var sheet in sheets)
        {
            count += (await cabinet.OpenAsync(sheet.PageNumber, 25)).Specimens.Count;
        }

        return count;
    }
}

// case: another number of the same list is a drawer
public sealed class Drawers(ICabinet cabinet)
{
    public async Task<int> CountAsync(List<Sheet> sheets)
    {
        var count = 0;
        foreach (var sheet in sheets)
        {
            count += await cabinet.LabelsOfAsync(sheet.First); // expect: IC3101
        }

        return count;
    }
}
