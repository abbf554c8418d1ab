using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// <c>db.Materials.FindAsync(id)</c> with a key that no turn changes: the context asks once, and answers all other turns from what it has loaded.
/// </summary>
internal static class TrackedFinds
{
    public static bool Are(RuleContext context, PerItemCall call)
    {
        var asked = call.Question.Node.Method.Sites[call.Question.Site];
        if (asked.Target is not { Name: "Find" or "FindAsync", Type: "Microsoft.EntityFrameworkCore.DbSet`1" or "Microsoft.EntityFrameworkCore.DbContext" or "System.Data.Entity.DbSet`1" } || Values.Argument(asked, 0).Kind is ValueKind.Unknown)
        {
            return false;
        }

        IReadOnlyList<CallEdge> path = call.Call is null ? [] : [call.Call, .. call.Path];
        List<ValueFact> keys = [Values.Argument(asked, 0)];
        for (var i = path.Count - 1; i >= 0; i--)
        {
            if (path[i] is not { Via: null, Mode: RunMode.Inline, Site: >= 0 } edge || !GivenValues.IsCallOf(edge.From.Method.Sites[edge.Site], edge.To.Method) || Handed(context.Graph, edge, keys) is not { } handed)
            {
                return false;
            }

            keys = handed;
        }

        var method = call.Node.Method;
        var block = method.Body.BlockOfSite[call.Site];
        var loop = context.Flows.Of(method).Loops.FirstOrDefault(l => l.Retries is null && l.Contains(block));
        if (loop is null && !method.Has(MethodTraits.Lambda))
        {
            return false;
        }

        var turn = new Turn(context.Graph, call.Node, loop?.Blocks);
        return !keys.Exists(turn.Has);
    }

    /// <summary>What the caller hands over for what the keys were made of in the body that it calls; null when that is not known.</summary>
    private static List<ValueFact>? Handed(CodeGraph graph, CallEdge edge, List<ValueFact> keys)
    {
        var (caller, call) = (edge.From.Method, edge.From.Method.Sites[edge.Site]);
        var handed = new List<ValueFact>();
        var seen = new HashSet<ValueFact>();
        var queue = new Queue<ValueFact>(keys);
        while (queue.Count > 0)
        {
            var value = queue.Dequeue();
            if (!seen.Add(value))
            {
                continue;
            }

            switch (value.Kind)
            {
                case ValueKind.Text or ValueKind.Number or ValueKind.Null or ValueKind.This or ValueKind.Field:
                    break;
                case ValueKind.Many:
                    value.Elements.ToList().ForEach(queue.Enqueue);
                    break;
                case ValueKind.Parameter when Values.Index(value) is { } parameter && !edge.To.Method.Body.Steps.Any(s => s.Kind == StepKind.ParameterWrite):
                    handed.Add(Values.Argument(call, parameter));
                    break;
                case ValueKind.Result when Values.Source(edge.To.Method, value) is { } read && read.Target.Name.StartsWith("get_", StringComparison.Ordinal) && read.Target is { HasReceiver: true, ParameterCount: 0 }:
                    if (read.Receiver.Kind == ValueKind.Parameter && Values.Index(read.Receiver) is { } holder && MadeObjects.Property(graph, caller, Values.Argument(call, holder), read.Target) is { } given)
                    {
                        handed.Add(given);
                        break;
                    }

                    queue.Enqueue(read.Receiver);
                    break;
                default:
                    return null;
            }
        }

        return handed;
    }
}
