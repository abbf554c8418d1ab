namespace IntentContracts.Cli.Queries;

/// <summary>What somebody may have meant.</summary>
internal static class Suggestions
{
    private const int Most = 3;

    /// <summary>The nearest of some words, nearest first; none when all are far away.</summary>
    public static IReadOnlyList<string> For(string word, IEnumerable<string> known) =>
    [
        .. known.Distinct(StringComparer.Ordinal)
            .Select(candidate => (candidate, distance: Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.distance <= Math.Max(2, pair.candidate.Length / 3))
            .OrderBy(pair => pair.distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Take(Most)
            .Select(pair => pair.candidate),
    ];

    /// <summary>" Did you mean …?", or nothing.</summary>
    public static string Sentence(string word, IEnumerable<string> known) =>
        For(word, known) is { Count: > 0 } near ? " · did you mean " + string.Join(" or ", near) + "?" : "";

    /// <summary>How many letters to insert, remove, replace or swap (Damerau's, restricted to neighbours).</summary>
    internal static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            d[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            d[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
