using Microsoft.EntityFrameworkCore;

// Helpers for any sequence, which wait where they are handed a query.
namespace Corpus.Blocking.HandedQueries
{
    public sealed class Kite
    {
        public int Id { get; set; }
        public double Span { get; set; }
    }

    public sealed class KiteDb : DbContext
    {
        public DbSet<Kite> Kites => Set<Kite>();
    }

    public static class Sequences
    {
        // case: one caller gives it a whole table
        public static List<T> Kept<T>(this IEnumerable<T> rows, Func<T, bool> isKept) => rows.Where(isKept).ToList(); // expect: IC3001

        // look-alike: everybody gives it a list
        public static List<T> Left<T>(this IEnumerable<T> rows, Func<T, bool> isGone) => rows.Where(row => !isGone(row)).ToList();

        // look-alike: it asks what it is given
        public static async Task<List<T>> TakenAsync<T>(this IEnumerable<T> rows, CancellationToken stop) =>
            rows is IQueryable<T> query ? await query.ToListAsync(stop) : rows.ToList();
    }

    public sealed class Hangar(KiteDb db)
    {
        public async Task<int> CountAsync(CancellationToken stop)
        {
            var wide = db.Kites.Kept(kite => kite.Span > 2);
            await Task.Delay(10, stop);
            return wide.Count;
        }

        public async Task<int> CountLoadedAsync(CancellationToken stop)
        {
            var all = await db.Kites.ToListAsync(stop);
            return all.Kept(kite => kite.Span > 2).Count + all.Left(kite => kite.Span > 3).Count;
        }

        public async Task<int> CountTakenAsync(CancellationToken stop) => (await db.Kites.TakenAsync(stop)).Count;
    }
}

// Repositories that hand out one query or the other.
namespace Corpus.Blocking.HandedOut
{
    using System.Linq.Expressions;
    using Corpus.Blocking.HandedQueries;

    public interface IRows<T>
    {
        IQueryable<T> Many(Expression<Func<T, bool>>? isMeant = null);
    }

    public class Rows<T>(KiteDb db) : IRows<T> where T : class
    {
        public IQueryable<T> Many(Expression<Func<T, bool>>? isMeant = null)
        {
            var all = db.Set<T>().AsQueryable();
            return isMeant != null ? all.Where(isMeant) : all;
        }
    }

    public sealed class Pages<T>(List<T> rows)
    {
        public IQueryable<T> Many(Expression<Func<T, bool>>? isMeant = null)
        {
            var all = rows.AsQueryable();
            return isMeant != null ? all.Where(isMeant) : all;
        }
    }

    public static class Filters
    {
        // look-alike: a text that is put together beside a query
        public static IQueryable<Kite> Like(this IQueryable<Kite> rows, string name, bool isWhole, CancellationToken stop)
        {
            stop.ThrowIfCancellationRequested();
            var pattern = isWhole ? name : $"%{name}%";
            return rows.AsQueryable().Where(kite => EF.Functions.Like(kite.Id.ToString(), pattern));
        }
    }

    public sealed class Register(IRows<Kite> kites, Pages<Kite> pages)
    {
        // case: what the repository has not run yet
        public async Task<int> WideAsync(CancellationToken stop)
        {
            var wide = kites.Many(kite => kite.Span > 2).ToList(); // expect: IC3001
            await Task.Delay(10, stop);
            return wide.Count;
        }

        public async Task<int> NamedAsync(string name, CancellationToken stop) => await kites.Many().Like(name, isWhole: false, stop).CountAsync(stop);

        // look-alike: it is awaited
        public async Task<int> NarrowAsync(CancellationToken stop)
        {
            var narrow = await kites.Many(kite => kite.Span < 2).ToListAsync(stop);
            return narrow.Count;
        }

        // look-alike: rows that are there
        public async Task<int> OnPageAsync(CancellationToken stop)
        {
            var wide = pages.Many(kite => kite.Span > 2).ToList();
            await Task.Delay(10, stop);
            return wide.Count;
        }
    }
}
