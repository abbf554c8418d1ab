using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

// Commits of which one answers for its own failure, or between which the world was told.
namespace Corpus.Transactions.BesideTheBusiness
{
    public sealed class Ferry
    {
        public int Id { get; set; }
        public string Berth { get; set; } = "";
        public DateTime? HeldUntil { get; set; }
        public bool IsCleared { get; set; }
    }

    public sealed class Note
    {
        public int Id { get; set; }
        public string Text { get; set; } = "";
    }

    public sealed class HarbourDb : DbContext
    {
        public DbSet<Ferry> Ferries => Set<Ferry>();

        public DbSet<Note> Notes => Set<Note>();
    }

    public sealed class Logbook(HarbourDb db, ILogger<Logbook> log)
    {
        public async Task WriteAsync(string text)
        {
            try
            {
                db.Notes.Add(new Note { Text = text });
                await db.SaveChangesAsync();
            }
            catch (Exception e)
            {
                log.LogWarning(e, "not in the logbook: {Text}", text);
            }
        }

        public Task WriteBerthAsync(string berth) => WriteAsync("berth " + berth);
    }

    // look-alike: the logbook answers for what it does not write, also behind another method
    public sealed class Berths(HarbourDb db, Logbook logbook)
    {
        public async Task MoorAsync(Ferry ferry, string berth)
        {
            ferry.Berth = berth;
            await db.SaveChangesAsync();
            await logbook.WriteBerthAsync(berth);
        }
    }

    // look-alike: the same on the spot
    public sealed class Anchorage(HarbourDb db, ILogger<Anchorage> log)
    {
        public async Task DropAsync(Ferry ferry)
        {
            ferry.Berth = "roads";
            await db.SaveChangesAsync();
            try
            {
                db.Notes.Add(new Note { Text = "anchored" });
                await db.SaveChangesAsync();
            }
            catch (Exception e)
            {
                log.LogWarning(e, "not noted");
            }
        }
    }

    // case: the note is written down, or the whole fails
    public sealed class StrictLogbook(HarbourDb db, ILogger<StrictLogbook> log)
    {
        public async Task WriteAsync(string text)
        {
            try
            {
                db.Notes.Add(new Note { Text = text });
                await db.SaveChangesAsync();
            }
            catch (Exception e)
            {
                log.LogError(e, "not in the logbook");
                throw;
            }
        }
    }

    public sealed class Departures(HarbourDb db, StrictLogbook logbook)
    {
        public async Task CastOffAsync(Ferry ferry)
        {
            ferry.Berth = "";
            await db.SaveChangesAsync();
            await logbook.WriteAsync("left"); // expect: IC1101
        }
    }

    // case: one handler around both says nothing of the second alone
    public sealed class Swap(HarbourDb db, ILogger<Swap> log)
    {
        public async Task RunAsync(Ferry one, Ferry other)
        {
            try
            {
                (one.Berth, other.Berth) = (other.Berth, "");
                await db.SaveChangesAsync();
                other.Berth = "3";
                await db.SaveChangesAsync(); // expect: IC1101
            }
            catch (Exception e)
            {
                log.LogError(e, "not swapped");
            }
        }
    }
}
