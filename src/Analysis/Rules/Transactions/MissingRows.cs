using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// Get or create: <c>var tag = await db.Tags.FirstOrDefaultAsync(…); if (tag is null) { tag = new(…); db.Add(tag); Save(); } return tag.Id;</c>, also where a member of the row is missing (<c>if (shop.Logo is null) { shop.Logo = new(); … }</c>).
/// Whoever is there goes on in the same way; who only asks whether there is one, and otherwise leaves, mostly makes it.
/// </summary>
internal sealed class MissingRows(RuleContext context)
{
    /// <summary>How far below a call a lookup is looked for.</summary>
    private const int Near = 3;

    /// <summary>Whether the first of two commits of one body makes what was missing, and the second runs as well where it was there.</summary>
    public bool IsMadeBefore(MethodNode node, int first, int second) => Of(node, first).Any(m => !IsBehind(node, second, m) && Following.Of(node.Method.Body, m.Found).Contains(Block(node, second)));

    /// <summary>Whether the second of two commits of one body makes what was missing, and what was there is used in the same way.</summary>
    public bool IsMadeBehind(MethodNode node, int first, int second) => Of(node, second).Any(m => !IsBehind(node, first, m) && IsUsed(node, m));

    /// <summary>Whether a commit of a body only makes what the body gives, or goes on with, in any case.</summary>
    public bool IsMade(MethodNode node, int site) => Of(node, site).Any(m => IsGiven(node, m) || IsUsed(node, m));

    /// <summary>
    /// Whether a commit of a body makes a row that there is once: looked up by a constant, or by nothing at all, it is made when the program first runs, and never again.
    /// </summary>
    /// <param name="beside">Another commit, of which it is asked whether it belongs to what is made then; -1 for none.</param>
    public bool IsMadeOnce(MethodNode node, int site, int beside = -1) =>
        Of(node, site, alsoTexts: true).Any(m => SingleRows.Is(node.Method, m.Asked) && (beside < 0 || !IsBehind(node, beside, m)) && (IsUsed(node, m) || (beside > site && Following.Of(node.Method.Body, m.Found).Contains(Block(node, beside)))));

    /// <summary>What a commit of a body stands behind the absence of.</summary>
    private IEnumerable<Missing> Of(MethodNode node, int site, bool alsoTexts = false)
    {
        var flow = context.Flows.Of(node.Method);
        foreach (var known in flow.Known(Block(node, site)))
        {
            var (tested, isThere) = NullTests.Of(node.Method, known);
            if (!isThere && Asked(node, tested, alsoTexts) is { } found && Sides(node.Method, tested, known.Tested) is { } sides && (found.IsText || Makes(node, flow, known, found.Row)))
            {
                yield return new(tested, found.Asked, found.Row, sides.Found, sides.Missing);
            }
        }
    }

    /// <summary>The lookup that a tested value comes from, with the type of what was looked for; null where it is none.</summary>
    private static (int Asked, string Row, bool IsText)? Asked(MethodNode node, ValueFact tested, bool alsoTexts)
    {
        var asked = Source(node.Method.Body, tested);
        if (asked < 0)
        {
            return null;
        }

        if (RowQueries.Are(node, asked, Near))
        {
            return (asked, RowQueries.RowOf(node.Method.Sites[asked].Target), false);
        }

        // A member of the row that was found.
        var member = node.Method.Sites[asked];
        return member.Target is { HasReceiver: true, ParameterCount: 0, Returns: { } type } && member.Target.Name.StartsWith("get_", StringComparison.Ordinal)
            && Source(node.Method.Body, member.Receiver) is >= 0 and var row && row != asked && RowQueries.Are(node, row, Near)
            && SetsBehind(node, asked) is var sets && (type.Name != "System.String" || (alsoTexts && sets)) && !Generics.IsParameter(type)
            ? (row, type.Name, type.Name == "System.String") : null;
    }

    private static bool SetsBehind(MethodNode node, int get)
    {
        var read = node.Method.Sites[get];
        return node.Method.Sites.Any(s => s.Target.Type == read.Target.Type && s.Target.Name == "set_" + read.Target.Name.Substring("get_".Length) && s.Receiver == read.Receiver);
    }

    /// <summary>Behind the test one of the kind is made, or asked of somebody who makes it.</summary>
    private static bool Makes(MethodNode node, ControlFlow flow, (ValueFact Tested, bool IsTrue) known, string row) =>
        node.Method.Sites.Select((s, i) => (Site: s, Index: i)).Any(x =>
            (x.Site.Kind == SiteKind.New ? x.Site.Target.Type == row : x.Site.Kind is SiteKind.Call or SiteKind.VirtualCall && RowQueries.RowOf(x.Site.Target) == row)
            && flow.Known(node.Method.Body.BlockOfSite[x.Index]).Contains(known));

    private static (int Found, int Missing)? Sides(MethodFact method, ValueFact tested, ValueFact whole)
    {
        foreach (var test in method.Body.Blocks.Where(b => b.IsTest && b.WhenTrue != b.WhenFalse && b.Tested == whole && b.Compares != Comparison.Each))
        {
            var (asked, isThere) = NullTests.Of(method, (test.Tested, IsTrue: true));
            if (asked == tested)
            {
                return isThere ? (test.WhenTrue, test.WhenFalse) : (test.WhenFalse, test.WhenTrue);
            }
        }

        return null;
    }

    private bool IsBehind(MethodNode node, int site, Missing missing) =>
        context.Flows.Of(node.Method).Known(Block(node, site)).Any(k => NullTests.Of(node.Method, k) is { IsTrue: false } test && test.Tested == missing.Tested);

    /// <summary>The method gives what was looked for, by itself or in an answer around it, or its key.</summary>
    private static bool IsGiven(MethodNode node, Missing missing) =>
        (Generics.Awaited(node.Method.Returns) is var given && (given.Name == missing.Row || given.Arguments.Any(a => a.Name == missing.Row))) || IsKeyGiven(node, missing);

    /// <summary>
    /// <c>if (tag is not null) return tag.Id; tag = new(…); …; return made.Id;</c>: the same member of what was found and of what was made. Of two returns in an <c>await using</c> the code shows only one.
    /// </summary>
    private static bool IsKeyGiven(MethodNode node, Missing missing)
    {
        var body = node.Method.Body;
        var (found, absent) = (Following.Of(body, missing.Found), Following.Of(body, missing.Absent));
        var returned = new HashSet<ValueFact>(body.Steps.Where(s => s.Kind == StepKind.Return).Select(s => s.Value));
        var keys = node.Method.Sites.Select((s, i) => (Site: s, Value: Values.ResultOf(i), Block: body.BlockOfSite[i]))
            .Where(k => k.Site.Target is { HasReceiver: true, ParameterCount: 0 } get && get.Name.StartsWith("get_", StringComparison.Ordinal)).ToList();
        return keys.Exists(k => found.Contains(k.Block) && (k.Site.Receiver == missing.Tested || k.Site.Receiver == Values.ResultOf(missing.Asked))
            && keys.Exists(made => absent.Contains(made.Block) && made.Site.Receiver.Kind == ValueKind.New && made.Site.Target.Id == k.Site.Target.Id && (returned.Contains(made.Value) || returned.Contains(k.Value))));
    }

    /// <summary>What was there, and what was made where it was not, go the same way from then on.</summary>
    private static bool IsUsed(MethodNode node, Missing missing)
    {
        var body = node.Method.Body;
        var shared = Following.Of(body, missing.Absent);
        shared.IntersectWith(Following.Of(body, missing.Found));
        var names = new HashSet<ValueFact> { missing.Tested, Values.ResultOf(missing.Asked) };
        if (Source(body, missing.Tested) is >= 0 and var source && node.Method.Sites[source] is { Receiver: { Kind: ValueKind.Result or ValueKind.Local } row })
        {
            names.Add(row);
        }

        return body.Steps.Any(s => s.Kind == StepKind.Return && shared.Contains(s.Block) && names.Contains(s.Value))
            || node.Method.Sites.Select((s, i) => (Site: s, Block: body.BlockOfSite[i])).Any(x => shared.Contains(x.Block) && (names.Contains(x.Site.Receiver) || x.Site.Arguments.Any(names.Contains)));
    }

    /// <summary>The call whose answer a value is; -1 where it is that of none.</summary>
    private static int Source(BodyFact body, ValueFact value) =>
        value.Kind == ValueKind.Local ? KeptIn(body, value) : value.Kind == ValueKind.Result ? Values.Index(value) ?? -1 : -1;

    /// <summary>The call whose answer a local has when it is tested: where no store of it is noted, the last one before the first test.</summary>
    private static int KeptIn(BodyFact body, ValueFact local)
    {
        if (body.Steps.FirstOrDefault(s => s.Kind == StepKind.LocalWrite && s.Slot == local.Text) is { } store)
        {
            return store.Value.Kind == ValueKind.Result ? Values.Index(store.Value) ?? -1 : -1;
        }

        var test = Enumerable.Range(0, body.Blocks.Count).Where(b => body.Blocks[b].IsTest && body.Blocks[b].Tested == local).DefaultIfEmpty(-1).First();
        return test < 0 ? -1 : Enumerable.Range(0, body.BlockOfSite.Count).Where(s => body.BlockOfSite[s] <= test).DefaultIfEmpty(-1).Last();
    }

    private static int Block(MethodNode node, int site) => node.Method.Body.BlockOfSite[site];

    /// <param name="Tested">What turned out to be missing.</param>
    /// <param name="Asked">The query.</param>
    /// <param name="Row">The type of what was looked for.</param>
    /// <param name="Found">Where it goes on when it is there.</param>
    /// <param name="Absent">And where not.</param>
    private sealed record Missing(ValueFact Tested, int Asked, string Row, int Found, int Absent);
}
