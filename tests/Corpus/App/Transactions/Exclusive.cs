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

    // case: what was refused is written down, and what was closed is counted; the two that exclude each other are no pair
    public sealed class Closings(DeskDb db, SemaphoreSlim turn)
    {
        public async Task<string> CloseAsync(Ticket ticket, string word)
        {
            string? refusal = null;
            var count = 0;
            await turn.WaitAsync();
            try
            {
                if (word.Length == 0)
                {
                    refusal = "no word";
                }
                else if (ticket.State == "closed")
                {
                    refusal = "closed already";
                }
                else
                {
                    ticket.State = "closed";
                    await db.SaveChangesAsync();
                }

                if (refusal is not null)
                {
                    count = await NoteAsync(refusal);
                }
                else
                {
                    await NoteAsync("closed"); // expect: IC1101
                }
            }
            finally
            {
                turn.Release();
            }

            return refusal is not null ? refusal + count : "done";
        }

        // look-alike: only what was refused is written down
        public async Task<int> TryCloseAsync(Ticket ticket, string word)
        {
            string? refusal = null;
            if (word.Length == 0)
            {
                refusal = "no word";
            }
            else if (ticket.State == "closed")
            {
                refusal = "closed already";
            }
            else
            {
                ticket.State = "closed";
                await db.SaveChangesAsync();
            }

            if (refusal is null)
            {
                return 0;
            }

            return await NoteAsync(refusal);
        }

        // case: what it holds may have come from the save
        public async Task<int> CloseOrSayAsync(Ticket ticket, string word)
        {
            string? refusal = null;
            if (word.Length == 0)
            {
                refusal = "no word";
            }
            else
            {
                ticket.State = "closed";
                refusal = await db.SaveChangesAsync() == 0 ? "nothing saved" : null;
            }

            if (refusal is null)
            {
                return 0;
            }

            return await NoteAsync(refusal); // expect: IC1101
        }

        // case: it is set before the save as well
        public async Task<int> CloseLateAsync(Ticket ticket, string word)
        {
            string? refusal = null;
            if (word.Length == 0)
            {
                refusal = "no word";
            }

            if (ticket.State == "open")
            {
                ticket.State = "closed";
                await db.SaveChangesAsync();
            }

            if (refusal is null)
            {
                return 0;
            }

            return await NoteAsync(refusal); // expect: IC1101
        }

        // case: somebody else has set it behind the save
        public async Task<int> CloseAndCheckAsync(Ticket ticket, string word)
        {
            string? refusal = null;
            if (word.Length == 0)
            {
                refusal = "no word";
            }
            else if (ticket.State == "closed")
            {
                refusal = "closed already";
            }
            else
            {
                ticket.State = "closed";
                await db.SaveChangesAsync();
                Check(ticket, out refusal);
            }

            if (refusal is null)
            {
                return 0;
            }

            return await NoteAsync(refusal); // expect: IC1101
        }

        // case: what is run behind the save sets it
        public async Task<int> CloseAndTellAsync(Ticket ticket, string word, Func<Action, Task> tell)
        {
            string? refusal = null;
            if (word.Length == 0)
            {
                refusal = "no word";
            }
            else if (ticket.State == "closed")
            {
                refusal = "closed already";
            }
            else
            {
                ticket.State = "closed";
                await db.SaveChangesAsync();
                await tell(() => refusal = "nobody has heard");
            }

            if (refusal is null)
            {
                return 0;
            }

            return await NoteAsync(refusal); // expect: IC1101
        }

        private static void Check(Ticket ticket, out string? refusal) => refusal = ticket.ClosedAt == default ? "no date" : null;

        private async Task<int> NoteAsync(string text)
        {
            db.Add(new Desk { Name = text });
            return await db.SaveChangesAsync();
        }
    }

    public sealed class Numbers(DeskDb db)
    {
        private List<Desk>? _desks;
        private List<Desk>? _last;

        // look-alike: the second question is answered from what the first has kept
        public async Task<string> FirstAsync(int id)
        {
            var first = (await DesksAsync())[0];
            return first.Name + (await DesksAsync())[id].Name;
        }

        public async Task<bool> KnowsAsync(string name) => (await DesksAsync()).Exists(d => d.Name == name);

        public async Task<int> CountAsync() => (await DesksAsync()).Count;

        // case: what is kept is forgotten in between
        public async Task<string> LastAsync(int id)
        {
            var last = (await LastDesksAsync())[0];
            Forget();
            return last.Name + (await LastDesksAsync())[id].Name; // expect: IC1101
        }

        private void Forget() => _last = null;

        private async Task<List<Desk>> DesksAsync()
        {
            if (_desks == null)
            {
                var desks = await db.Desks.ToListAsync();
                if (desks.Count < 3)
                {
                    desks.Add(new Desk { Name = "desk" });
                    db.Add(desks[^1]);
                    await db.SaveChangesAsync();
                }

                _desks = desks;
            }

            return _desks;
        }

        private async Task<List<Desk>> LastDesksAsync()
        {
            if (_last == null)
            {
                var desks = await db.Desks.ToListAsync();
                if (desks.Count < 3)
                {
                    desks.Add(new Desk { Name = "desk" });
                    db.Add(desks[^1]);
                    await db.SaveChangesAsync();
                }

                _last = desks;
            }

            return _last;
        }
    }

    // look-alike: two questions that are both answered from what is kept
    public sealed class Lookup(Numbers numbers)
    {
        public async Task<int> RunAsync(string name) => await numbers.KnowsAsync(name) ? await numbers.CountAsync() : 0;
    }

    // case: two objects, each of which keeps its own
    public sealed class TwoLookups(Numbers numbers, Numbers others)
    {
        public async Task<int> RunAsync(string name) => await numbers.KnowsAsync(name) ? await others.CountAsync() : 0; // expect: IC1101
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

    public sealed class Tries(DeskDb db)
    {
        // look-alike: the second is tried where the first says that it has removed nothing
        public async Task RemoveAsync(int id)
        {
            if (!await TryTicketAsync(id))
            {
                await TryDeskAsync(id);
            }
        }

        // look-alike: also where what it says is kept, and what the second says as well
        public async Task<bool> RemoveAnyAsync(int id, bool isDesk)
        {
            bool removed;
            if (isDesk)
            {
                removed = await TryDeskAsync(id);
            }
            else
            {
                removed = await HandOnAsync(id);
                if (!removed)
                {
                    removed = await TryDeskAsync(id);
                }
            }

            return removed;
        }

        // look-alike: in a try as well
        public async Task<string> RemoveOneAsync(int id)
        {
            bool ticket = false, desk = false;
            try
            {
                ticket = await TryTicketAsync(id);
                if (!ticket)
                {
                    desk = await TryDeskAsync(id);
                }
            }
            catch (DbUpdateException e)
            {
                return e.Message;
            }

            return ticket ? "ticket" : desk ? "desk" : "";
        }

        // look-alike: one of two has said whether it has removed something
        public async Task<bool> RemoveKnownAsync(int id, bool isTicket, Func<int, bool> isKnown)
        {
            bool removed;
            if (isTicket)
            {
                removed = await TryTicketAsync(id);
            }
            else
            {
                removed = isKnown(id);
            }

            if (!removed)
            {
                await TryDeskAsync(id);
                return false;
            }

            return true;
        }

        // case: what was removed is noted, which is the pair of the two that are there
        public async Task<bool> RemoveAndNoteAsync(int id, bool isTicket, Func<int, bool> isKnown)
        {
            bool removed;
            if (isTicket)
            {
                removed = await TryTicketAsync(id);
            }
            else
            {
                removed = isKnown(id);
            }

            if (!removed)
            {
                await TryDeskAsync(id);
                return false;
            }

            db.Add(new Desk { Name = "removed " + id });
            await db.SaveChangesAsync(); // expect: IC1101
            return true;
        }

        // case: where the first was removed the second is, too
        public async Task RemoveBothAsync(int id)
        {
            if (await TryTicketAsync(id))
            {
                await TryDeskAsync(id); // expect: IC1101
            }
        }

        // case: what is asked is something else by then
        public async Task RemoveLateAsync(int id, Func<Task<bool>> isLate)
        {
            var removed = await TryTicketAsync(id);
            removed = await isLate();
            if (!removed)
            {
                await TryDeskAsync(id); // expect: IC1101
            }
        }

        // case: it has noted that it was asked, whatever it says
        public async Task RemoveNotedAsync(int id)
        {
            if (!await TryNotedAsync(id))
            {
                await TryDeskAsync(id); // expect: IC1101
            }
        }

        private async Task<bool> TryTicketAsync(int id)
        {
            var ticket = await db.Tickets.SingleOrDefaultAsync(t => t.Id == id);
            if (ticket is null)
            {
                return false;
            }

            db.Remove(ticket);
            await db.SaveChangesAsync();
            return true;
        }

        private async Task<bool> HandOnAsync(int id) => await TryTicketAsync(id);

        private async Task<bool> TryDeskAsync(int id)
        {
            var desk = await db.Desks.SingleOrDefaultAsync(d => d.Id == id);
            if (desk is null)
            {
                return false;
            }

            db.Remove(desk);
            await db.SaveChangesAsync();
            return true;
        }

        private async Task<bool> TryNotedAsync(int id)
        {
            var ticket = await db.Tickets.SingleOrDefaultAsync(t => t.Id == id);
            if (ticket is null)
            {
                db.Add(new Desk { Name = "nothing for " + id });
                await db.SaveChangesAsync();
                return false;
            }

            ticket.State = "removed";
            await db.SaveChangesAsync();
            return true;
        }
    }

    public abstract record DeskChange(int Id);

    public sealed record Renamed(int Id, string Name) : DeskChange(Id);

    public record Moved(int Id) : DeskChange(Id);

    public sealed record MovedFar(int Id) : Moved(Id);

    public sealed class DeskChanges(DeskDb db)
    {
        // look-alike: no change is both
        public async Task OneAsync(DeskChange change)
        {
            if (change is Renamed { Name: { Length: > 0 } name })
            {
                db.Add(new Desk { Name = name });
                await db.SaveChangesAsync();
            }

            if (change is Moved moved)
            {
                db.Add(new Desk { Name = "moved " + moved.Id });
                await db.SaveChangesAsync();
            }
        }

        // case: what has moved far has moved
        public async Task BothAsync(DeskChange change)
        {
            if (change is Moved moved)
            {
                db.Add(new Desk { Name = "moved " + moved.Id });
                await db.SaveChangesAsync();
            }

            if (change is MovedFar far)
            {
                db.Add(new Desk { Name = "moved far " + far.Id });
                await db.SaveChangesAsync(); // expect: IC1101
            }
        }
    }
}

namespace Corpus.Transactions.GivenParts
{
    using Corpus.Transactions.Exclusive;
    using Microsoft.AspNetCore.Mvc;

    public sealed class DeskController(DeskDb db) : ControllerBase
    {
        // look-alike: what is refused is noted, and then there is an error, with which the caller leaves
        [HttpPost("/desks/open")]
        public async Task<IActionResult> OpenAsync(int id)
        {
            var (desk, error) = await FindAsync(id);
            if (error is not null)
            {
                return error;
            }

            db.Add(new Ticket { State = "open " + desk!.Name });
            await db.SaveChangesAsync();
            return Ok();
        }

        // look-alike: and no desk
        [HttpPost("/desks/close")]
        public async Task<IActionResult> CloseAsync(int id)
        {
            var (desk, error) = await FindAsync(id);
            if (desk is null)
            {
                return error!;
            }

            db.Add(new Ticket { State = "closed " + desk.Name });
            await db.SaveChangesAsync();
            return Ok();
        }

        // case: what is refused is noted twice
        [HttpPost("/desks/note")]
        public async Task<IActionResult> NoteAsync(int id)
        {
            var (_, error) = await FindAsync(id);
            if (error is not null)
            {
                db.Add(new Ticket { State = "refused " + id });
                await db.SaveChangesAsync(); // expect: IC1101
                return error;
            }

            return Ok();
        }

        // case: what is found is counted as well
        [HttpPost("/desks/take")]
        public async Task<IActionResult> TakeAsync(int id)
        {
            var (desk, error) = await CountAsync(id);
            if (error is not null)
            {
                return error;
            }

            db.Add(new Ticket { State = "taken " + desk!.Name });
            await db.SaveChangesAsync(); // expect: IC1101
            return Ok();
        }

        // look-alike: without a ticket nothing was stored; with one it was made by somebody else
        [HttpPost("/desks/renew")]
        public async Task<IActionResult> RenewAsync(int id)
        {
            var ticket = await IssueAsync(id);
            if (ticket is null)
            {
                db.Add(new Ticket { State = "not renewed " + id });
                await db.SaveChangesAsync();
                return NotFound();
            }

            return Ok(ticket.Id);
        }

        private async Task<Ticket?> IssueAsync(int id)
        {
            var desk = await db.Desks.SingleOrDefaultAsync(d => d.Id == id);
            if (desk is null)
            {
                return null;
            }

            var ticket = Make(desk);
            db.Add(ticket);
            await db.SaveChangesAsync();
            return ticket;
        }

        private static Ticket Make(Desk desk) => new() { State = "renewed " + desk.Name };

        private async Task<(Desk? Desk, IActionResult? Error)> FindAsync(int id)
        {
            var desk = await db.Desks.SingleOrDefaultAsync(d => d.Id == id);
            if (desk is null)
            {
                db.Add(new Ticket { State = "no desk " + id });
                await db.SaveChangesAsync();
                return (null, NotFound());
            }

            return (desk, null);
        }

        private async Task<(Desk? Desk, IActionResult? Error)> CountAsync(int id)
        {
            var desk = await db.Desks.SingleOrDefaultAsync(d => d.Id == id);
            if (desk is null)
            {
                return (null, NotFound());
            }

            db.Add(new Ticket { State = "asked for " + id });
            await db.SaveChangesAsync();
            return (desk, null);
        }
    }
}
