using static IntentContracts.Analysis.Tests.Rules.ShelfCase;

namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>IC1101: rows that say how far the work is or what was done, and what is mostly there already.</summary>
public sealed class ProgressTiersTests
{
    [Fact]
    public void A_row_that_says_how_far_the_work_is_may_be_saved_twice() => Verify("""
        public sealed class Printer { public Task PrintAsync() => Task.Delay(1); }
        public sealed class ShelfController(Db db, Printer printer) : ControllerBase
        {
            [HttpPost("/printed")] public async Task Print(Shelf shelf)
            {
                shelf.Name = "printing";
                await db.SaveChangesAsync();
                await printer.PrintAsync();
                shelf.Name = "printed";
                await db.SaveChangesAsync(); // warning IC1101
            }

            [HttpPost("/ended")] public async Task End(Shelf shelf)
            {
                shelf.Name = "ended";
                await db.SaveChangesAsync();
                await printer.PrintAsync();
                db.Add(new Label { ShelfId = shelf.Id });
                await db.SaveChangesAsync(); // error IC1101
            }

            [HttpPost("/begun")] public async Task Begin()
            {
                var shelf = new Shelf { Name = "printing" };
                db.Add(shelf);
                await db.SaveChangesAsync();
                await FinishAsync(shelf); // warning IC1101
            }

            [HttpPost("/all")] public async Task PrintAll(Shelf shelf, Printer[] printers)
            {
                foreach (var one in printers)
                {
                    shelf.Name = "printing";
                    await db.SaveChangesAsync(); // warning IC1101
                    await one.PrintAsync();
                }
            }

            [HttpPost("/each")] public async Task PrintEach(Shelf[] shelves)
            {
                foreach (var shelf in shelves)
                {
                    shelf.Name = "printing";
                    await db.SaveChangesAsync(); // error IC1101
                    await printer.PrintAsync();
                }
            }

            private async Task FinishAsync(Shelf shelf)
            {
                await printer.PrintAsync();
                shelf.Name = "printed";
                await db.SaveChangesAsync();
            }
        }
        """);

    [Fact]
    public void What_is_given_in_any_case_is_mostly_there() => Verify("""
        public sealed class Settings { public string? Key { get; set; } }
        public sealed class Signer { public Signer(string? key) { } }
        public sealed class Signers(Db db, Settings settings)
        {
            public async Task<Signer> GetSignerAsync()
            {
                if (!string.IsNullOrEmpty(settings.Key)) return new(settings.Key);
                settings.Key = Guid.NewGuid().ToString();
                db.Add(new Shelf { Name = settings.Key });
                await db.SaveChangesAsync();
                return new(settings.Key);
            }

            public async Task<Signer> GetNextAsync()
            {
                settings.Key = Guid.NewGuid().ToString();
                db.Add(new Shelf { Name = settings.Key });
                await db.SaveChangesAsync();
                return new(settings.Key);
            }
        }
        public sealed class ShelfController(Db db, Signers signers) : ControllerBase
        {
            [HttpPost("/signed")] public async Task Sign(Shelf shelf)
            {
                var signer = await signers.GetSignerAsync();
                shelf.Name = signer.ToString()!;
                await db.SaveChangesAsync(); // warning IC1101
            }

            [HttpPost("/next")] public async Task Next(Shelf shelf)
            {
                var signer = await signers.GetNextAsync();
                shelf.Name = signer.ToString()!;
                await db.SaveChangesAsync(); // error IC1101
            }
        }
        """);

    [Fact]
    public void A_record_of_what_was_done_is_a_possible_second() => Verify("""
        public sealed class ShelfLog { public int Id { get; set; } public string What { get; set; } = ""; }
        public sealed class ShelfLogIn { public int Id { get; set; } }
        public sealed class ShelfNotification { public int Id { get; set; } }
        public sealed class NotificationSetting { public int Id { get; set; } }
        public sealed class Clerk(Db db)
        {
            public async Task NoteAsync(string what) { db.Set<ShelfLog>().Add(new ShelfLog { What = what }); await db.SaveChangesAsync(); }
            public async Task LogAsync(Shelf shelf) { db.Set<ShelfLog>().Add(new ShelfLog { What = shelf.Name }); shelf.Name = "logged"; await db.SaveChangesAsync(); }
            public async Task TellAsync() { db.Set<ShelfNotification>().Add(new ShelfNotification()); await db.SaveChangesAsync(); }
            public async Task SetUpAsync() { db.Set<NotificationSetting>().Add(new NotificationSetting()); await db.SaveChangesAsync(); }
            public async Task LogInAsync(string what) { db.Set<ShelfLogIn>().Add(new ShelfLogIn()); await db.SaveChangesAsync(); }
        }
        public sealed class ShelfController(Db db, Clerk clerk) : ControllerBase
        {
            [HttpPost("/made")] public async Task Make(string name)
            {
                db.Add(new Shelf { Name = name });
                await db.SaveChangesAsync();
                await clerk.NoteAsync("made " + name); // warning IC1101
            }

            [HttpPost("/changed")] public async Task Change(Shelf shelf)
            {
                db.Add(new Shelf { Name = "next" });
                await db.SaveChangesAsync();
                await clerk.LogAsync(shelf); // error IC1101
            }

            [HttpPost("/told")] public async Task Tell(string name)
            {
                db.Add(new Shelf { Name = name });
                await db.SaveChangesAsync();
                await clerk.TellAsync(); // warning IC1101
            }

            [HttpPost("/setup")] public async Task SetUp(string name)
            {
                db.Add(new Shelf { Name = name });
                await db.SaveChangesAsync();
                await clerk.SetUpAsync(); // error IC1101
            }

            [HttpPost("/entered")] public async Task Enter(string name)
            {
                db.Add(new Shelf { Name = name });
                await db.SaveChangesAsync();
                await clerk.LogInAsync(name); // error IC1101
            }

            [HttpPost("/gone")] public async Task Remove(Shelf shelf)
            {
                await clerk.NoteAsync("removed " + shelf.Name);
                db.Remove(shelf);
                await db.SaveChangesAsync(); // error IC1101
            }
        }
        """);
}
