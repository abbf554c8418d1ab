using System.Data.Common;
using Dapper;
using Microsoft.EntityFrameworkCore;

// case: SaveChanges below an async handler
namespace Corpus.Blocking.SaveChangesBelow
{
    public sealed class Order { public int Id { get; set; } }

    public sealed class ShopContext(DbContextOptions options) : DbContext(options)
    {
        public DbSet<Order> Orders => Set<Order>();
    }

    public sealed class Repository(ShopContext db)
    {
        public void Add(Order order)
        {
            db.Orders.Add(order);
            db.SaveChanges(); // expect: IC3001
        }
    }

    public sealed class Checkout(Repository repository)
    {
        public async Task PlaceAsync(Order order)
        {
            await Task.Delay(1);
            repository.Add(order);
        }
    }
}

// case: queries without await, in several forms
namespace Corpus.Blocking.SynchronousQueries
{
    public sealed class Item { public int Id { get; set; } public bool Sold { get; set; } }

    public sealed class StoreContext(DbContextOptions options) : DbContext(options)
    {
        public DbSet<Item> Items { get; set; } = null!;
    }

    public sealed class Queries(StoreContext db)
    {
        public async Task<int> AllAsync(bool sold)
        {
            await Task.Yield();
            var list = db.Items.Where(i => i.Sold).ToList(); // expect: IC3001
            var first = db.Items.FirstOrDefault(i => i.Id == 1); // expect: IC3001
            var found = db.Items.Find(3); // expect: IC3001
            var query = db.Items.AsQueryable();
            if (sold)
            {
                query = query.Where(i => i.Sold);
            }

            var any = query.Any(); // expect: IC3001
            foreach (var item in db.Items.Include(i => i.Id)) // expect: IC3001
            {
                list.Add(item);
            }

            db.Database.ExecuteSqlRaw("DELETE FROM items"); // expect: IC3001
            return any ? list.Count : first!.Id + found!.Id;
        }
    }
}

// case: a paging helper materialises the query it is given
namespace Corpus.Blocking.PagingHelper
{
    public static class Paging
    {
        public static List<T> Page<T>(this IQueryable<T> query, int page) => query.Skip(page * 10).Take(10).ToList(); // expect: IC3001
    }

    public sealed class Row { public int Id { get; set; } }

    public sealed class RowContext(DbContextOptions options) : DbContext(options)
    {
        public DbSet<Row> Rows => Set<Row>();
    }

    public sealed class Listing(RowContext db)
    {
        public async Task<List<Row>> GetAsync(int page)
        {
            await Task.Yield();
            return db.Rows.OrderBy(r => r.Id).Page(page);
        }
    }
}

// case: a query that is handed to what takes any sequence is asked there and then
namespace Corpus.Blocking.HandedQueries
{
    public sealed class Loan { public int Id { get; set; } public string Reader { get; set; } = ""; public bool Returned { get; set; } }

    public sealed class LibraryContext(DbContextOptions options) : DbContext(options)
    {
        public DbSet<Loan> Loans => Set<Loan>();
    }

    public sealed class Shelves(LibraryContext db)
    {
        public async Task ForgetAsync()
        {
            var returned = db.Loans.Where(l => l.Returned);
            db.Loans.RemoveRange(returned); // expect: IC3001
            db.RemoveRange(db.Loans.Where(l => l.Reader == "")); // expect: IC3001
            await db.SaveChangesAsync();
        }

        public async Task<string> DescribeAsync()
        {
            await Task.Yield();
            var readers = db.Loans.Select(l => l.Reader);
            var all = new List<string>();
            all.AddRange(readers.OrderBy(r => r)); // expect: IC3001
            var several = new HashSet<string>(readers); // expect: IC3001
            var line = string.Join(", ", db.Loans.Select(l => l.Reader).Take(3)); // expect: IC3001
            return line + all.Count + several.Count;
        }

        public async Task CopyAsync(LibraryContext other)
        {
            await other.Loans.AddRangeAsync(db.Loans.AsNoTracking()); // expect: IC3001
            await other.SaveChangesAsync();
        }
    }
}

// look-alike: what was read before, or never was in a table, is handed to the same members
namespace Corpus.Blocking.HandedLists
{
    public sealed class Seat { public int Id { get; set; } public bool Taken { get; set; } }

    public sealed class HallContext(DbContextOptions options) : DbContext(options)
    {
        public DbSet<Seat> Seats => Set<Seat>();
    }

    public sealed class Hall(HallContext db)
    {
        private readonly List<Seat> _plan = [];

        public async Task ClearAsync()
        {
            var taken = await db.Seats.Where(s => s.Taken).ToListAsync();
            db.Seats.RemoveRange(taken);
            db.RemoveRange(taken.Where(s => s.Id > 4));
            db.AddRange(_plan.AsQueryable().Where(s => s.Taken));
            db.Seats.UpdateRange(taken[0], taken[1]);
            await db.Seats.AddRangeAsync(_plan);
            var numbers = new List<int>(_plan.AsQueryable().Select(s => s.Id));
            numbers.AddRange(taken.Select(s => s.Id));
            db.Seats.Add(new Seat { Id = string.Join('-', numbers).Length });
            await db.SaveChangesAsync();
        }
    }
}

// case: plain ADO.NET
namespace Corpus.Blocking.PlainAdo
{
    public sealed class Dao(DbConnection connection)
    {
        public async Task<int> CountAsync()
        {
            await Task.Yield();
            connection.Open(); // expect: IC3001
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT id FROM t";
            using var reader = command.ExecuteReader(); // expect: IC3001
            var n = 0;
            while (reader.Read()) // expect: IC3001
            {
                n++;
            }

            return n;
        }
    }
}

// case: Dapper without await, behind an interface of another layer
namespace Corpus.Blocking.DapperBelow
{
    public interface INames { string Of(int id); }

    public sealed class SqlNames(DbConnection connection) : INames
    {
        public string Of(int id) => connection.QuerySingle<string>("SELECT name FROM n WHERE id = @id", new { id }); // expect: IC3001
    }

    public sealed class Hello(INames names)
    {
        public async Task<string> SayAsync(int id)
        {
            await Task.Delay(1);
            return names.Of(id);
        }
    }
}

// case: a transaction is committed synchronously
namespace Corpus.Blocking.CommitSynchronously
{
    public sealed class Transfer(DbContext db)
    {
        public async Task MoveAsync()
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.SaveChangesAsync();
            transaction.Commit(); // expect: IC3001
        }
    }
}

// case: a distributed cache
namespace Corpus.Blocking.DistributedCache
{
    public sealed class Sessions(Microsoft.Extensions.Caching.Distributed.IDistributedCache cache)
    {
        public async Task<byte[]?> GetAsync(string id)
        {
            await Task.Yield();
            return cache.Get(id); // expect: IC3001
        }
    }
}

// look-alike: lists in memory answer at once
namespace Corpus.Blocking.ListsInMemory
{
    public sealed class InMemory
    {
        private readonly List<int> _numbers = [1, 2, 3];

        public async Task<int> SumAsync()
        {
            await Task.Yield();
            var even = _numbers.Where(n => n % 2 == 0).ToList();
            var first = _numbers.AsQueryable().Where(n => n > 1).OrderBy(n => n).First();
            IQueryable<int> query = _numbers.AsQueryable();
            if (even.Count > 1)
            {
                query = query.Where(n => n > 2);
            }

            foreach (var n in query)
            {
                first += n;
            }

            return even.Sum() + first + query.Count();
        }
    }
}

// look-alike: awaited queries; Add and AsNoTracking do not ask the database
namespace Corpus.Blocking.AwaitedQueries
{
    public sealed class Thing { public int Id { get; set; } }

    public sealed class ThingContext(DbContextOptions options) : DbContext(options)
    {
        public DbSet<Thing> Things => Set<Thing>();
    }

    public sealed class Things(ThingContext db)
    {
        public async Task<List<Thing>> GetAsync()
        {
            db.Things.Add(new Thing());
            await db.SaveChangesAsync();
            var all = await db.Things.AsNoTracking().Where(t => t.Id > 1).ToListAsync();
            return all.Where(t => t.Id > 2).OrderBy(t => t.Id).ToList();
        }
    }
}

// look-alike: a repository in memory behind an IQueryable
namespace Corpus.Blocking.FakeRepository
{
    public sealed class FakeOrders
    {
        private readonly List<string> _orders = [];

        public IQueryable<string> All() => _orders.AsQueryable();
    }

    public sealed class UsesFake(FakeOrders orders)
    {
        public async Task<int> CountAsync()
        {
            await Task.Yield();
            return orders.All().Count();
        }
    }
}

// look-alike: synchronous data access for synchronous callers
namespace Corpus.Blocking.SynchronousController
{
    public sealed class Ledger(DbContext db)
    {
        public void Post() => db.SaveChanges();
    }

    [Microsoft.AspNetCore.Mvc.ApiController, Microsoft.AspNetCore.Mvc.Route("ledger")]
    public sealed class LedgerController(Ledger ledger) : Microsoft.AspNetCore.Mvc.ControllerBase
    {
        [Microsoft.AspNetCore.Mvc.HttpPost]
        public string Post()
        {
            ledger.Post();
            return "posted";
        }
    }
}

// look-alike: SaveChangesAsync and its own override
namespace Corpus.Blocking.OwnContext
{
    public class AuditedContext(DbContextOptions options) : DbContext(options)
    {
        public override int SaveChanges(bool acceptAllChangesOnSuccess) => base.SaveChanges(acceptAllChangesOnSuccess);

        public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
            await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    public sealed class Audits(AuditedContext db)
    {
        public async Task SaveAsync() => await db.SaveChangesAsync();
    }
}

// case: a query that is handed out as a plain sequence, and runs where somebody goes through it
namespace Corpus.Blocking.HandedOut
{
    public sealed class Ferry { public int Id { get; set; } public int Port { get; set; } public string Name { get; set; } = ""; }

    public sealed class FerryContext(DbContextOptions options) : DbContext(options)
    {
        public DbSet<Ferry> Ferries => Set<Ferry>();
    }

    public interface IFerries
    {
        IEnumerable<Ferry> AtPort(int port);

        IEnumerable<Ferry> Known();

        Task<List<Ferry>> LateAsync();
    }

    public sealed class Ferries(FerryContext db) : IFerries
    {
        private readonly List<Ferry> _known = [];

        public IEnumerable<Ferry> AtPort(int port) => db.Ferries.AsNoTracking().Where(f => f.Port == port);

        public IEnumerable<Ferry> Known() => _known.Where(f => f.Port > 0);

        public async Task<List<Ferry>> LateAsync() => await db.Ferries.Where(f => f.Port < 0).ToListAsync();
    }

    public sealed class Timetable(IFerries ferries)
    {
        public async Task<List<string>> NamesAsync(int port)
        {
            await Task.Yield();
            return ferries.AtPort(port).Select(f => f.Name).ToList(); // expect: IC3001
        }

        // look-alike: a list of its own, and one that was awaited
        public async Task<List<string>> OthersAsync()
        {
            var late = await ferries.LateAsync();
            return [.. late.Select(f => f.Name).ToList(), .. ferries.Known().Select(f => f.Name).ToList()];
        }
    }
}
