using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Which bodies open a transaction: by a call that the catalogue knows, by a method of our own that opens one and hands it back, or in a lambda
/// that they have run on the spot (the delegate of an execution strategy).
/// </summary>
internal static class TransactionOpeners
{
    public static void Mark(CodeGraph graph, Catalogue catalogue)
    {
        foreach (var node in graph.NodesNear(m => catalogue.OfCall(m) is TransactionMeaning))
        {
            node.OpensTransaction = node.Method.Sites.Any(s => IsCall(s) && catalogue.OfCall(s.Target) is TransactionMeaning);
        }

        var found = graph.Nodes.Any(n => n.OpensTransaction);
        while (found)
        {
            found = false;
            foreach (var node in graph.Nodes)
            {
                if (!node.OpensTransaction && OpensBehind(graph, catalogue, node))
                {
                    node.OpensTransaction = true;
                    found = true;
                }
            }
        }
    }

    private static bool OpensBehind(CodeGraph graph, Catalogue catalogue, MethodNode node)
    {
        var sites = node.Method.Sites;
        for (var i = 0; i < sites.Count; i++)
        {
            if (OpensBehind(graph, catalogue, node, sites[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool OpensBehind(CodeGraph graph, Catalogue catalogue, MethodNode node, SiteFact site)
    {
        if (graph.Find(site.Target) is not { OpensTransaction: true } body)
        {
            return false;
        }

        if (site.Kind != SiteKind.Delegate)
        {
            return IsCall(site) && HandsItBack(body.Method);
        }

        return body.Method.Owner == node.Method.Owner
            && site.Consumer >= 0
            && node.Method.Sites[site.Consumer].Target is var consumer
            && catalogue.OfCall(consumer) is RunsMeaning;
    }

    private static bool HandsItBack(MethodFact method) =>
        Generics.Awaited(method.Returns).Name.EndsWith("Transaction", StringComparison.Ordinal);

    private static bool IsCall(SiteFact site) => site.Kind is SiteKind.Call or SiteKind.VirtualCall or SiteKind.New;
}
