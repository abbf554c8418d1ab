using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>A place that changes a field: a store, or a call of an auto-implemented setter.</summary>
/// <param name="Receiver">What is known of the object that is changed.</param>
/// <param name="Setter">The setter that is called; null for a store.</param>
internal sealed record FieldWrite(MethodNode Node, int Site, MethodRef Field, ValueFact Receiver, MethodNode? Setter);

/// <summary>Who changes which field, over all own assemblies. What an auto-implemented setter stores, its callers write.</summary>
internal static class FieldWrites
{
    /// <summary>All at once, since this walks over every body.</summary>
    /// <param name="fields">By assembly and DocId.</param>
    public static ILookup<(string Assembly, string Id), FieldWrite> Of(CodeGraph graph, HashSet<(string Assembly, string Id)> fields) =>
        (fields.Count == 0 ? [] : Find(graph, fields)).ToLookup(write => (write.Field.Assembly, write.Field.Id));

    private static IEnumerable<FieldWrite> Find(CodeGraph graph, HashSet<(string Assembly, string Id)> fields)
    {
        var setters = new Dictionary<MethodNode, MethodRef>();
        foreach (var node in graph.Nodes)
        {
            if (AutoProperties.StoredBy(node) is { } stored && fields.Contains((stored.Target.Assembly, stored.Target.Id)))
            {
                setters.Add(node, stored.Target);
            }
        }

        foreach (var node in graph.Nodes)
        {
            if (setters.ContainsKey(node))
            {
                continue;
            }

            for (var i = 0; i < node.Method.Sites.Count; i++)
            {
                var site = node.Method.Sites[i];
                if (site.Kind == SiteKind.FieldWrite)
                {
                    if (fields.Contains((site.Target.Assembly, site.Target.Id)))
                    {
                        yield return new(node, i, site.Target, site.Receiver, null);
                    }
                }
                else if (setters.Count > 0
                    && site.Kind is SiteKind.Call or SiteKind.VirtualCall
                    && site.Target.Name.StartsWith("set_", StringComparison.Ordinal)
                    && graph.Find(site.Target) is { } called
                    && setters.TryGetValue(called, out var field))
                {
                    yield return new(node, i, field, site.Receiver, called);
                }
            }
        }
    }
}
