using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Swallowing;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// Which failures a layer is there for: <c>Policy.Handle&lt;DbException&gt;()</c> around what reads a file three times never gets to know that the file cannot be read. Layers multiply only where the one outside handles what comes out of
/// the one inside. Of what is not known anything may come.
/// </summary>
internal sealed class HandledFailures(RuleContext context)
{
    private readonly Dictionary<(MethodNode, string), bool> _made = [];

    /// <summary>Whether a layer further out may get to see that what is innermost has failed.</summary>
    public bool Sees(RetryLayer outer, Stacked stacked) =>
        !(AreAll(outer, static (_, node, region) => ApartClauses.PicksAnswers(node.Method, region)) && AreAll(stacked.Stack.Layer, ApartClauses.PicksOutages))
        && SeesType(outer, stacked);

    private bool SeesType(RetryLayer outer, Stacked stacked) => Only(outer) is not { Count: > 0 } handled || handled.Any(type => MayCome(type, stacked));

    /// <summary>The types of exceptions for which alone a layer tries again; empty where others may be among them.</summary>
    public IReadOnlyCollection<string> Only(RetryLayer layer)
    {
        var parts = layer.Inside.Count > 0 ? layer.Inside : [layer];
        List<IReadOnlyCollection<string>> each = [.. parts.Select(p => p.Kind == RetryKind.Loop ? OfLoop(p) : p.Handled)];
        return each.TrueForAll(types => types.Count > 0) ? [.. each.SelectMany(types => types).Distinct()] : [];
    }

    /// <summary>What the clauses take whose handler goes round again; each of them has to say what it takes.</summary>
    private List<string> OfLoop(RetryLayer layer)
    {
        if (context.Retries.LoopsOf(layer.Node).FirstOrDefault(l => l.Layer == layer) is not { Region: not null, IsRecursive: false } loop)
        {
            return [];
        }

        List<TypeName?> types = [.. ClausesOf(loop).Select(r => Handlers.Selected(context.Graph, layer.Node, r))];
        return types.Contains(null) ? [] : types.ConvertAll(t => t!.Name);
    }

    /// <summary>Whether every clause that goes round again is such a one.</summary>
    private bool AreAll(RetryLayer layer, Func<CodeGraph, MethodNode, RegionFact, bool> isSuch) =>
        layer is { Kind: RetryKind.Loop, Inside.Count: 0 }
        && context.Retries.LoopsOf(layer.Node).FirstOrDefault(l => l.Layer == layer) is { Region: not null, IsRecursive: false } loop
        && ClausesOf(loop).All(region => isSuch(context.Graph, layer.Node, region));

    private static IEnumerable<RegionFact> ClausesOf(RetryLoop loop) =>
        loop.Layer.Node.Method.Body.Regions.Where(r => r.IsCatch && (r == loop.Region || (r.Handler.Any(loop.Blocks.Contains) && r.Try.Any(loop.Blocks.Contains))));

    private bool MayCome(string type, Stacked stacked)
    {
        if (!Throwables.Know(type) || stacked.At.Path.Select(e => e.From).Append(stacked.At.Node).Any(n => Makes(n, type)) || MakesBelow(stacked.At.Node, type))
        {
            return true;
        }

        return stacked.Innermost is EffectSite effect ? effect.Node.Method.Sites[effect.Site].Target is var call && Throwables.Can(type, call, context.Graph.IsOwn(call.Assembly))
            : !(Only(stacked.Stack.Layer) is { Count: > 0 } inner && inner.All(i => Throwables.AreApart(type, i))) && CanFail(type, stacked.Stack.Layer);
    }

    /// <summary>Whether what a layer tries again can throw it; where nothing is known to fail at all, nobody knows.</summary>
    private bool CanFail(string type, RetryLayer layer)
    {
        var node = layer.Node;
        var clauses = layer.Kind == RetryKind.Loop && context.Retries.LoopsOf(node).FirstOrDefault(l => l.Layer == layer) is { } loop ? ClausesOf(loop).ToList() : [];
        List<int> sites = clauses.Count > 0 ? [.. Enumerable.Range(0, node.Method.Sites.Count).Where(i => clauses.Exists(r => r.Try.Contains(node.Method.Body.BlockOfSite[i])))]
            : layer.Site >= 0 ? [layer.Site]
            : [];
        var failures = context.FailureAnalysis;
        return !sites.Exists(i => failures.Untold.At(node, i) is not null) || sites.Exists(i => failures.UntoldThrowing(type, leadsOut: false).At(node, i) is not null);
    }

    /// <summary>Who makes an exception that comes from the same source throws it by himself.</summary>
    private bool Makes(MethodNode node, string type)
    {
        if (!_made.TryGetValue((node, type), out var makes))
        {
            _made.Add((node, type), makes = node.Method.Sites.Any(s => s.Kind == SiteKind.New && s.Target.Type.EndsWith("Exception", StringComparison.Ordinal) && IsOrMayBe(s.Target, type)));
        }

        return makes;
    }

    private bool IsOrMayBe(MethodRef made, string type)
    {
        if (!context.Graph.IsOwn(made.Assembly))
        {
            return made.Type == type || (Throwables.Know(made.Type) && !Throwables.AreApart(type, made.Type));
        }

        // One of ours is what it derives from.
        var above = context.Graph.Types.Find(made.Assembly, made.Type);
        while (above?.Base is { } further)
        {
            above = further;
        }

        return above?.Fact.Base is not { Name: "System.Exception" or "System.ApplicationException" or "System.InvalidOperationException" or "System.ArgumentException" };
    }

    private bool MakesBelow(MethodNode node, string type)
    {
        var seen = new HashSet<MethodNode> { node };
        var queue = new Queue<MethodNode>(seen);
        while (queue.Count > 0)
        {
            foreach (var edge in queue.Dequeue().Edges.Where(e => e.Mode != RunMode.Later && seen.Add(e.To)))
            {
                if (Makes(edge.To, type))
                {
                    return true;
                }

                queue.Enqueue(edge.To);
            }
        }

        return false;
    }
}
