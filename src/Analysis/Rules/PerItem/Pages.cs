using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>Requests for one page after the other, by the number of the page or of its first item: <c>"/orders?page=" + page</c>.</summary>
internal static class Pages
{
    private static readonly string[] ByNumber = ["page=", "pagenumber=", "pageindex=", "page_number=", "pagenum=", "page/"];

    /// <summary>What is computed from the number of a page.</summary>
    private static readonly string[] ByOffset = ["offset=", "skip=", "start=", "startindex=", "startat=", "from="];

    /// <summary>Whether a call of a loop that enumerates nothing asks for a page by what the loop counts, or by what is computed from that.</summary>
    public static bool AreAskedFor(MethodFact method, Loop loop, int site)
    {
        var counters = new HashSet<string>(method.Body.Steps.Where(s => s.Kind == StepKind.Increment && loop.Contains(s.Block)).Select(s => s.Slot));
        var call = method.Sites[site];
        return (call.Target.Name.IndexOf("Page", StringComparison.Ordinal) >= 0 && call.Arguments.Any(IsCounter))
            || call.Arguments.SelectMany(a => Chain.Sites(method, a)).Any(s => Pieces(method, s).Any(pair => Names(pair.Text, ByNumber) ? IsCounter(pair.Value) : Names(pair.Text, ByOffset) && (IsCounter(pair.Value) || IsComputed(pair.Value))));

        // page * 50, which a text gets from a local of the compiler's
        bool IsComputed(ValueFact value) =>
            value.Kind == ValueKind.Unknown || (Values.Source(method, value) is { Target.Name: "ToString" } text && text.Receiver.Kind is ValueKind.Unknown or ValueKind.Local);

        bool IsCounter(ValueFact value) =>
            (value.Kind == ValueKind.Local && counters.Contains(value.Text)) || (Values.Source(method, value) is { Target.Name: "ToString" } text && IsCounter(text.Receiver));
    }

    /// <summary>Whether a loop is left in a block where the last answer has nothing to ask for next: <c>link = page?.Next; } while (link is not null);</c>.</summary>
    public static bool EndWith(MethodFact method, Loop loop, int site, int block)
    {
        // What ?. puts together is not known, but it is the last thing that was asked for.
        return method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Value.Kind == ValueKind.Unknown && loop.Contains(s.Block)
            && s.SitesBefore > 0 && IsOfAnswer(method, s.SitesBefore - 1, site)
            && IsAsked(s));

        bool IsAsked(StepFact next)
        {
            var (tested, local) = (method.Body.Blocks[block].Tested, new ValueFact(ValueKind.Local, next.Slot));
            return tested == local
                || (tested.Kind == ValueKind.Unknown && next.Block == block)
                || (Values.Source(method, tested) is { Target: { Type: "System.Nullable`1", Name: "get_HasValue" } } asked && asked.Receiver == local);
        }
    }

    private static bool IsOfAnswer(MethodFact method, int last, int site) =>
        Chain.Leads(method, method.Sites[last].Kind == SiteKind.New ? Values.MadeBy(last) : Values.ResultOf(last), site);

    /// <summary>Texts, and what stands right behind them in a text that is put together.</summary>
    private static IEnumerable<(string Text, ValueFact Value)> Pieces(MethodFact method, int site)
    {
        var put = method.Sites[site];
        var pieces = put.Target is { Type: "System.String", Name: "Concat" } ? put.Arguments.SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a]).ToList()
            : put.Target.Name == "ToStringAndClear" ? [.. method.Sites.Where(s => s.Receiver == put.Receiver && s.Target.Name.StartsWith("Append", StringComparison.Ordinal)).Select(s => Values.Argument(s, 0))]
            : [];
        return pieces.Zip(pieces.Skip(1), (text, value) => (text, value)).Where(p => p.text.Kind == ValueKind.Text).Select(p => (p.text.Text, p.value));
    }

    private static bool Names(string text, string[] names) => Array.Exists(names, name => text.EndsWith(name, StringComparison.OrdinalIgnoreCase));
}
