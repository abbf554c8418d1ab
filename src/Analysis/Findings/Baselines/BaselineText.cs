using System.Globalization;
using System.Text;

namespace IntentContracts.Analysis.Findings.Baselines;

/// <summary>
/// <c>intent.baseline</c> as text: one sorted line a key, so that two branches that mend different things merge without a conflict, and a diff says what was
/// accepted or mended.
/// </summary>
internal static class BaselineText
{
    private const string CountMark = " | ×";
    private const int Parts = 4;

    private static readonly string[] Header =
    [
        "# Findings that were accepted as they are: only others fail the build. Every line is a debt; removing lines is always right, adding none by hand.",
        "# rule | entry point (* for any) | effect | where. Take out what is mended: dotnet build -p:IntentBaseline=Prune",
    ];

    private static readonly string[] ConflictMarks = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];

    /// <summary>Reads a file. Lines twice, in any order and with either line end are fine: merges leave them.</summary>
    /// <exception cref="BaselineFormatException">A line is none of ours.</exception>
    public static IReadOnlyList<BaselineLine> Read(string text)
    {
        var lines = new Dictionary<string, BaselineLine>(StringComparer.Ordinal);
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim().TrimStart('\uFEFF');
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var read = ReadLine(line, number);
            if (!lines.TryGetValue(read.Key, out var before) || before.Count < read.Count)
            {
                lines[read.Key] = read;
            }
        }

        return [.. lines.Values.OrderBy(l => l.Key, StringComparer.Ordinal)];
    }

    /// <summary>Writes the whole file, sorted, with its header.</summary>
    public static string Write(IEnumerable<BaselineLine> lines)
    {
        var text = new StringBuilder();
        foreach (var line in Header)
        {
            text.Append(line).Append('\n');
        }

        foreach (var line in lines.OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            text.Append(line.Key);
            if (line.Count > 1)
            {
                text.Append(CountMark).Append(line.Count.ToString(CultureInfo.InvariantCulture));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The number of the line that a key stands in once the lines are written.</summary>
    public static int LineOf(IEnumerable<BaselineLine> lines, string key) =>
        Header.Length + 1 + lines.Count(l => string.CompareOrdinal(l.Key, key) < 0);

    private static BaselineLine ReadLine(string line, int number)
    {
        if (ConflictMarks.Any(mark => line.StartsWith(mark, StringComparison.Ordinal)))
        {
            throw new BaselineFormatException(number, "a mark of a merge conflict: keep the lines of both sides and remove the marks");
        }

        var count = 1;
        var key = line;
        var mark = line.LastIndexOf(CountMark, StringComparison.Ordinal);
        if (mark >= 0)
        {
            key = line.Substring(0, mark);
            if (!int.TryParse(line.Substring(mark + CountMark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out count) || count < 2)
            {
                throw new BaselineFormatException(number, "the line ends in no number: after × stands how many findings are alike, 2 or more");
            }
        }

        if (key.Split([" | "], StringSplitOptions.None).Length != Parts || !key.StartsWith("IC", StringComparison.Ordinal))
        {
            throw new BaselineFormatException(number, "this is no finding: a line is rule | entry point | effect | where, and dotnet build -p:IntentBaseline=Accept writes it");
        }

        return new(key, count, number);
    }
}
