using Microsoft.EntityFrameworkCore;

// A helper in another service saves what was changed before it along with what it adds.
namespace Corpus.Transactions.SavedByHelpers
{
    public sealed class Berth
    {
        public int Id { get; set; }

        public string State { get; set; } = "";

        public List<string> Remarks { get; set; } = [];

        public DateTime? Closed { get; set; }

        public void Remark(string text) => Remarks.Add(text);
    }

    public sealed class Voyage
    {
        public int Id { get; set; }

        public int BerthId { get; set; }

        public string Text { get; set; } = "";
    }

    public sealed class HarbourDb(DbContextOptions<HarbourDb> options) : DbContext(options)
    {
        public DbSet<Berth> Berths => Set<Berth>();

        public DbSet<Voyage> Voyages => Set<Voyage>();
    }

    public abstract class HarbourService(HarbourDb db)
    {
        protected readonly HarbourDb _db = db;
    }

    public interface IVoyages
    {
        Task<Voyage> NoteAsync(int berth, string text);

        Task<Voyage> NoteAndCloseAsync(int berth, string text);
    }

    public sealed class Voyages(HarbourDb db) : HarbourService(db), IVoyages
    {
        public async Task<Voyage> NoteAsync(int berth, string text) => await AddAsync(berth, text);

        public async Task<Voyage> NoteAndCloseAsync(int berth, string text)
        {
            var found = await _db.Berths.SingleAsync(b => b.Id == berth);
            var voyage = await AddAsync(berth, text);
            found.Closed = DateTime.UtcNow;
            return voyage;
        }

        private async Task<Voyage> AddAsync(int berth, string text)
        {
            var voyage = new Voyage { BerthId = berth, Text = text };
            _db.Voyages.Add(voyage);
            var saved = await _db.SaveChangesAsync();
            if (saved < 1)
            {
                throw new InvalidOperationException($"The voyage to {berth} was not saved.");
            }

            return voyage;
        }
    }

    public interface IClosings
    {
        Task CloseAsync(int berth);
    }

    public sealed class Closings(HarbourDb db) : HarbourService(db), IClosings
    {
        public async Task CloseAsync(int berth)
        {
            var found = await _db.Berths.SingleOrDefaultAsync(b => b.Id == berth);
            if (found is not null)
            {
                found.Closed = DateTime.UtcNow;
                await _db.SaveChangesAsync();
            }
        }
    }

    public sealed class HarbourMaster(HarbourDb db, IVoyages voyages, IClosings closings) : HarbourService(db)
    {
        // look-alike: the note is saved with the remark, and nothing is left for the last save
        public async Task LockAsync(Berth berth)
        {
            berth.Remark("locked");
            await voyages.NoteAsync(berth.Id, "locked");
            await _db.SaveChangesAsync();
        }

        // case: the state is set when the note has been saved
        public async Task UnlockAsync(Berth berth)
        {
            await voyages.NoteAsync(berth.Id, "unlocked");
            berth.Remark("unlocked");
            await _db.SaveChangesAsync(); // expect: IC1101
        }

        // case: the helper leaves a change behind its save
        public async Task ShutAsync(Berth berth)
        {
            berth.Remark("shut");
            await voyages.NoteAndCloseAsync(berth.Id, "shut");
            await _db.SaveChangesAsync(); // expect: IC1101
        }

        // case: the empty save says nothing of what closes the berth behind it
        public async Task DeclineAsync(Berth berth)
        {
            berth.Remark("declined");
            await voyages.NoteAsync(berth.Id, "declined");
            await _db.SaveChangesAsync();
            await closings.CloseAsync(berth.Id); // expect: IC1101
        }

        // look-alike: an answer to a save of nothing
        public async Task<int> ChangeAsync(int id, Berth changed)
        {
            var berth = await _db.Berths.SingleAsync(b => b.Id == id);
            _db.Entry(berth).CurrentValues.SetValues(changed);
            await voyages.NoteAsync(berth.Id, "changed");
            try
            {
                return await _db.SaveChangesAsync();
            }
            catch (DbUpdateConcurrencyException)
            {
                return 0;
            }
        }
    }
}
