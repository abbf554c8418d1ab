namespace IntentContracts.Samples.Tests.OrdersBroken;

/// <summary>A place in the sources that is marked <c>// Mistake n</c>: the line itself, or the next one where the mark is all there is.</summary>
internal sealed record Mistake(int Number, string Path, int Line)
{
    private const string Mark = "// Mistake ";

    public static IReadOnlyList<Mistake> ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).SelectMany(Read).OrderBy(mistake => mistake.Number)];

    private static IEnumerable<Mistake> Read(string file)
    {
        var lines = File.ReadAllLines(file);
        for (var i = 0; i < lines.Length; i++)
        {
            var mark = lines[i].IndexOf(Mark, StringComparison.Ordinal);
            if (mark >= 0)
            {
                var standsAlone = lines[i][..mark].Trim().Length == 0;
                yield return new Mistake(lines[i][mark + Mark.Length] - '0', file, standsAlone ? i + 2 : i + 1);
            }
        }
    }
}
