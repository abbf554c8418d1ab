using System.Globalization;
using IntentContracts.Analysis;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules;
using IntentContracts.Cli.Terminals;
using IntentContracts.Shared;

namespace IntentContracts.Cli.Trees;

/// <summary>What a request does as a tree: methods with their guards and declarations, effects numbered in their order.</summary>
/// <param name="most">How many lines at most; the rest is counted.</param>
internal sealed class CourseRows(CheckRun run, int most)
{
    private const int DeepestIndent = 24;

    private readonly Columns _columns = new();
    private string _owner = "";
    private int _rows;
    private int _leftOut;

    public void Print(Happening first, Terminal terminal)
    {
        Add(first, 1);
        _columns.Print(terminal);
        if (_leftOut > 0)
        {
            terminal.Line(Ink.Layout("  "), Ink.Dim($"… {_leftOut.ToString(CultureInfo.InvariantCulture)} more lines: --all shows them"));
        }
    }

    private void Add(Happening happening, int depth)
    {
        if (_rows >= most)
        {
            _leftOut++;
        }
        else
        {
            _rows++;
            _columns.Add(new(' ', Math.Min(2 * depth, 2 * DeepestIndent)), Name(happening), What(happening), Owner(happening), Where(happening), Notes(happening));
        }

        foreach (var inner in happening.Inner)
        {
            Add(inner, depth + 1);
        }
    }

    private static List<Ink> Name(Happening happening) => happening.Kind switch
    {
        HappeningKind.Call => [Ink.Strong(happening.Text)],
        HappeningKind.Effect =>
        [
            Ink.Bad(happening.Number.ToString(CultureInfo.InvariantCulture) + "."), Ink.Layout(" "), Ink.Bad(happening.Text), Ink.Layout(" "), Ink.Plain(happening.Effect!.Subject),
        ],
        HappeningKind.Transaction => [Ink.Intent("transaction"), Ink.Layout(" "), Ink.Plain(happening.Text)],
        _ => [Ink.Warn("?"), Ink.Layout(" "), Ink.Plain(happening.Text)],
    };

    private static List<Ink> What(Happening happening)
    {
        if (happening.Kind != HappeningKind.Call)
        {
            return [];
        }

        var inks = new List<Ink>();
        if (happening.Node.Guard is { } guard)
        {
            inks.Add(Ink.Good("guards: " + string.Join(" → ", guard.Order.Select(GuardOrder.Text))));
        }

        // A guard says what is declared already.
        var declared = happening.Node.Guard is null ? Declared.Inks(happening.Node) : [];
        return inks.Count == 0 || declared.Count == 0 ? [.. inks, .. declared] : [.. inks, Ink.Layout(" "), .. declared];
    }

    /// <summary>Only where it changes: most of a tree belongs to one owner.</summary>
    private List<Ink> Owner(Happening happening)
    {
        var owner = run.Context.Ownership.Of(happening.Node);
        if (happening.Kind != HappeningKind.Call || owner == _owner)
        {
            return [];
        }

        _owner = owner;
        return [owner.Length == 0 ? Ink.Warn("nobody owns it") : Ink.Plain(owner)];
    }

    private List<Ink> Where(Happening happening) =>
        [Ink.Dim((happening.Site < 0 ? run.DeclaredAt(happening.Node) : run.Places.Place(new SiteLocation(happening.From, happening.Site)).Place).Text())];

    private static List<Ink> Notes(Happening happening)
    {
        var inks = new List<Ink>();
        void Add(Ink ink)
        {
            inks.Add(Ink.Layout(inks.Count == 0 ? "" : ", "));
            inks.Add(ink);
        }

        foreach (var how in happening.How)
        {
            Add(Ink.Warn(how));
        }

        if (happening.Again && happening.Kind == HappeningKind.Call)
        {
            Add(Ink.Dim("told above"));
        }

        return inks;
    }
}
