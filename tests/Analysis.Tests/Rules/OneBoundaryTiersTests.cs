namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>IC1101: which pairs are certain, and which may well be meant.</summary>
public sealed class OneBoundaryTiersTests
{
    private const string Db = """
        namespace Shop;
        public sealed class Shelf { public int Id { get; set; } public string Name { get; set; } = ""; public Label? Label { get; set; } public DateTime Ends { get; set; } }
        public sealed class Label { public int ShelfId { get; set; } public string Text { get; set; } = ""; }
        public sealed class Db : DbContext { public DbSet<Shelf> Shelves => Set<Shelf>(); public DbSet<Label> Labels => Set<Label>(); }

        """;

    private static void Verify(string source)
    {
        using var solution = new RuleCase().Add("Api", Db + source);
        solution.Verify();
    }

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
}
