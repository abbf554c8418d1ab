using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

// What is asked only where nothing was handed over.
namespace Corpus.QueriesPerItem.CarriedOn;

public interface IRunningTotals
{
    Task<OrderLine> AddAsync(OrderLine line, OrderLine? latest);
}

public sealed class RunningTotals(ShopDb db) : IRunningTotals
{
    public async Task<OrderLine> AddAsync(OrderLine line, OrderLine? latest)
    {
        if (latest == default)
        {
            latest = await LatestAsync(line.OrderId).ConfigureAwait(false) ?? new OrderLine();
        }

        line.Id = latest.Id + 1;
        latest = line;
        return latest;
    }

    private async Task<OrderLine?> LatestAsync(int order) => await db.Lines.Where(l => l.OrderId == order).FirstOrDefaultAsync();
}

// look-alike: only the first turn has none to hand over, or none at all
public sealed class Ledger(IRunningTotals totals)
{
    public async Task FillAsync(List<OrderLine> lines)
    {
        OrderLine? latest = null;
        foreach (var line in lines)
        {
            latest = await totals.AddAsync(line, latest);
        }

        Console.WriteLine(latest?.Id);
    }

    public async Task FillEachAsync(List<List<OrderLine>> orders)
    {
        foreach (var lines in orders)
        {
            OrderLine? latest = null;
            foreach (var line in lines)
            {
                if (line.Id < 0)
                {
                    continue;
                }

                latest = await totals.AddAsync(line, latest).ConfigureAwait(false);
            }

            Console.WriteLine(latest?.Id);
        }
    }

    public async Task MergeAsync(List<List<OrderLine>> orders)
    {
        foreach (var lines in orders)
        {
            var last = lines.OrderBy(l => l.Id).FirstOrDefault();
            if (last?.Id < 100)
            {
                var next = new OrderLine { OrderId = last.OrderId };
                next = await totals.AddAsync(next, last);
                lines.Add(next);
            }
        }
    }

    public async Task CopyAsync(List<OrderLine> lines)
    {
        foreach (var line in lines)
        {
            await totals.AddAsync(line, new OrderLine());
        }
    }
}

// case: what is handed over may well be nothing in each turn
public sealed class LooseLedger(IRunningTotals totals)
{
    public async Task FillAsync(List<OrderLine> lines, Dictionary<int, OrderLine> known)
    {
        foreach (var line in lines)
        {
            var last = known.GetValueOrDefault(line.OrderId);
            Console.WriteLine(await totals.AddAsync(line, last)); // expect: IC3101
        }
    }

    public async Task KeepAsync(List<OrderLine> lines, Dictionary<int, OrderLine> known)
    {
        OrderLine? latest = null;
        foreach (var line in lines)
        {
            Console.WriteLine(await totals.AddAsync(line, latest)); // expect: IC3101
            latest = known.GetValueOrDefault(line.Id);
        }
    }
}
