using Microsoft.EntityFrameworkCore;

namespace Corpus.Blocking.TurnedAsync;

public sealed class Kite
{
    public int Id { get; set; }

    public bool Flies { get; set; }
}

public sealed class KiteContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<Kite> Kites => Set<Kite>();
}

public sealed class Kites(KiteContext db)
{
    // case: a query is no asynchronous sequence by being called one; what turns it into one goes through it as ever
    public async Task<List<Kite>> FlyingAsync() =>
        await db.Kites.Where(k => k.Flies).ToAsyncEnumerable().ToListAsync(); // expect: IC3001

    // look-alike: the provider's own sequence
    public async Task<List<int>> IdsAsync()
    {
        var ids = new List<int>();
        await foreach (var kite in db.Kites.Where(k => k.Flies).AsAsyncEnumerable())
        {
            ids.Add(kite.Id);
        }

        return ids;
    }

    // look-alike: a list in memory
    public async Task<int> CountAsync(List<Kite> kites) => await kites.ToAsyncEnumerable().CountAsync();
}
