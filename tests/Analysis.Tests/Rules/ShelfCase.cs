namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>A shop's shelves, about which the cases of IC1101 speak.</summary>
internal static class ShelfCase
{
    public const string Db = """
        namespace Shop;
        public sealed class Shelf { public int Id { get; set; } public string Name { get; set; } = ""; public Label? Label { get; set; } public DateTime Ends { get; set; } }
        public sealed class Label { public int ShelfId { get; set; } public string Text { get; set; } = ""; }
        public sealed class Db : DbContext { public DbSet<Shelf> Shelves => Set<Shelf>(); public DbSet<Label> Labels => Set<Label>(); }

        """;

    public static void Verify(string source)
    {
        using var solution = new RuleCase { Only = ["IC1101"] }.Add("Api", Db + source);
        solution.Verify();
    }
}
