using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Handlers whose message nobody sends in the code: who sends it is somewhere else, and comes to them through the behaviours all the same. There the behaviour's own <c>next()</c> leads to them.
/// </summary>
internal sealed class UnsentHandlers
{
    private readonly Dictionary<MethodNode, List<MethodNode>> _behind = [];

    public UnsentHandlers(CodeGraph graph, Catalogue catalogue, MediatorDispatch mediators)
    {
        var meanings = catalogue.All<DispatchMeaning>().Where(m => m.Behaviour.Length > 0).ToList();
        var around = meanings.Where(m => mediators.Behaviours(m).Count > 0).ToList();
        if (around.Count == 0)
        {
            return;
        }

        var sent = new HashSet<MethodNode>();
        foreach (var node in graph.NodesNear(m => catalogue.OfCall(m) is DispatchMeaning))
        {
            foreach (var site in node.Method.Sites)
            {
                if (site.Kind is SiteKind.Call or SiteKind.VirtualCall && catalogue.OfCall(site.Target) is DispatchMeaning meaning)
                {
                    sent.UnionWith(mediators.Resolve(meaning, node, site).Targets);
                }
            }
        }

        foreach (var meaning in around)
        {
            foreach (var handler in mediators.AllHandlers(meaning).Where(h => !sent.Contains(h)))
            {
                foreach (var behaviour in mediators.Behaviours(meaning).Where(b => mediators.CanStandAround(meaning, b, handler)))
                {
                    if (!_behind.TryGetValue(behaviour, out var handlers))
                    {
                        _behind.Add(behaviour, handlers = []);
                    }

                    if (!handlers.Contains(handler))
                    {
                        handlers.Add(handler);
                    }
                }
            }
        }
    }

    /// <summary>What a call can come to by which a behaviour, or a lambda in it, runs what is next.</summary>
    public IEnumerable<MethodNode> Behind(CodeGraph graph, MethodNode node, SiteFact site) =>
        _behind.Count > 0 && site.Target.Name == "Invoke" && site.Receiver.Kind is ValueKind.Parameter or ValueKind.Captured && _behind.TryGetValue(node.Owner(graph), out var handlers) ? handlers : [];
}
