using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Blocking;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>A call that somebody waits for an answer of: of a database, or of another service.</summary>
/// <param name="Subject">For the reader: <c>DbSet.FindAsync</c>.</param>
/// <param name="Category">Which of both.</param>
/// <param name="IsShown">The code shows that it asks: a statement that it does not show may as well write, and a navigation that is loaded elsewhere may be there.</param>
/// <param name="IsNavigation">The first who reads it asks: whoever reads the same once more does not.</param>
internal sealed record Question(MethodNode Node, int Site, string Subject, EffectCategory Category, bool IsShown = true, bool IsNavigation = false)
{
    /// <summary>The navigations that it loads if nobody has loaded them before.</summary>
    public IReadOnlyList<MethodNode> IfMissing { get; init; } = [];

    private static readonly string[] ByKey = ["Find", "First", "Single", "Last", "Get", "Load", "QueryFirst", "QuerySingle", "ReadItem", "StringGet", "HashGet", "Reload"];

    /// <summary>Whether the answer is one row that the question names. What another service sends may be a page, however it is asked for.</summary>
    public bool IsSingle => Category == EffectCategory.DbRead && ByKey.Any(name => Node.Method.Sites[Site].Target.Name.StartsWith(name, StringComparison.Ordinal));
}

/// <summary>The questions of one kind in all bodies: what catalogues know, lazy navigations, and queries handed out as plain sequences, which run where somebody enumerates them.</summary>
internal sealed class Questions
{
    private readonly Dictionary<MethodNode, IReadOnlyList<Question>> _of = [];

    public Questions(RuleContext context, EffectCategory category)
    {
        var origins = new QueryOrigins(context.Graph.GivenValues, isStrict: true);
        var lazy = category == EffectCategory.DbRead ? new LazyNavigation(context.Graph, context.Catalogue) : null;
        foreach (var node in context.Graph.Focus)
        {
            var found = lazy is not null && LazyNavigation.LoadsItself(node) ? [] : node.Effects.Where(e => e.Category == category && !e.IsLock && !IsQueued(node.Method, e.Site) && !IsInMemory(node, e.Site) && !(category == EffectCategory.DbRead && HeldQueries.AreRead(context.Graph, node, e.Site) == true)).Select(e => Asked(node, e)).ToList();
            if (lazy is { IsEmpty: false })
            {
                found.AddRange(Enumerable.Range(0, node.Method.Sites.Count)
                    .Where(s => lazy.Asks(node, node.Method.Sites[s]))
                    .Select(s => new Question(node, s, Names.Member(node.Method.Sites[s].Target) + " (lazily loaded)", category, lazy.IsNeverLoaded(node.Method.Sites[s]), IsNavigation: true)));
            }

            if (category == EffectCategory.DbRead && HandsOut(node) is { } handed)
            {
                found.Add(handed);
            }

            if (found.Count > 0)
            {
                _of.Add(node, found);
            }
        }

        Question Asked(MethodNode node, EffectSite effect)
        {
            var missing = category == EffectCategory.DbRead ? FallbackLoads.Of(context.Graph, context.Flows, node, effect.Site) : null;
            return new(node, effect.Site, effect.Subject, category, missing is null && (effect.Changes is not null || category != EffectCategory.DbRead) && !(category == EffectCategory.DbRead && HeldQueries.AreRead(context.Graph, node, effect.Site) == false)) { IfMissing = missing ?? [] };
        }

        // rows.AsQueryable() of a list, also where that was done by every caller, and where a list is filled from it.
        bool IsInMemory(MethodNode node, int site) =>
            node.Method.Sites[site] is var call
            && call.Target.Type.StartsWith("System.", StringComparison.Ordinal)
            && (call.Target.Name == "GetEnumerator" ? call.Receiver : Values.Argument(call, TakenSequences.Position(call.Target))) is var taken
            && StaticTypes.Of(node.Method, taken)?.Name is "System.Linq.IQueryable`1" or "System.Linq.IOrderedQueryable`1"
            && origins.Of(node, taken) == QueryOrigin.Memory;
    }

    public IEnumerable<Question> All => _of.Values.SelectMany(q => q);

    public IReadOnlyList<Question> Of(MethodNode node) => _of.TryGetValue(node, out var found) ? found : [];

    /// <summary>StackExchange.Redis: commands of a batch or transaction are sent together when it is executed.</summary>
    private static bool IsQueued(MethodFact method, int site) =>
        Values.Source(method, method.Sites[site].Receiver) is { Target.Name: "CreateBatch" or "CreateTransaction" };

    private static Question? HandsOut(MethodNode node)
    {
        if (node.Method.Returns.Name is not ("System.Collections.Generic.IEnumerable`1" or "System.Collections.Generic.IAsyncEnumerable`1") || node.Method.Has(MethodTraits.Iterator))
        {
            return null;
        }

        foreach (var step in node.Method.Body.Steps)
        {
            if (step.Kind == StepKind.Return && step.Value.Kind == ValueKind.Result && Values.Index(step.Value) is { } site && Queries.IsQuery(node.Method, step.Value))
            {
                return new(node, site, Names.Member(node.Method.Sites[site].Target) + " (enumerated by the caller)", EffectCategory.DbRead);
            }
        }

        return null;
    }
}
