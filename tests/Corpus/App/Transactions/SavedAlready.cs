using Ardalis.Specification;
using Corpus.Library.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

// Commits that follow one another, and of which one writes nothing, or belongs to another turn.
namespace Corpus.Transactions.SavedAlready
{
    public sealed class Kennel
    {
        public int Id { get; set; }
        public string Dog { get; set; } = "";
        public bool Clean { get; set; }
    }

    public sealed class KennelDb : DbContext
    {
        public DbSet<Kennel> Kennels => Set<Kennel>();
    }

    public interface IKennels
    {
        Task RemoveAsync(Kennel kennel);

        Task<int> SaveAsync();
    }

    public sealed class Kennels(KennelDb db) : IKennels
    {
        public async Task RemoveAsync(Kennel kennel)
        {
            db.Remove(kennel);
            await db.SaveChangesAsync();
        }

        public async Task<int> SaveAsync() => await db.SaveChangesAsync();
    }

    // look-alike: removing has saved already, and nothing was changed since
    public sealed class Demolition(IKennels kennels, ILogger<Demolition> log)
    {
        public async Task RunAsync(Kennel kennel)
        {
            await kennels.RemoveAsync(kennel);
            log.LogInformation("{Kennel} is gone", kennel.Id);
            await kennels.SaveAsync();
        }
    }

    public sealed record KennelView(int Id, string Dog);

    public sealed class KennelLog(KennelDb db)
    {
        public async Task<IReadOnlyList<KennelView>> SaveAsync()
        {
            await db.SaveChangesAsync();
            return View(await db.Kennels.Where(k => k.Clean).ToListAsync());
        }

        public async Task<IReadOnlyList<Kennel>> SweepAsync()
        {
            await db.SaveChangesAsync();
            var kennels = await db.Kennels.ToListAsync();
            Sweep(kennels);
            return kennels;
        }

        private static List<KennelView> View(List<Kennel> kennels) => [.. kennels.Select(k => new KennelView(k.Id, k.Dog))];

        private static void Sweep(List<Kennel> kennels)
        {
            foreach (var kennel in kennels)
            {
                kennel.Clean = true;
            }
        }
    }

    // look-alike: the log and the store have one context, and the log has saved everything; behind that it only reads
    public sealed class Cleaning(KennelDb db, KennelLog log, Kennels kennels)
    {
        public async Task<IReadOnlyList<KennelView>> RunAsync(int id)
        {
            (await db.Kennels.FirstAsync(k => k.Id == id)).Clean = true;
            var saved = await log.SaveAsync();
            await kennels.SaveAsync();
            return saved;
        }
    }

    // case: behind its save it changes what the store saves then
    public sealed class Sweeping(KennelLog log, Kennels kennels)
    {
        public async Task<IReadOnlyList<Kennel>> RunAsync()
        {
            var swept = await log.SweepAsync();
            await kennels.SaveAsync(); // expect: IC1101
            return swept;
        }
    }

    public sealed record KennelTag
    {
        public int Id { get; init; }
        public string Text { get; init; } = "";
    }

    // look-alike: what was changed before, the helper saves with what it adds, and it only puts an answer together then
    public sealed class Tags(KennelDb db)
    {
        public async Task<KennelTag> RunAsync(Kennel kennel)
        {
            kennel.Clean = true;
            var tag = await IssueAsync(kennel.Dog);
            await db.SaveChangesAsync();
            return tag;
        }

        private async Task<KennelTag> IssueAsync(string dog)
        {
            db.Kennels.Add(new Kennel { Dog = dog });
            await db.SaveChangesAsync();
            return new KennelTag { Id = dog.Length, Text = dog };
        }
    }

    // case: the row that the helper has added is changed behind its save
    public sealed class LateTags(KennelDb db)
    {
        public async Task<KennelTag> RunAsync(Kennel kennel)
        {
            kennel.Clean = true;
            var tag = await IssueAsync(kennel.Dog);
            await db.SaveChangesAsync(); // expect: IC1101
            return tag;
        }

        private async Task<KennelTag> IssueAsync(string dog)
        {
            var added = new Kennel();
            db.Kennels.Add(added);
            await db.SaveChangesAsync();
            added.Dog = dog;
            return new KennelTag { Id = dog.Length, Text = dog };
        }
    }

    public interface IUnit
    {
        void CommitTransaction();
    }

    public abstract class UnitOf(KennelDb db) : IUnit
    {
        protected KennelDb Db { get; } = db;

        public void CommitTransaction() => Wrap();

        private int Wrap()
        {
            using var transaction = Db.Database.BeginTransaction();
            try
            {
                var saved = Db.SaveChanges();
                transaction.Commit();
                return saved;
            }
            catch (DbUpdateException)
            {
                transaction.Rollback();
                throw;
            }
        }
    }

    public interface IInbox : IUnit
    {
        Kennel MarkClean(int id);

        bool Drop(int id);
    }

    public sealed class Inbox(KennelDb db) : UnitOf(db), IInbox
    {
        public Kennel MarkClean(int id)
        {
            var kennel = Db.Kennels.First(k => k.Id == id);
            kennel.Clean = true;
            Db.Entry(kennel).State = EntityState.Modified;
            Db.SaveChanges();
            return kennel;
        }

        public bool Drop(int id)
        {
            Db.Kennels.Remove(new Kennel { Id = id });
            Db.SaveChanges();
            return true;
        }
    }

    // look-alike: the store has saved, and is told to commit out of habit, which is a save in a transaction of its own
    public sealed class Marking(IInbox inbox)
    {
        public Kennel Mark(int id)
        {
            var kennel = inbox.MarkClean(id);
            inbox.CommitTransaction();
            return kennel;
        }

        public bool Drop(int id)
        {
            var dropped = inbox.Drop(id);
            if (dropped)
            {
                inbox.CommitTransaction();
            }

            return dropped;
        }
    }

    // case: what the store has saved is changed again, and committed then
    public sealed class Renaming(IInbox inbox)
    {
        public Kennel Rename(int id, string dog)
        {
            var kennel = inbox.MarkClean(id);
            kennel.Dog = dog;
            inbox.CommitTransaction(); // expect: IC1101
            return kennel;
        }
    }

    // case: something was changed in between
    public sealed class Move(IKennels kennels)
    {
        public async Task RunAsync(Kennel from, Kennel to)
        {
            await kennels.RemoveAsync(from);
            to.Dog = from.Dog;
            await kennels.SaveAsync(); // expect: IC1101
        }
    }

    // look-alike: the same context twice in a row
    public sealed class Careful(KennelDb db)
    {
        public async Task RunAsync(Kennel kennel)
        {
            db.Kennels.Add(kennel);
            await db.SaveChangesAsync();
            await db.SaveChangesAsync();
        }
    }

    // look-alike: repositories of a library save with each change, and are asked to save once more
    public sealed class Adoption(IRepositoryBase<Kennel> kennels, ILogger<Adoption> log)
    {
        public async Task<int> RunAsync(Kennel kennel, CancellationToken cancellationToken)
        {
            await kennels.UpdateAsync(kennel, cancellationToken);
            log.LogInformation("{Dog} has moved", kennel.Dog);
            await kennels.SaveChangesAsync(cancellationToken);
            return kennel.Id;
        }
    }

    // case: two changes, each of which saves
    public sealed class Swap(IRepositoryBase<Kennel> kennels)
    {
        public async Task RunAsync(Kennel old, Kennel fresh)
        {
            await kennels.DeleteAsync(old);
            await kennels.AddAsync(fresh); // expect: IC1101
        }
    }

    // case: what is saved last was changed in between
    public sealed class Relabel(IRepositoryBase<Kennel> kennels)
    {
        public async Task RunAsync(Kennel old, Kennel next)
        {
            await kennels.DeleteAsync(old);
            next.Dog = old.Dog;
            await kennels.SaveChangesAsync(); // expect: IC1101
        }
    }

    // case: another context has something to write
    public sealed class TwoBooks(KennelDb db, BillingDb billing)
    {
        public async Task RunAsync(Kennel kennel, Order invoice)
        {
            db.Kennels.Add(kennel);
            billing.Invoices.Add(invoice);
            await db.SaveChangesAsync();
            await billing.SaveChangesAsync(); // expect: IC1101
        }
    }

    // look-alike: what the handler stores belongs to one kennel, and what the next turn stores to the next
    public sealed class Round(IEnumerable<IKennels> all, KennelDb db, ILogger<Round> log)
    {
        public async Task RunAsync(Kennel mark)
        {
            foreach (var kennels in all)
            {
                try
                {
                    mark.Clean = true;
                    await db.SaveChangesAsync();
                }
                catch (DbUpdateException e)
                {
                    log.LogError(e, "not cleaned");
                    mark.Clean = false;
                    await db.SaveChangesAsync();
                }
            }
        }
    }

    // case: counted through the list, and saved for each
    public sealed class Scrub(KennelDb db)
    {
        public async Task RunAsync(List<Kennel> kennels)
        {
            for (var i = 0; i < kennels.Count; i++)
            {
                kennels[i].Clean = true;
                await db.SaveChangesAsync(); // expect: IC1101
            }
        }
    }

    // look-alike: what is counted are groups
    public sealed class ScrubRows(KennelDb db)
    {
        public async Task RunAsync(List<List<Kennel>> rows)
        {
            for (var i = 0; i < rows.Count; i++)
            {
                rows[i].ForEach(k => k.Clean = true);
                await db.SaveChangesAsync();
            }
        }
    }

    public sealed class Register
    {
        public int Total { get; set; }
        public List<Kennel> Kennels { get; set; } = [];
    }

    public interface IRegisters
    {
        Task<Register> ReadAsync(int from, int size);
    }

    // look-alike: the first page and each further one are stored for themselves
    public sealed class Takeover(IRegisters registers, KennelDb db)
    {
        public async Task RunAsync(int size)
        {
            var first = await registers.ReadAsync(0, size);
            await StoreAsync(first);
            var at = size;
            while (at < first.Total)
            {
                await StoreAsync(await registers.ReadAsync(at, size));
                at += size;
            }
        }

        private async Task StoreAsync(Register register)
        {
            db.Kennels.AddRange(register.Kennels);
            await db.SaveChangesAsync();
        }
    }

    // case: the loop saves each kennel, and behind it nothing is left to save: what it commits, it commits once per item
    public sealed class SpringCleaning(KennelDb db)
    {
        public async Task RunAsync(List<Kennel> cleaned)
        {
            foreach (var clean in cleaned)
            {
                var kennel = await db.Kennels.FirstOrDefaultAsync(k => k.Id == clean.Id); // expect: IC3101
                if (kennel is null)
                {
                    continue;
                }

                kennel.Clean = true;
                await db.SaveChangesAsync(); // expect: IC1101
            }

            await db.SaveChangesAsync();
        }
    }

    // case: what the turn changes behind its save, the last save writes
    public sealed class AutumnCleaning(KennelDb db)
    {
        public async Task RunAsync(Kennel first, Kennel last)
        {
            await foreach (var id in db.Kennels.Where(k => k.Clean).Take(20).Select(k => k.Id).AsAsyncEnumerable())
            {
                first.Clean = true;
                await db.SaveChangesAsync();
                last.Dog = id.ToString();
            }

            await db.SaveChangesAsync(); // expect: IC1101
        }
    }

    public interface IKennelDb
    {
        DbSet<Kennel> Kennels { get; }

        Task<int> SaveChangesAsync(CancellationToken cancellationToken = default);
    }

    public sealed class KeptKennelDb : DbContext, IKennelDb
    {
        public DbSet<Kennel> Kennels => Set<Kennel>();
    }

    public interface IKennelFlags
    {
        Task SetAsync(int id, bool clean);
    }

    public sealed class KennelFlags(IKennelDb db) : IKennelFlags
    {
        public async Task SetAsync(int id, bool clean)
        {
            var kennel = await db.Kennels.FirstOrDefaultAsync(k => k.Id == id);
            if (kennel == null)
            {
                kennel = new() { Id = id, Clean = clean };
                db.Kennels.Add(kennel);
            }
            else
            {
                kennel.Clean = clean;
            }

            await db.SaveChangesAsync();
        }
    }

    // look-alike: the branch that has saved leaves nothing for the save behind them all, and the one that has changed something has not saved
    public sealed class Inspection(IKennelDb db, IKennelFlags flags, ILogger<Inspection> log)
    {
        public async Task RunAsync(int id, int state, string note)
        {
            if (state == 401)
            {
                log.LogError("{Note}", note);
                await flags.SetAsync(id, clean: false);
            }
            else if (state == 403)
            {
                if (note.Contains("dog"))
                {
                    var kennel = await db.Kennels.FirstAsync(k => k.Id == id);
                    kennel.Dog = note;
                }
                else
                {
                    await flags.SetAsync(0, clean: false);
                }
            }
            else
            {
                return;
            }

            await db.SaveChangesAsync();
        }
    }

    // case: the branch has saved, and changes something more behind that
    public sealed class StrictInspection(IKennelDb db, IKennelFlags flags)
    {
        public async Task RunAsync(int id, int state, string note)
        {
            var kennel = await db.Kennels.FirstAsync(k => k.Id == id);
            if (state == 401)
            {
                await flags.SetAsync(0, clean: false);
                kennel.Dog = note;
            }

            await db.SaveChangesAsync(); // expect: IC1101
        }
    }

    public sealed class Leash
    {
        public int Id { get; set; }
        public string Colour { get; set; } = "";
    }

    public sealed record LeashView(int Id, string Colour);

    public interface ILeashBoard
    {
        void Show(string text);
    }

    public sealed class LeashBoard(HttpClient http) : ILeashBoard
    {
        public void Show(string text)
        {
            using var content = new StringContent(text);
            http.PostAsync("/leashes", content).GetAwaiter().GetResult();
        }
    }

    public interface IRows<TRow>
        where TRow : class
    {
        void Add(TRow row);

        void Update(TRow row);

        void Save();
    }

    public abstract class Rows<TRow>(DbContext context) : IRows<TRow>
        where TRow : class
    {
        protected DbContext Context { get; } = context;

        public virtual void Add(TRow row) => Context.Set<TRow>().Add(row);

        public virtual void Update(TRow row) => Context.Set<TRow>().Update(row);

        public virtual void Save() => Context.SaveChanges();
    }

    public interface IDogRows : IRows<Kennel>;

    public interface ILeashRows : IRows<Leash>;

    public sealed class DogRows(DbContext context) : Rows<Kennel>(context), IDogRows;

    public sealed class LeashRows(DbContext context, ILeashBoard board) : Rows<Leash>(context), ILeashRows
    {
        public override void Add(Leash row)
        {
            base.Add(row);
            base.Save();
            Console.WriteLine("a leash " + row.Id);
            board.Show(System.Text.Json.JsonSerializer.Serialize(ViewOf(row)));
        }

        private static LeashView ViewOf(Leash row) => new(row.Id, row.Colour);
    }

    // look-alike: both stores have the context of the request, and all is changed before the first of them saves
    public sealed class Walks(IDogRows dogs, ILeashRows leashes)
    {
        public void Begin(Kennel dog, Leash leash)
        {
            dog.Clean = false;
            dogs.Update(dog);
            leash.Colour = "red";
            leashes.Update(leash);
            dogs.Save();
            leashes.Save();
        }

        // case: the leash is changed behind the first save
        public void End(Kennel dog, Leash leash)
        {
            dog.Clean = false;
            dogs.Update(dog);
            dogs.Save();
            leash.Colour = "none";
            leashes.Update(leash);
            leashes.Save(); // expect: IC1101
        }

        // look-alike: adding has saved, and behind that only shows what it has
        public void Buy(Leash leash)
        {
            leashes.Add(leash);
            leashes.Save();
        }
    }
}
