using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Where fields are read: what nobody reads says nothing.</summary>
internal sealed class FieldReads
{
    private readonly Dictionary<string, List<(MethodNode Node, int Site)>> _reads = new(StringComparer.Ordinal);

    public FieldReads(CodeGraph graph)
    {
        foreach (var (node, i) in graph.Sites.Of(SiteKind.FieldRead))
        {
            var id = node.Method.Sites[i].Target.Id;
            if (!_reads.TryGetValue(id, out var list))
            {
                _reads.Add(id, list = []);
            }

            list.Add((node, i));
        }
    }

    public bool IsRead(string field) => _reads.ContainsKey(field);

    /// <summary>Whether somebody does more with it than to say whether there is anything: <c>bool IsRunning => _task is { IsCompleted: false }</c>.</summary>
    public bool IsLookedInto(string field) => _reads.TryGetValue(field, out var reads) && reads.Exists(r => !OnlySaysWhether(r.Node.Method));

    private static bool OnlySaysWhether(MethodFact method) =>
        method.Returns.Name == "System.Boolean" && method.Sites.All(s => s.Kind == SiteKind.FieldRead || (s.Receiver.Kind == ValueKind.Field && s.Target.Name == "get_IsCompleted"));

    /// <summary>Whether anything but a handler itself reads a field.</summary>
    public bool IsReadBeside(string field, MethodNode node, RegionFact handler) =>
        _reads.TryGetValue(field, out var reads) && reads.Any(r => r.Node != node || !handler.Handler.Contains(node.Method.Body.BlockOfSite[r.Site]));
}
