using System.Globalization;
using IntentContracts.Analysis;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules;
using IntentContracts.Cli.Terminals;

namespace IntentContracts.Cli.Trees;

/// <summary>The ways to something as an inverted tree: what is asked about on top, who calls it below.</summary>
/// <param name="most">How many lines at most; the rest is counted.</param>
internal sealed class OriginRows(CheckRun run, int most)
{
    private const int DeepestIndent = 24;

    private readonly Columns _columns = new();
    private int _rows;
    private int _leftOut;

    /// <param name="itself">Whether the method itself is told, or only who calls it.</param>
    public void Print(Origin origin, bool itself, Terminal terminal)
    {
        if (itself)
        {
            Add(origin, 1);
        }
        else
        {
            if (origin.Entry is { } entry)
            {
                _columns.Add("  ", [Ink.Layout("← "), Ink.Good(Title.Of(entry))]);
            }

            foreach (var caller in origin.Callers)
            {
                Add(caller, 1);
            }
        }

        _columns.Print(terminal);
        if (_leftOut > 0)
        {
            terminal.Line(Ink.Layout("  "), Ink.Dim($"… {_leftOut.ToString(CultureInfo.InvariantCulture)} more callers: --all shows them"));
        }
    }

    private void Add(Origin origin, int depth)
    {
        if (_rows >= most)
        {
            _leftOut++;
        }
        else
        {
            _rows++;
            _columns.Add(new(' ', Math.Min(2 * depth, 2 * DeepestIndent)), Name(origin), What(origin), Owner(origin), Where(origin), Notes(origin));
        }

        foreach (var caller in origin.Callers)
        {
            Add(caller, depth + 1);
        }
    }

    private static List<Ink> Name(Origin origin) => [Ink.Layout("← "), Ink.Strong(Title.Of(origin.Node))];

    private static List<Ink> What(Origin origin)
    {
        List<Ink> inks = origin.Entry is null ? [] : [Ink.Good(Title.Of(origin.Entry)), Ink.Layout(" ")];
        return [.. inks, .. Declared.Inks(origin.Node)];
    }

    private List<Ink> Owner(Origin origin) => [Ink.Plain(run.Context.Ownership.Of(origin.Node))];

    private List<Ink> Where(Origin origin) =>
        [Ink.Dim(origin.Call is { } call ? run.Places.Place(new SiteLocation(call.From, call.Site)).Place.Text() : run.DeclaredAt(origin.Node).Text())];

    private List<Ink> Notes(Origin origin)
    {
        var inks = new List<Ink>();
        void Add(Ink ink)
        {
            inks.Add(Ink.Layout(inks.Count == 0 ? "" : ", "));
            inks.Add(ink);
        }

        if (origin.Entry is not null && run.Context.Ownership.IsUsed && run.Context.Ownership.Of(origin.Node).Length == 0)
        {
            Add(Ink.Warn("! nobody owns it"));
        }

        if (origin.Call is { } call)
        {
            if (call.Via is { } via)
            {
                Add(Ink.Dim("through " + Names.Short(via)));
            }

            foreach (var how in How.Of(run, call))
            {
                Add(Ink.Warn(how));
            }
        }

        if (origin.Again)
        {
            Add(Ink.Dim("its callers stand above"));
        }

        return inks;
    }
}
