using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Blocking;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>What single calls of a body have to do with failures, whichever failures are asked for: known once for all searches (<see cref="Failures" />).</summary>
internal sealed class FailureSites(CodeGraph graph, Catalogue catalogue, ReturnedTasks returned)
{
    private readonly OwnFailures _own = new(graph, catalogue);
    private readonly LeftTasks _left = new(graph, returned);
    private readonly Dictionary<MethodNode, ILookup<int, CallEdge>> _edges = [];
    private readonly Dictionary<MethodNode, (List<int> Sites, Dictionary<int, (string Subject, bool Certain, bool IsEffect)> Own)> _failing = [];

    /// <summary>Calls that fail by themselves, or run what the method was handed; in site order.</summary>
    public IReadOnlyList<int> Failing(MethodNode node) => Known(node).Sites;

    /// <summary>How a call can fail by itself; null when it cannot.</summary>
    public (string Subject, bool Certain, bool IsEffect)? Own(MethodNode node, int site) => Known(node).Own.TryGetValue(site, out var own) ? own : null;

    /// <inheritdoc cref="LeftTasks.IsLeft" />
    public bool IsLeft(MethodNode node, int site) => _left.IsLeft(node, site);

    public IEnumerable<CallEdge> EdgesAt(MethodNode node, int site)
    {
        if (!_edges.TryGetValue(node, out var edges))
        {
            _edges.Add(node, edges = node.Edges.ToLookup(e => e.Site));
        }

        return edges[site];
    }

    private (List<int> Sites, Dictionary<int, (string Subject, bool Certain, bool IsEffect)> Own) Known(MethodNode node)
    {
        if (!_failing.TryGetValue(node, out var known))
        {
            _failing.Add(node, known = ([], []));
            for (var i = 0; i < node.Method.Sites.Count; i++)
            {
                if (_own.At(node, i) is { } own)
                {
                    known.Sites.Add(i);
                    known.Own.Add(i, own);
                }
                else if (node.Method.Sites[i] is { Target.Name: "Invoke", Receiver.Kind: ValueKind.Parameter })
                {
                    known.Sites.Add(i);
                }
            }
        }

        return known;
    }
}
