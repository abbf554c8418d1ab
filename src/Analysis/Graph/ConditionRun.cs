using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Something that the evaluation of a condition changes or asks of the world.</summary>
/// <param name="Site">In the body of <paramref name="Node"/>.</param>
/// <param name="What">For the reader, with its verb: <c>writes Order.Hits</c>.</param>
/// <param name="Certain">The object was there before; otherwise it may have been.</param>
internal sealed record ConditionEffect(MethodNode Node, int Site, string What, bool Certain);

/// <summary>Runs a condition on paper, over own bodies and certain calls, until it does more than read.</summary>
internal sealed class ConditionRun(CodeGraph graph)
{
    /// <summary>A condition that runs more than this is not looked at to its end.</summary>
    private const int Enough = 2000;

    /// <summary>The nearest certain effect, or the nearest possible one; null when the condition only reads, as far as can be seen.</summary>
    public ConditionEffect? FirstEffect(MethodNode evaluator)
    {
        var first = new Frame(evaluator, Origin.Existing, [.. evaluator.Method.Parameters.Select(_ => Origin.Existing)]);
        var seen = new HashSet<string>(StringComparer.Ordinal) { first.Key };
        var queue = new Queue<Frame>([first]);
        ConditionEffect? possible = null;
        while (queue.Count > 0 && seen.Count < Enough)
        {
            var frame = queue.Dequeue();
            if (frame.Node.Guard is not null)
            {
                continue; // a law of its own
            }

            foreach (var effect in Effects(frame))
            {
                if (effect.Certain)
                {
                    return effect;
                }

                possible ??= effect;
            }

            foreach (var next in frame.Node.Edges.Where(e => e.Certain).Select(edge => Called(frame, edge)))
            {
                if (seen.Add(next.Key))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return possible;
    }

    private IEnumerable<ConditionEffect> Effects(Frame frame)
    {
        var node = frame.Node;
        foreach (var effect in node.Effects)
        {
            yield return new(node, effect.Site, "reaches " + effect.Subject, Certain: true);
        }

        for (var i = 0; i < node.Method.Sites.Count; i++)
        {
            var site = node.Method.Sites[i];
            if (site.Kind != SiteKind.FieldWrite || LazyFields.IsFilledBy(node.Method, i))
            {
                continue;
            }

            var origin = site.Target.HasReceiver ? frame.Of(graph, site.Receiver, i) : Origin.Existing;
            if (origin != Origin.Fresh && !(origin == Origin.Unknown && IsOfStruct(site.Target)))
            {
                yield return new(node, i, "writes " + AutoProperties.NameOf(site.Target), origin == Origin.Existing);
            }
        }
    }

    private Frame Called(Frame frame, CallEdge edge)
    {
        var site = frame.Node.Method.Sites[edge.Site];
        if (edge.To.Method.Owner == frame.Node.Method.Owner && edge.To.Method.Id != edge.To.Method.Owner)
        {
            return new(edge.To, frame.This, []); // a lambda or local function: it sees the same object
        }

        if (site.Kind == SiteKind.Delegate || edge.Via is not null || !graph.IsOwn(site.Target.Assembly))
        {
            // What a delegate is given comes from whoever runs it.
            var made = frame.Node.Method.Sites.FirstOrDefault(s => s.Kind == SiteKind.Delegate && s.Target.Id == edge.To.Method.Id);
            return new(edge.To, made is null ? Origin.Unknown : frame.Of(graph, made.Receiver, edge.Site), []);
        }

        var @this = site.Kind == SiteKind.New ? Origin.Fresh : frame.Of(graph, site.Receiver, edge.Site);
        return new(edge.To, @this, [.. edge.To.Method.Parameters.Select((_, p) => frame.Of(graph, Values.Argument(site, p), edge.Site))]);
    }

    /// <summary>A struct that nobody names is a copy in a local variable, such as the enumerator of a loop.</summary>
    private bool IsOfStruct(MethodRef field) =>
        graph.Types.Find(field.Assembly, field.Type) is { } type && (type.Fact.Traits & TypeTraits.ValueType) != 0;
}
