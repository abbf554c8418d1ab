using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

// Loops over what an own helper hands out.
namespace Corpus.QueriesPerItem.Provided;

public interface IGauge
{
    string Name { get; }
}

// look-alike: a helper gets the services from the container, as many as the code registers
public sealed class GaugeRound(IServiceProvider provider, ShopDb db)
{
    public async Task<int> ReadAsync(Type kind)
    {
        var read = 0;
        var gauges = Gauges(provider, kind);
        if (gauges.Length == 0)
        {
            return 0;
        }

        var clock = provider.GetRequiredService<TimeProvider>();
        foreach (var gauge in gauges)
        {
            read += await IsReadAsync(gauge) ? 0 : clock.GetUtcNow().Day;
        }

        return read;
    }

    private static object[] Gauges(IServiceProvider provider, Type kind) => provider.GetServices(kind).Where(g => g is IGauge).ToArray()!;

    private Task<bool> IsReadAsync(object gauge) => db.Customers.AnyAsync(c => c.Name == gauge.ToString());
}

// case: a helper of the same shape that reads them from the database
public sealed class GaugeReport(ShopDb db)
{
    public async Task<int> ReadAsync(string kind)
    {
        var read = 0;
        var gauges = await GaugesAsync(kind);
        foreach (var gauge in gauges)
        {
            read += await IsReadAsync(gauge) ? 0 : 1; // expect: IC3101
        }

        return read;
    }

    private async Task<object[]> GaugesAsync(string kind) => await db.Customers.Where(c => c.Name == kind).Select(c => c.Name).ToArrayAsync();

    private Task<bool> IsReadAsync(object gauge) => db.Customers.AnyAsync(c => c.Name == gauge.ToString());
}
