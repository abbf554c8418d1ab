using IntentContracts.Analysis.Facts;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Which fields the invariants of a type read of the object itself: in the condition, and in the getters and methods of the same object that it calls. What
/// they read of other objects is not state of this one.
/// </summary>
internal sealed class InvariantState
{
    private readonly Dictionary<(string Assembly, string Id), Condition> _readBy = [];
    private readonly List<(string Assembly, string Id)> _fields = [];

    private InvariantState(TypeNode type) => Type = type;

    /// <summary>The type that declares the conditions.</summary>
    public TypeNode Type { get; }

    /// <summary>By assembly and DocId, in the order in which they are read.</summary>
    public IReadOnlyList<(string Assembly, string Id)> Fields => _fields;

    /// <summary>The first condition that reads a field.</summary>
    public Condition ReadBy(MethodRef field) => _readBy[(field.Assembly, field.Id)];

    /// <summary>One for each type with invariants, in the order of the manifests.</summary>
    public static IReadOnlyList<InvariantState> All(CodeGraph graph, Conditions conditions)
    {
        var all = new List<InvariantState>();
        var invariants = conditions.All.Where(c => c.Written.Kind == GuardWords.Invariant).ToList();
        var guarded = new HashSet<TypeFact>(invariants.Select(c => c.Evaluator.Type));
        foreach (var byType in invariants.GroupBy(c => c.Evaluator.Type))
        {
            var first = byType.First();
            if (graph.Types.Find(first.Assembly.Name, byType.Key.Name) is not { } type)
            {
                continue;
            }

            var state = new InvariantState(type);
            foreach (var condition in byType)
            {
                state.Read(graph, condition, guarded);
            }

            all.Add(state);
        }

        return all;
    }

    private void Read(CodeGraph graph, Condition condition, HashSet<TypeFact> guarded)
    {
        var seen = new HashSet<MethodNode> { condition.Evaluator };
        var queue = new Queue<MethodNode>(seen);
        while (queue.Count > 0)
        {
            var node = queue.Dequeue();
            foreach (var site in node.Method.Sites)
            {
                // A base that knows no invariants cannot keep those of types below it.
                if (site is { Kind: SiteKind.FieldRead, Receiver.Kind: ValueKind.This, Target.HasReceiver: true }
                    && graph.Types.Find(site.Target.Assembly, site.Target.Type) is { } holder
                    && guarded.Contains(holder.Fact)
                    && !_readBy.ContainsKey((site.Target.Assembly, site.Target.Id)))
                {
                    _readBy.Add((site.Target.Assembly, site.Target.Id), condition);
                    _fields.Add((site.Target.Assembly, site.Target.Id));
                }
            }

            foreach (var edge in node.Edges)
            {
                var sameObject = edge.To.Method.Owner == node.Method.Owner || node.Method.Sites[edge.Site].Receiver.Kind == ValueKind.This;
                if (edge.Certain && sameObject && seen.Add(edge.To))
                {
                    queue.Enqueue(edge.To);
                }
            }
        }
    }
}
