using static IntentContracts.Analysis.Tests.Rules.ShelfCase;

namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>IC1101: which pairs are certain, and which may well be meant.</summary>
public sealed class OneBoundaryTiersTests
{
    [Fact]
    public void A_row_that_is_made_when_it_is_first_changed_is_a_possible_half() => Verify("""
        public interface IStore { Task<Shelf> ReadAsync(int id); Task CreateAsync(Shelf shelf); Task UpdateAsync(Shelf shelf); Task RemoveAsync(Shelf shelf); }
        public sealed class Store(Db db) : IStore
        {
            public async Task<Shelf> ReadAsync(int id) => await db.Shelves.FirstOrDefaultAsync(s => s.Id == id) ?? new Shelf { Name = "preset" };
            public async Task CreateAsync(Shelf shelf) { db.Add(shelf); await db.SaveChangesAsync(); }
            public async Task UpdateAsync(Shelf shelf) { db.Update(shelf); await db.SaveChangesAsync(); }
            public async Task RemoveAsync(Shelf shelf) { db.Remove(shelf); await db.SaveChangesAsync(); }
        }
        public sealed class ShelfController(IStore store) : ControllerBase
        {
            [HttpPost("/used")] public async Task Use(int id)
            {
                var shelf = await store.ReadAsync(id);
                if (IsPreset(shelf)) await store.CreateAsync(shelf);
                shelf.Ends = DateTime.UtcNow;
                await store.UpdateAsync(shelf); // warning IC1101
            }

            [HttpPost("/moved")] public async Task Move(int id, int other)
            {
                var shelf = await store.ReadAsync(id);
                var next = await store.ReadAsync(other);
                if (IsPreset(shelf)) await store.CreateAsync(shelf);
                next.Ends = DateTime.UtcNow;
                await store.UpdateAsync(next); // error IC1101
            }

            [HttpPost("/ended")] public async Task End(int id)
            {
                var shelf = await store.ReadAsync(id);
                if (IsPreset(shelf)) await store.RemoveAsync(shelf);
                shelf.Ends = DateTime.UtcNow;
                await store.UpdateAsync(shelf); // error IC1101
            }

            private static bool IsPreset(Shelf shelf) => shelf.Name == "preset";
        }
        """);

    [Fact]
    public void A_missing_member_of_a_row_is_a_possible_half_also_where_the_lookup_lies_below() => Verify("""
        public sealed record Answer<T>(T? Value);
        public sealed class Labels(Db db)
        {
            public async Task<Answer<Label>> OfAsync(int id)
            {
                var shelf = await db.Shelves.FirstOrDefaultAsync(s => s.Id == id);
                if (shelf is null) return new Answer<Label>(null);
                if (shelf.Label is null)
                {
                    shelf.Label = new Label { ShelfId = id };
                    await db.SaveChangesAsync();
                }

                return new Answer<Label>(shelf.Label);
            }

            public async Task ClearAsync(int id)
            {
                var shelf = await db.Shelves.FirstOrDefaultAsync(s => s.Id == id);
                if (shelf?.Label is null) return;
                shelf.Label.Text = "";
                await db.SaveChangesAsync();
            }

            public async Task LoadAsync(int id) => Console.WriteLine((await OfAsync(id)).Value);
        }
        public sealed class LabelController(Labels labels) : ControllerBase
        {
            [HttpPost("/label")] public async Task Clear(int id)
            {
                await labels.ClearAsync(id);
                await labels.LoadAsync(id); // warning IC1101
            }

            [HttpPost("/labels")] public async Task ClearBoth(int id, int other)
            {
                await labels.ClearAsync(id);
                await labels.ClearAsync(other); // error IC1101
            }
        }
        """);

    [Fact]
    public void A_lookup_of_an_own_repository_makes_what_it_gives_a_possible_half() => Verify("""
        public class Store<T>(Db db) where T : class
        {
            public async Task<T?> FirstAsync(System.Linq.Expressions.Expression<Func<T, bool>> where) => await db.Set<T>().FirstOrDefaultAsync(where);
            public async Task<T> AddAsync(T row) { db.Add(row); await db.SaveChangesAsync(); return row; }
            public async Task ChangeAsync(T row) { db.Update(row); await db.SaveChangesAsync(); }
        }
        public sealed class ShelfController(Store<Shelf> shelves) : ControllerBase
        {
            [HttpPost("/shelf")] public async Task Put(string name)
            {
                var shelf = await NamedAsync(name);
                shelf.Ends = DateTime.UtcNow;
                await shelves.ChangeAsync(shelf); // warning IC1101
            }

            private async Task<Shelf> NamedAsync(string name)
            {
                var shelf = await shelves.FirstAsync(s => s.Name == name);
                if (shelf == null)
                {
                    shelf = await shelves.AddAsync(new Shelf { Name = name });
                }

                return shelf;
            }
        }
        """);

    [Fact]
    public void The_removal_of_what_has_expired_is_a_possible_half() => Verify("""
        public sealed class Cleaner(Db db)
        {
            public async Task CleanAsync()
            {
                var now = DateTime.UtcNow;
                await db.Shelves.Where(s => s.Name != "" && now >= s.Ends).ExecuteDeleteAsync();
            }

            public async Task DropAsync(DateTime limit)
            {
                db.Shelves.RemoveRange(await db.Shelves.Where(Before(limit)).ToListAsync());
                await db.SaveChangesAsync();
            }

            public Task ComingAsync() => db.Shelves.Where(s => s.Ends > DateTime.UtcNow).ExecuteDeleteAsync();

            public Task NamedAsync(string name) => db.Shelves.Where(s => s.Name == name).ExecuteDeleteAsync();

            private static System.Linq.Expressions.Expression<Func<Shelf, bool>> Before(DateTime limit) => s => s.Ends < limit;
        }
        public sealed class ShelfController(Db db, Cleaner cleaner) : ControllerBase
        {
            [HttpPost("/a")] public async Task Put(string name)
            {
                await cleaner.CleanAsync();
                db.Add(new Shelf { Name = name });
                await db.SaveChangesAsync(); // warning IC1101
            }

            [HttpPost("/b")] public async Task Clean()
            {
                await cleaner.CleanAsync();
                await cleaner.DropAsync(DateTime.UtcNow.AddDays(-7)); // warning IC1101
            }

            [HttpPost("/c")] public async Task Replace(string name)
            {
                await cleaner.NamedAsync(name);
                db.Add(new Shelf { Name = name });
                await db.SaveChangesAsync(); // error IC1101
            }

            [HttpPost("/d")] public async Task Plan(string name)
            {
                await cleaner.ComingAsync();
                db.Add(new Shelf { Name = name, Ends = DateTime.MaxValue });
                await db.SaveChangesAsync(); // error IC1101
            }
        }
        """);

    [Fact]
    public void A_loop_over_operations_that_load_change_and_save_may_be_meant() => Verify("""
        public sealed class Shelves(Db db)
        {
            public async Task EndAsync(int id)
            {
                var shelf = await db.Shelves.FirstOrDefaultAsync(s => s.Id == id);
                if (shelf == null) return;
                shelf.Ends = DateTime.UtcNow;
                await db.SaveChangesAsync();
            }

            public async Task UpdateAsync(Shelf shelf)
            {
                var kept = await db.Shelves.FirstAsync(s => s.Id == shelf.Id);
                kept.Name = shelf.Name;
                await db.SaveChangesAsync();
            }

            public async Task AddAsync(Label label)
            {
                db.Add(label);
                await db.SaveChangesAsync();
            }
        }
        public sealed class EndController(Db db, Shelves shelves) : ControllerBase
        {
            [HttpPost("/a")] public async Task EndAll(int[] ids)
            {
                foreach (var id in ids)
                {
                    await shelves.EndAsync(id); // warning IC1101
                }
            }

            [HttpPost("/b")] public async Task Rename(List<Shelf> changed)
            {
                foreach (var shelf in changed)
                {
                    await shelves.UpdateAsync(shelf); // error IC1101
                }
            }

            [HttpPost("/c")] public async Task Mark(int[] ids)
            {
                foreach (var id in ids)
                {
                    await shelves.AddAsync(new Label { ShelfId = id }); // error IC1101
                }
            }

            [HttpPost("/d")] public async Task Here(int[] ids)
            {
                foreach (var id in ids)
                {
                    var shelf = await db.Shelves.FirstAsync(s => s.Id == id);
                    shelf.Ends = DateTime.UtcNow;
                    await db.SaveChangesAsync(); // error IC1101
                }
            }
        }
        """);

    [Fact]
    public void A_lookup_that_gives_the_key_of_the_row_is_a_possible_half_also_in_a_loop() => Verify("""
        public sealed class Shelves(IDbContextFactory<Db> factory)
        {
            public async Task<int> IdOfAsync(string name)
            {
                await using var db = await factory.CreateDbContextAsync();
                var found = await db.Shelves.FirstOrDefaultAsync(s => s.Name == name);
                if (found != null) return found.Id;
                var made = new Shelf { Name = name };
                db.Shelves.Add(made);
                await db.SaveChangesAsync();
                return made.Id;
            }

            public async Task<int> NewAsync(string name)
            {
                await using var db = await factory.CreateDbContextAsync();
                var made = new Shelf { Name = name };
                db.Shelves.Add(made);
                await db.SaveChangesAsync();
                return made.Id;
            }
        }
        public sealed class OneController(Shelves shelves, Db db) : ControllerBase
        {
            [HttpPost("/one")] public async Task One(string name)
            {
                db.Add(new Label { ShelfId = await shelves.IdOfAsync(name) });
                await db.SaveChangesAsync(); // warning IC1101
            }
        }
        public sealed class NewController(Shelves shelves, Db db) : ControllerBase
        {
            [HttpPost("/new")] public async Task New(string name)
            {
                db.Add(new Label { ShelfId = await shelves.NewAsync(name) });
                await db.SaveChangesAsync(); // error IC1101
            }
        }
        public sealed class SomeController(Shelves shelves) : ControllerBase
        {
            [HttpPost("/some")] public async Task<int[]> Some(string[] names) => await Task.WhenAll(names.Select(async name => await shelves.IdOfAsync(name))); // warning IC1101
        }
        """);

    [Fact]
    public void What_only_the_start_of_a_hosted_service_runs_is_possible() => Verify("""
        public sealed class Seeds(Db db)
        {
            public async Task RunAsync()
            {
                db.Add(new Shelf { Name = "first" });
                await db.SaveChangesAsync();
                db.Add(new Label { Text = "first" });
                await db.SaveChangesAsync(); // warning IC1101
            }
        }
        public sealed class Rounds(Db db)
        {
            public async Task RunAsync()
            {
                db.Add(new Shelf { Name = "round" });
                await db.SaveChangesAsync();
                db.Add(new Label { Text = "round" });
                await db.SaveChangesAsync(); // error IC1101
            }
        }
        public sealed class Seeding(Seeds seeds) : IHostedService
        {
            public async Task StartAsync(CancellationToken stop) => await seeds.RunAsync();
            public Task StopAsync(CancellationToken stop) => Task.CompletedTask;
        }
        public sealed class Going(Rounds rounds) : IHostedService
        {
            private Task? _work;
            public Task StartAsync(CancellationToken stop)
            {
                _work = GoAsync(stop);
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken stop) => _work ?? Task.CompletedTask;

            private async Task GoAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    await Task.Delay(1000, stop);
                    await rounds.RunAsync();
                }
            }
        }
        """);
}
