using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// Semaphores that are a <c>lock</c> by another name: nobody waits for one of them asynchronously, and whoever holds it only works in memory, so that a wait is as short as that of a lock statement.
/// </summary>
internal sealed class ShortGates(CodeGraph graph, BlockingCalls calls)
{
    private const string Semaphore = "System.Threading.SemaphoreSlim";

    /// <summary>How many own calls below a holder are looked at.</summary>
    private const int Deepest = 3;

    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal) { "Wait", "Release", "Dispose", "get_CurrentCount" };

    private HashSet<string>? _short;

    /// <summary>Whether a call waits for one of them.</summary>
    public bool IsFor(MethodNode node, BlockingCall call) =>
        node.Method.Sites[call.Site] is { Target: { Type: Semaphore, Name: "Wait" }, Receiver: { Kind: ValueKind.Field } gate } && (_short ??= Find()).Contains(gate.Text);

    private HashSet<string> Find()
    {
        var holders = new Dictionary<string, HashSet<MethodNode>>(StringComparer.Ordinal);
        var others = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            foreach (var site in node.Method.Sites)
            {
                if (site is { Target.Type: Semaphore, Receiver.Kind: ValueKind.Field })
                {
                    if (!holders.TryGetValue(site.Receiver.Text, out var known))
                    {
                        holders.Add(site.Receiver.Text, known = []);
                    }

                    known.Add(node);
                    if (!Harmless.Contains(site.Target.Name))
                    {
                        others.Add(site.Receiver.Text);
                    }
                }

                // Handed to somebody, who can do with it as he likes.
                others.UnionWith(site.Arguments.Where(a => a.Kind == ValueKind.Field).Select(a => a.Text));
            }
        }

        return [.. holders.Where(h => !others.Contains(h.Key) && h.Value.All(holder => StaysInMemory(holder, h.Key, Deepest))).Select(h => h.Key)];
    }

    private bool StaysInMemory(MethodNode node, string gate, int depth) =>
        !node.Method.Has(MethodTraits.Async)
        && node.Effects.Count == 0
        && calls.In(node).All(c => node.Method.Sites[c.Site].Receiver is { Kind: ValueKind.Field } waited && waited.Text == gate)
        && node.Method.Sites.All(s => s.Target.Name != "Invoke" && !StaticTypes.IsAsynchronous(s.Target.Returns))
        && node.Edges.All(e => depth > 0 && e.Certain && StaysInMemory(e.To, gate, depth - 1));
}
