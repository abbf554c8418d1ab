namespace IntentContracts.Analysis.Catalogues;

/// <summary>The catalogues that come with the tool, embedded as text: one file a library.</summary>
internal static class BuiltInCatalogues
{
    private const string Prefix = "Catalogues/";

    // A build node checks one project after the other, and the text is the same for all of them.
    private static readonly Lazy<IReadOnlyList<CatalogueLine>> Lines = new(Parse);

    public static IReadOnlyList<CatalogueLine> Read() => Lines.Value;

    private static List<CatalogueLine> Parse()
    {
        var assembly = typeof(BuiltInCatalogues).Assembly;
        var problems = new List<CatalogueProblem>();
        var lines = new List<CatalogueLine>();
        foreach (var name in assembly.GetManifestResourceNames().OrderBy(n => n, StringComparer.Ordinal))
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                continue;
            }

            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            lines.AddRange(CatalogueParser.Parse(name.Substring(Prefix.Length), reader.ReadToEnd(), problems).Select(line => line with { IsOurs = true }));
        }

        return problems.Count == 0
            ? lines
            : throw new InvalidOperationException($"{problems[0].Source}({problems[0].Line}): {problems[0].Message}");
    }
}
