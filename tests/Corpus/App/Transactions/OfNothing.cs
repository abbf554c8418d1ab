using Microsoft.EntityFrameworkCore;

namespace Corpus.Transactions.OfNothing
{
    public sealed class Ticket
    {
        public int Id { get; set; }

        public string Code { get; set; } = "";

        public int HolderId { get; set; }

        public DateTime Ends { get; set; }
    }

    public sealed class Holder
    {
        public int Id { get; set; }

        public string Language { get; set; } = "";
    }

    public sealed class Locker
    {
        public int Id { get; set; }

        public int Level { get; set; }
    }

    public class GateDb : DbContext
    {
        public DbSet<Ticket> Tickets => Set<Ticket>();

        public DbSet<Holder> Holders => Set<Holder>();

        public DbSet<Locker> Lockers => Set<Locker>();
    }

    public sealed class TicketDesk(GateDb db)
    {
        /// <summary>Removes one that has ended, and says that there is none.</summary>
        public Ticket? Find(string code)
        {
            var ticket = db.Tickets.FirstOrDefault(t => t.Code == code);
            if (ticket == null)
            {
                return null;
            }

            if (DateTime.UtcNow <= ticket.Ends)
            {
                return ticket;
            }

            db.Tickets.Remove(ticket);
            db.SaveChanges();
            return null;
        }

        public async Task<Ticket?> FindAsync(string code)
        {
            var ticket = await db.Tickets.FirstOrDefaultAsync(t => t.Code == code);
            if (ticket is null || DateTime.UtcNow <= ticket.Ends)
            {
                return ticket;
            }

            db.Tickets.Remove(ticket);
            await db.SaveChangesAsync();
            return null;
        }

        public async Task<Holder?> HolderAsync(string code)
        {
            var ticket = await FindAsync(code);
            if (ticket == null)
            {
                return null;
            }

            return await db.Holders.FirstOrDefaultAsync(h => h.Id == ticket.HolderId);
        }

        /// <summary>Counts each look at it, whatever it finds.</summary>
        public async Task<Ticket?> LookAsync(string code)
        {
            var ticket = await db.Tickets.FirstOrDefaultAsync(t => t.Code == code);
            await db.Database.ExecuteSqlRawAsync("update looks set n = n + 1");
            return ticket;
        }
    }

    // look-alike: what the desk saves it saves only where it answers that there is none, and then nothing more is saved
    public sealed class Languages(GateDb db, TicketDesk desk)
    {
        public bool Set(string code, string language)
        {
            var ticket = desk.Find(code);
            if (ticket == null)
            {
                return false;
            }

            db.Holders.First(h => h.Id == ticket.HolderId).Language = language;
            db.SaveChanges();
            return true;
        }

        public async Task<bool> SetAsync(string code, string language)
        {
            if (await desk.HolderAsync(code) is not { } holder)
            {
                return false;
            }

            holder.Language = language;
            await db.SaveChangesAsync();
            return true;
        }
    }

    // case: what is saved with each look stands apart from what is saved then
    public sealed class LookedAt(GateDb db, TicketDesk desk)
    {
        public async Task<bool> SetAsync(string code, string language)
        {
            var ticket = await desk.LookAsync(code);
            if (ticket == null)
            {
                return false;
            }

            (await db.Holders.FirstAsync(h => h.Id == ticket.HolderId)).Language = language;
            await db.SaveChangesAsync(); // expect: IC1101
            return true;
        }
    }

    // look-alike: asked again, the desk has nothing to remove any more
    public sealed class Visit(TicketDesk desk, string code)
    {
        private Holder? _holder;

        public async Task<Holder?> HolderAsync() => _holder ??= await desk.HolderAsync(code);

        public async Task<string> PageAsync(string[] lines)
        {
            var page = "";
            if (await HolderAsync() is { } holder)
            {
                page = holder.Language;
            }

            foreach (var line in lines)
            {
                page += line + (await HolderAsync())?.Language;
            }

            return await TextAsync("title") + page + await TextAsync("footer");
        }

        private async Task<string> TextAsync(string name) => name + ":" + ((await HolderAsync())?.Language ?? "en");
    }

    public sealed class LockerRoom(GateDb db)
    {
        /// <summary>Makes one where there is none.</summary>
        public async Task<Locker> LockerAsync(int id)
        {
            var locker = await db.Lockers.FirstOrDefaultAsync(l => l.Id == id);
            if (locker is null)
            {
                locker = new() { Id = id };
                db.Lockers.Add(locker);
                await db.SaveChangesAsync();
            }

            return locker;
        }

        // look-alike: the second call finds what the first has made
        public async Task<int> RaiseAsync(int id)
        {
            var locker = await LockerAsync(id);
            await LiftAsync(id);
            return locker.Level;
        }

        private async Task LiftAsync(int id)
        {
            var locker = await LockerAsync(id);
            locker.Level++;
        }
    }

    public sealed class Reception(GateDb db)
    {
        // case: who asks whether there is one already mostly makes it
        public async Task<bool> RegisterAsync(string code, int holder)
        {
            if (await AddAsync(code))
            {
                await db.Holders.Where(h => h.Id == holder).ExecuteUpdateAsync(s => s.SetProperty(h => h.Language, code)); // expect: IC1101
                return true;
            }

            return false;
        }

        private async Task<bool> AddAsync(string code)
        {
            if (await db.Tickets.AnyAsync(t => t.Code == code))
            {
                return false;
            }

            db.Tickets.Add(new() { Code = code });
            await db.SaveChangesAsync();
            return true;
        }
    }

    // look-alike: runs in the transaction of the only one who runs it, one of too many for a path
    public interface IRevision
    {
        int Number { get; }

        Task ApplyAsync();
    }

    public sealed class Revisions(GateDb db, IEnumerable<IRevision> revisions)
    {
        public async Task RunAsync()
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            foreach (var revision in revisions.OrderBy(r => r.Number))
            {
                await revision.ApplyAsync();
            }

            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    public sealed class Revision1(GateDb db) : IRevision
    {
        public int Number => 1;

        public async Task ApplyAsync()
        {
            await db.Lockers.Where(l => l.Level > 3).ExecuteUpdateAsync(s => s.SetProperty(l => l.Level, 3));
            await db.Lockers.Where(l => l.Id == 7).ExecuteUpdateAsync(s => s.SetProperty(l => l.Level, 2));
        }
    }

    public sealed class Revision2 : IRevision
    {
        public int Number => 2;

        public Task ApplyAsync() => Task.CompletedTask;
    }

    public sealed class Revision3 : IRevision
    {
        public int Number => 3;

        public Task ApplyAsync() => Task.CompletedTask;
    }

    public sealed class Revision4 : IRevision
    {
        public int Number => 4;

        public Task ApplyAsync() => Task.CompletedTask;
    }

    public sealed class Revision5 : IRevision
    {
        public int Number => 5;

        public Task ApplyAsync() => Task.CompletedTask;
    }

    public sealed class Revision6 : IRevision
    {
        public int Number => 6;

        public Task ApplyAsync() => Task.CompletedTask;
    }

    public sealed class Revision7 : IRevision
    {
        public int Number => 7;

        public Task ApplyAsync() => Task.CompletedTask;
    }

    public sealed class Revision8 : IRevision
    {
        public int Number => 8;

        public Task ApplyAsync() => Task.CompletedTask;
    }

    public sealed class Revision9 : IRevision
    {
        public int Number => 9;

        public Task ApplyAsync() => Task.CompletedTask;
    }

    public sealed class Revision10 : IRevision
    {
        public int Number => 10;

        public Task ApplyAsync() => Task.CompletedTask;
    }

    public sealed class Revision11 : IRevision
    {
        public int Number => 11;

        public Task ApplyAsync() => Task.CompletedTask;
    }

    public sealed class Revision12 : IRevision
    {
        public int Number => 12;

        public Task ApplyAsync() => Task.CompletedTask;
    }

    public sealed class Revision13 : IRevision
    {
        public int Number => 13;

        public Task ApplyAsync() => Task.CompletedTask;
    }

    public sealed class Revision14 : IRevision
    {
        public int Number => 14;

        public Task ApplyAsync() => Task.CompletedTask;
    }

    // look-alike: what is asked for here is refused before anything is saved
    public enum Fare
    {
        Day,
        Month,
        Special,
    }

    public sealed class Kiosk(GateDb db)
    {
        public async Task SellSpecialAsync(int id)
        {
            await SellAsync(Fare.Special, id);
            db.Lockers.Add(new() { Id = id });
            await db.SaveChangesAsync();
        }

        // case: and here it is not
        public async Task SellMonthAsync(int id)
        {
            await SellAsync(Fare.Month, id);
            db.Lockers.Add(new() { Id = id });
            await db.SaveChangesAsync(); // expect: IC1101
        }

        private async Task SellAsync(Fare fare, int id)
        {
            if (fare is Fare.Special)
            {
                throw new NotSupportedException("not sold here");
            }

            await db.Tickets.Where(t => t.Ends < DateTime.UtcNow).ExecuteDeleteAsync();
            db.Tickets.Add(new() { Id = id });
        }
    }

    public sealed class LockerDesk(GateDb db)
    {
        // look-alike: it makes one only where there was none to change
        public async Task<Locker> RaiseAsync(int id) => await RaiseExistingAsync(id) ?? await MakeAsync(id);

        // case: what it makes comes behind what it has changed already
        public async Task<Locker?> RaiseBothAsync(int id)
        {
            var raised = await RaiseExistingAsync(id);
            await MakeAsync(id + 1); // expect: IC1101
            return raised;
        }

        // case: the first commits where it answers nothing as well
        public async Task<Locker> LowerAsync(int id) => await LowerExistingAsync(id) ?? await MakeAsync(id); // expect: IC1101

        private async Task<Locker?> RaiseExistingAsync(int id)
        {
            var locker = await db.Lockers.FirstOrDefaultAsync(l => l.Id == id);
            if (locker is not null)
            {
                locker.Level++;
                await db.SaveChangesAsync();
                return locker;
            }

            return null;
        }

        private async Task<Locker?> LowerExistingAsync(int id)
        {
            var locker = await db.Lockers.FirstOrDefaultAsync(l => l.Id == id);
            db.Holders.Add(new() { Id = id });
            await db.SaveChangesAsync();
            return locker;
        }

        private async Task<Locker> MakeAsync(int id)
        {
            var made = new Locker { Id = id };
            db.Lockers.Add(made);
            await db.SaveChangesAsync();
            return made;
        }
    }
}
