using static IntentContracts.Analysis.Tests.Rules.ShelfCase;

namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>IC1101: pairs of which a half has nothing to write, perhaps nothing, or only sees to it that a row is there; and which of several pairs is named.</summary>
public sealed class WhatCommitsWriteTests
{
    private const string Stores = """
        public sealed class Note { public int Id { get; set; } public string Text { get; set; } = ""; }
        public sealed class Notes : DbContext { public DbSet<Note> All => Set<Note>(); }
        public interface IMapper { void Map(object from, object to); }

        """;

    [Fact]
    public void A_save_of_another_context_is_certain_where_that_was_changed_and_possible_where_nobody_knows() => Verify(Stores + """
        public sealed class NoteController(Db db, Notes notes) : ControllerBase
        {
            [HttpPost("/nothing")] public async Task Nothing(int id)
            {
                var shelf = await db.Shelves.FirstAsync(s => s.Id == id);
                notes.Add(new Note { Text = shelf.Name });
                await notes.SaveChangesAsync();
                await db.SaveChangesAsync();
            }

            [HttpPost("/changes")] public async Task Changes(int id)
            {
                var shelf = await db.Shelves.FirstAsync(s => s.Id == id);
                shelf.Name = "noted";
                notes.Add(new Note { Text = shelf.Name });
                await notes.SaveChangesAsync();
                await db.SaveChangesAsync(); // error IC1101
            }

            [HttpPost("/entry")] public async Task Entry(Shelf shelf)
            {
                db.Entry(shelf).State = EntityState.Modified;
                notes.Add(new Note { Text = shelf.Name });
                await notes.SaveChangesAsync();
                await db.SaveChangesAsync(); // error IC1101
            }

            [HttpPost("/added")] public async Task Added(string name)
            {
                var shelf = new Shelf { Name = name };
                db.Add(shelf);
                await db.SaveChangesAsync();
                shelf.Name = name + shelf.Id;
                await db.SaveChangesAsync(); // error IC1101
            }

            [HttpPost("/handed")] public async Task Handed(int id, Shelf request, IMapper mapper)
            {
                var shelf = await db.Shelves.FirstAsync(s => s.Id == id);
                mapper.Map(request, shelf);
                notes.Add(new Note { Text = shelf.Name });
                await notes.SaveChangesAsync();
                await db.SaveChangesAsync(); // warning IC1101
            }
        }
        """);

    [Fact]
    public void Of_several_pairs_one_of_which_both_halves_are_seen_to_write_is_named() => Verify("""
        public sealed class MoveController(Db db) : ControllerBase
        {
            [HttpPost("/move")] public Task Move(int id) => MoveAsync(db, id);

            private static async Task MoveAsync(Db db, int id)
            {
                var shelf = await db.Shelves.FirstAsync(s => s.Id == id);
                await db.SaveChangesAsync();
                shelf.Name = "moved";
                await db.SaveChangesAsync();
                db.Add(new Label { ShelfId = id });
                await db.SaveChangesAsync(); // error IC1101
            }
        }
        """);

    [Fact]
    public void That_a_row_is_there_is_a_possible_half() => Verify("""
        public sealed class ShelfController(Db db) : ControllerBase
        {
            [HttpPost("/shelves")] public async Task Post(int id)
            {
                await db.Database.ExecuteSqlRawAsync("INSERT INTO shelves (id) VALUES ({0}) ON CONFLICT DO NOTHING", id);
                await db.Database.ExecuteSqlRawAsync("UPDATE shelves SET name = 'new' WHERE id = {0}", id); // warning IC1101
            }

            [HttpPut("/shelves")] public async Task Put(int id)
            {
                await db.Database.ExecuteSqlRawAsync("INSERT INTO shelves (id) VALUES ({0}) ON CONFLICT (id) DO UPDATE SET name = 'old'", id);
                await db.Database.ExecuteSqlRawAsync("UPDATE labels SET text = 'new' WHERE id = {0}", id); // error IC1101
            }
        }
        """);

    [Fact]
    public void The_pair_that_is_certain_on_its_own_is_named_before_one_with_what_was_missing() => Verify("""
        public sealed class StockController(Db db) : ControllerBase
        {
            [HttpPost("/stock")] public async Task<bool> Take(string name)
            {
                var shelf = await db.Shelves.FirstOrDefaultAsync(s => s.Name == name);
                if (shelf is null)
                {
                    shelf = new Shelf { Name = name };
                    db.Add(shelf);
                    if (await db.SaveChangesAsync() == 0) return false;
                }

                db.Add(new Label { Text = name });
                await db.SaveChangesAsync();
                db.Add(new Label { Text = name + "!" });
                await db.SaveChangesAsync(); // error IC1101
                return true;
            }

            [HttpPost("/one")] public async Task One(string name)
            {
                var shelf = await db.Shelves.FirstOrDefaultAsync(s => s.Name == name);
                if (shelf is null)
                {
                    shelf = new Shelf { Name = name };
                    db.Add(shelf);
                    await db.SaveChangesAsync();
                }

                db.Add(new Label { ShelfId = shelf.Id });
                await db.SaveChangesAsync(); // warning IC1101
            }

            [HttpPost("/new")] public async Task<bool> New(string name)
            {
                var shelf = await db.Shelves.FirstOrDefaultAsync(s => s.Name == name);
                if (shelf is not null) return false;
                db.Add(new Shelf { Name = name });
                await db.SaveChangesAsync();
                db.Add(new Label { Text = name });
                await db.SaveChangesAsync(); // error IC1101
                return true;
            }
        }
        """);

    [Fact]
    public void The_time_at_which_something_was_done_is_a_possible_half_and_so_is_a_second_removal() => Verify("""
        public sealed class Visit { public int Id { get; set; } public string Place { get; set; } = ""; public DateTime? EndedAt { get; set; } }
        public sealed class Visits : DbContext { public DbSet<Visit> All => Set<Visit>(); }
        public sealed class VisitController(Visits db) : ControllerBase
        {
            [HttpPost("/end")] public async Task End(int id)
            {
                var visit = await db.All.FirstAsync(v => v.Id == id);
                visit.Place = "left";
                await db.SaveChangesAsync();
                visit.EndedAt = DateTime.UtcNow;
                await db.SaveChangesAsync(); // warning IC1101
            }

            [HttpPost("/move")] public async Task Move(int id)
            {
                var visit = await db.All.FirstAsync(v => v.Id == id);
                visit.EndedAt = null;
                await db.SaveChangesAsync();
                visit.Place = "here";
                visit.EndedAt = DateTime.UtcNow;
                await db.SaveChangesAsync(); // error IC1101
            }

            [HttpPost("/touched")] public async Task Touched(int id)
            {
                var visit = await db.All.FirstAsync(v => v.Id == id);
                visit.Place = "there";
                await db.SaveChangesAsync();
                await TouchAsync(visit); // warning IC1101
            }

            [HttpPost("/gone")] public async Task Gone(int[] ids)
            {
                await db.All.Where(v => ids.Contains(v.Id)).ExecuteDeleteAsync();
                await db.Set<Label>().Where(l => ids.Contains(l.ShelfId)).ExecuteDeleteAsync(); // warning IC1101
            }

            private async Task TouchAsync(Visit visit)
            {
                visit.EndedAt = DateTime.UtcNow;
                await db.SaveChangesAsync();
            }
        }
        """);

    [Fact]
    public void The_same_whole_operation_twice_in_a_row_is_a_possible_pair() => Verify("""
        public sealed class Faults(Db db)
        {
            public async Task ResolveAsync(string name)
            {
                var shelf = await db.Shelves.FirstOrDefaultAsync(s => s.Name == name);
                if (shelf == null) return;
                shelf.Ends = DateTime.UtcNow;
                await db.SaveChangesAsync();
            }

            public async Task RenameAsync(string name)
            {
                var shelf = await db.Shelves.FirstOrDefaultAsync(s => s.Name == name);
                if (shelf == null) return;
                shelf.Name = name + "!";
                await db.SaveChangesAsync();
            }

            public async Task WriteAsync(Shelf shelf) { db.Update(shelf); await db.SaveChangesAsync(); }
        }
        public sealed class FaultController(Faults faults, Faults others) : ControllerBase
        {
            [HttpPost("/resolved")] public async Task Resolve()
            {
                await faults.ResolveAsync("token");
                await faults.ResolveAsync("login"); // warning IC1101
            }

            [HttpPost("/renamed")] public async Task Rename()
            {
                await faults.ResolveAsync("token");
                await faults.RenameAsync("login"); // error IC1101
            }

            [HttpPost("/written")] public async Task Write(Shelf shelf, Shelf other)
            {
                await faults.WriteAsync(shelf);
                await faults.WriteAsync(other); // error IC1101
            }
        }
        """);

    [Fact]
    public void A_commit_for_one_item_that_is_picked_is_possible() => Verify("""
        public sealed class PickController(Db db) : ControllerBase
        {
            [HttpPost("/pick")] public async Task Pick(List<Label> labels, string text)
            {
                foreach (var label in labels)
                {
                    if (label.Text != text) continue;
                    db.Add(label);
                    await db.SaveChangesAsync(); // warning IC1101
                }
            }

            [HttpPost("/all")] public async Task All(List<Label> labels, string text)
            {
                foreach (var label in labels)
                {
                    if (label.Text == text) continue;
                    db.Add(label);
                    await db.SaveChangesAsync(); // error IC1101
                }
            }
        }
        """);
}
