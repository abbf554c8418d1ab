using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

namespace Corpus.QueriesPerItem.ComparedByKey;

/// <summary>Two of one key are the same, and so is nothing and nothing.</summary>
public sealed class Season
{
    public int Year { get; set; }

    public static bool operator ==(Season? a, Season? b) => a is null ? b is null : b is not null && a.Year == b.Year;

    public static bool operator !=(Season? a, Season? b) => !(a == b);

    public override bool Equals(object? other) => other is Season season && this == season;

    public override int GetHashCode() => Year;
}

public sealed class Almanac(DbContextOptions<Almanac> options) : DbContext(options)
{
    public DbSet<Season> Seasons => Set<Season>();

    public DbSet<Order> Orders => Set<Order>();
}

// look-alike: kept in a field once it is known, which is asked by an operator of the type's own
public sealed class Calendar(Almanac almanac)
{
    private Season? _now;
    private string? _title;

    public async Task<int> CountAsync(List<Order> orders)
    {
        var count = 0;
        foreach (var order in orders)
        {
            await FillAsync();
            count += order.Id > _now!.Year ? 1 : await LengthAsync();
        }

        return count;
    }

    private async Task FillAsync()
    {
        if (_now == null)
        {
            _now = await almanac.Seasons.OrderBy(s => s.Year).LastAsync();
        }
    }

    private async Task<int> LengthAsync()
    {
        if (string.IsNullOrEmpty(_title))
        {
            _title = (await almanac.Seasons.CountAsync()) + " seasons";
        }

        return _title.Length;
    }
}

// case: what is kept is asked for something else than whether it is there
public sealed class Renewed(Almanac almanac)
{
    private static readonly Season First = new() { Year = 1900 };
    private Season? _now;

    public async Task<int> CountAsync(List<Order> orders)
    {
        var count = 0;
        foreach (var order in orders)
        {
            count += await IsLateAsync(order) ? 1 : 0; // expect: IC3101
        }

        return count;
    }

    private async Task<bool> IsLateAsync(Order order)
    {
        var season = await almanac.Seasons.FirstAsync(s => s.Year == order.Id);
        if (season == First)
        {
            _now = season;
        }

        return _now == season;
    }
}
