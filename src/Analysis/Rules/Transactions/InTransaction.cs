using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// What stands in a transaction and leads to an effect: the effect itself, or the call in the code that the transaction is around. There the hand goes to move it behind the commit; what is called may be right for others.
/// </summary>
internal sealed record InTransaction(MethodNode Node, int Site, TransactionAround Around, TransactionPath Path)
{
    /// <summary>Whether the effect stands somewhere else than what leads to it.</summary>
    public bool IsCall => Path.Below.Any(e => e.From == Node && e.Site == Site);

    /// <summary>What of the finding's identity names the effect: the call that leads to it, where that stands elsewhere.</summary>
    public string Name(EffectSite effect) => EffectNames.Numbered(Node, Site, IsCall ? Names.Member(Node.Method.Sites[Site].Target) : effect.Subject);

    /// <summary>The other places that a reader looks at.</summary>
    /// <param name="what">What the effect is called there.</param>
    public IReadOnlyList<(Location At, string What)> Also(EffectSite effect, string what) =>
    [
        (new SiteLocation(Around.Node, Around.Site), "the transaction begins"),
        .. IsCall ? new[] { ((Location)new SiteLocation(effect.Node, effect.Site), what) } : [],
    ];

    /// <summary>The nearest transaction around an effect, and the others in which a method is called on the way from that.</summary>
    /// <param name="isOwn">The method of the effect opens the transaction itself.</param>
    public static IEnumerable<InTransaction> Leading(RuleContext context, EffectSite effect, TransactionAround around, bool isOwn, InsideTransactions inside) =>
        Leading(context, (effect.Node, effect.Site), around, isOwn, inside);

    /// <summary>The same for anything that stands in a transaction.</summary>
    /// <param name="end">Where it stands; without a site what is meant is the method.</param>
    public static IEnumerable<InTransaction> Leading(RuleContext context, (MethodNode Node, int Site) end, TransactionAround around, bool isOwn, InsideTransactions inside)
    {
        if (TransactionPath.To(context, end.Node, around, isOwn, inside) is { } path)
        {
            foreach (var way in path.Below.Count == 0 ? [path] : new[] { path }.Concat(Others(context, end.Node, path, inside)))
            {
                if (!context.GivenArguments.Exclude(way.Edges, end.Site))
                {
                    var (node, site) = Standing(way, end);
                    yield return new(node, site, way == path ? around : inside.Around(way.Below[0]), way);
                }
            }
        }
    }

    /// <summary>One call that leads to several effects is told once, with what is nearest.</summary>
    public static IEnumerable<(EffectSite Effect, InTransaction In)> OncePerPlace(IEnumerable<(EffectSite Effect, InTransaction In)> all) =>
        all.GroupBy(x => (x.In.Node, x.In.Site)).Select(same => same.OrderByDescending(x => x.In.Path.Certain).ThenBy(x => x.In.Path.Edges.Count).First());

    private static IEnumerable<TransactionPath> Others(RuleContext context, MethodNode node, TransactionPath path, InsideTransactions inside)
    {
        for (var i = 0; i < path.Below.Count; i++)
        {
            var rest = path.Below.Skip(i + 1).ToList();
            var to = path.Below[i].To;
            var here = inside.CallsOf(to).Select(call => (IReadOnlyList<CallEdge>)[call, .. rest]);
            var handed = inside.CallsBelow(to).Select(call => (From: inside.PathTo(call.From), Call: call)).Where(x => x.From.Count > 0 && x.From.All(IsRunThere)).Select(x => (IReadOnlyList<CallEdge>)[.. x.From, x.Call, .. rest]);
            foreach (var below in here.Concat(handed).Where(below => !path.Below.Contains(below[below.Count - rest.Count - 1]) && context.Reach.Reaches(below[0].From)))
            {
                var certain = context.Reach.IsCertain(below[0].From) && inside.Around(below[0]).Certain && inside.IsCertain(node) && below.All(e => e.Certain);
                yield return new(context.Reach.EntryOf(below[0].From), [.. context.Reach.PathTo(below[0].From), .. below], below, certain);
            }
        }
    }

    private static (MethodNode Node, int Site) Standing(TransactionPath path, (MethodNode Node, int Site) end)
    {
        foreach (var call in path.Below)
        {
            if (!call.From.Method.Has(MethodTraits.Generated) && !IsRunThere(call))
            {
                return IsOwnStep(call, end.Node) ? end : (call.From, call.Site);
            }
        }

        return end;
    }

    /// <summary>A private step of the same class that has the effect itself: whoever wrote the transaction wrote it.</summary>
    private static bool IsOwnStep(CallEdge call, MethodNode end) =>
        call.To == end && call.To.Type == call.From.Type && !call.To.Method.Has(MethodTraits.Public) && call.To.Method.Implements.Count == 0;

    /// <summary>Whether what is called is the code that the transaction is around: a delegate that is handed over, whatever a mediator's behaviour goes on to.</summary>
    private static bool IsRunThere(CallEdge call) =>
        call.Via is not null
        || call.To.Method.Has(MethodTraits.Lambda)
        || call.From.Method.Sites[call.Site] is { Kind: SiteKind.Delegate } or { Target.Name: "Invoke" };
}
