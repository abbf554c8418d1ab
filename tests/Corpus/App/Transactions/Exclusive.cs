using Microsoft.EntityFrameworkCore;

// Commits of which only one runs, and commits that make something once.
namespace Corpus.Transactions.Exclusive
{
    public sealed class Ticket
    {
        public int Id { get; set; }
        public string State { get; set; } = "";
        public DateTime ClosedAt { get; set; }
    }

    public sealed class Desk
    {
        public int Id { get; set; }
        public string Name { get; set; } = "";
    }

    public sealed class DeskDb : DbContext
    {
        public DbSet<Ticket> Tickets => Set<Ticket>();

        public DbSet<Desk> Desks => Set<Desk>();
    }

    // look-alike: open or closed, never both
    public sealed class TicketStates(DeskDb db)
    {
        public async Task StoreAsync(Ticket ticket, bool isOpen)
        {
            if (isOpen)
            {
                ticket.State = "open";
                await db.SaveChangesAsync();
            }

            ticket.ClosedAt = DateTime.UtcNow;
            if (!isOpen)
            {
                ticket.State = "closed";
                await db.SaveChangesAsync();
            }
        }

        public async Task MoveAsync(Ticket ticket, bool wasOpen, bool isOpen)
        {
            if (wasOpen && !isOpen)
            {
                db.Remove(ticket);
                await db.SaveChangesAsync();
            }

            if (!wasOpen && isOpen)
            {
                db.Add(ticket);
                await db.SaveChangesAsync();
            }
        }
    }

    // case: two questions, which can both be answered with yes
    public sealed class TwoQuestions(DeskDb db)
    {
        public async Task StoreAsync(Ticket ticket, bool isOpen, bool isUrgent)
        {
            if (isOpen)
            {
                ticket.State = "open";
                await db.SaveChangesAsync();
            }

            if (isUrgent)
            {
                db.Add(ticket);
                await db.SaveChangesAsync(); // expect: IC1101
            }
        }
    }

    // case: asked again after it was set
    public sealed class SetInBetween(DeskDb db)
    {
        public async Task StoreAsync(IReadOnlyList<Ticket> tickets)
        {
            var isOpen = false;
            foreach (var ticket in tickets)
            {
                isOpen |= ticket.State == "open";
            }

            if (!isOpen)
            {
                db.AddRange(tickets);
                await db.SaveChangesAsync();
                isOpen = tickets.Count > 3;
            }

            if (isOpen)
            {
                db.RemoveRange(tickets);
                await db.SaveChangesAsync(); // expect: IC1101
            }
        }
    }

    // look-alike: batches of rows, put together before the loop
    public sealed class OldTickets(DeskDb db)
    {
        public async Task<int> PurgeAsync(DateTime before)
        {
            var oldest = db.Tickets.Where(t => t.ClosedAt < before).OrderBy(t => t.Id).Take(500);
            var all = 0;
            while (true)
            {
                var gone = await oldest.ExecuteDeleteAsync();
                all += gone;
                if (gone < 500)
                {
                    return all;
                }
            }
        }
    }
}

namespace Corpus.Transactions.GivenTypes
{
    using Corpus.Transactions.Exclusive;

    // look-alike: nobody hands over a number
    public sealed class Renaming(DeskDb db)
    {
        public Task ByDeskAsync(Desk desk) => StoreAsync(desk, "front");

        public Task ByNothingAsync() => StoreAsync(null, "back");

        private async Task StoreAsync(object? deskOrId, string name)
        {
            if (deskOrId is int id)
            {
                await TwiceAsync(id, name);
            }
        }

        private async Task TwiceAsync(int id, string name)
        {
            db.Add(new Desk { Id = id, Name = name });
            await db.SaveChangesAsync();
            db.Add(new Ticket { State = name });
            await db.SaveChangesAsync();
        }
    }

    // case: somebody does
    public sealed class Numbering(DeskDb db)
    {
        public Task ByDeskAsync(Desk desk) => StoreAsync(desk, "front");

        public Task ByNumberAsync(int id) => StoreAsync(id, "back");

        private async Task StoreAsync(object deskOrId, string name)
        {
            if (deskOrId is int id)
            {
                await TwiceAsync(id, name);
            }
        }

        private async Task TwiceAsync(int id, string name)
        {
            db.Add(new Desk { Id = id, Name = name });
            await db.SaveChangesAsync();
            db.Add(new Ticket { State = name });
            await db.SaveChangesAsync(); // expect: IC1101
        }
    }
}
