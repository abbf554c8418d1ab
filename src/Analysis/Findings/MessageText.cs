using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules;

namespace IntentContracts.Analysis.Findings;

/// <summary>One line: what is missing, on which path, how to say it. At most 300 characters: the middle of a path gives way first.</summary>
internal static class MessageText
{
    public const int Limit = 300;
    private const string Separator = " · ";
    private const string Arrow = " → ";

    public static string Of(Finding finding)
    {
        var violation = finding.Primary;
        var steps = Steps(violation);
        var more = finding.OtherEntries.Count switch
        {
            0 => "",
            1 => " (+1 more entry)",
            var n => $" (+{n} more entries)",
        };

        var whole = Join(violation.Problem, string.Join(Arrow, steps) + more, violation.Remedy);
        if (whole.Length <= Limit)
        {
            return whole;
        }

        // The effect is named in the sentence before the path: it gives way before any method does.
        if (steps.Count > 2 && violation.Tail.Length > 0 && violation.Problem.Contains(violation.Tail))
        {
            steps = [.. steps.Take(steps.Count - 1)];
        }

        for (var kept = steps.Count; kept >= 2; kept--)
        {
            var text = Join(violation.Problem, Path(steps, kept) + more, violation.Remedy);
            if (text.Length <= Limit)
            {
                return text;
            }
        }

        return Shorten(Join(violation.Problem, steps.Count == 0 ? "" : steps[0] + (steps.Count == 1 ? "" : Arrow + "…") + more, violation.Remedy));
    }

    /// <summary>The path as a reader follows it: a core is its shell, a lambda is the method that it is written in.</summary>
    internal static IReadOnlyList<string> Steps(Violation violation)
    {
        var steps = new List<string>();
        if (violation.First is not { } shown || (violation.Entry is null && violation.Path.Count == 0))
        {
            return steps;
        }

        Begin(violation, steps);
        foreach (var edge in violation.Path)
        {
            if (edge.Via is not null)
            {
                steps.Add(Names.Short(edge.Via));
            }

            if (!IsPartOf(edge.To, shown))
            {
                shown = edge.To;
                steps.Add(Names.Short(edge.To));
            }
        }

        if (violation.Tail.Length > 0)
        {
            steps.Add(violation.Tail);
        }

        return steps;
    }

    private static void Begin(Violation violation, List<string> steps)
    {
        if (violation.Entry is not { } entry)
        {
            steps.Add(Names.Short(violation.Start!));
            return;
        }

        var isLambda = entry.Node.Method.Owner != entry.Node.Method.Id;
        var isNamed = violation.Problem.StartsWith(entry.Title, StringComparison.Ordinal);
        if (entry.Kind == "http" && (isLambda || !isNamed))
        {
            steps.Add(entry.Title);
        }

        // A long path needs the room that a name already said would take.
        if (entry.Kind == "http" ? !isLambda : !isNamed || violation.Path.Count == 0)
        {
            steps.Add(Names.Short(entry.Node));
        }
    }

    /// <summary>Whether a reader takes the inner method for a piece of the outer one.</summary>
    internal static bool IsPartOf(MethodNode inner, MethodNode outer) =>
        inner.ShellOfCore == outer
        || inner.Method.Owner == outer.Method.Owner
        || (outer.ShellOfCore is not null && inner.Method.Owner == outer.ShellOfCore.Method.Id);

    private static string Path(IReadOnlyList<string> steps, int kept)
    {
        if (kept >= steps.Count)
        {
            return string.Join(Arrow, steps);
        }

        var head = (kept + 1) / 2;
        var tail = kept - head;
        return string.Join(Arrow, steps.Take(head)) + $"{Arrow}… (+{steps.Count - kept})" + (tail == 0 ? "" : Arrow + string.Join(Arrow, steps.Skip(steps.Count - tail)));
    }

    private static string Join(string problem, string path, string remedy) =>
        string.Join(Separator, new[] { problem, path, remedy }.Where(part => part.Length > 0)).Replace('\r', ' ').Replace('\n', ' ');

    private static string Shorten(string text) => text.Length <= Limit ? text : text.Substring(0, Limit - 1) + "…";
}
