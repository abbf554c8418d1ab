using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
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
        if (!IsFind(asked.Target) || Values.Argument(asked, 0).Kind is ValueKind.Unknown)
        {
            return false;
        }

        if (AreAttached(context.Flows.Of(call.Question.Node.Method), call.Question.Site))
        {
            return true;
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

    /// <summary>
    /// <c>try { set.Attach(order); } catch (InvalidOperationException) { var known = set.Find(order.Id); }</c>: it has been refused because one with that key is tracked already, and that is the one which is found.
    /// </summary>
    public static bool AreAttached(ControlFlow flow, int site)
    {
        var method = flow.Method;
        var asked = method.Sites[site];
        if (!IsFind(asked.Target) || flow.HandlerAround(method.Body.BlockOfSite[site]) is not { Catches.Name: "System.InvalidOperationException" } handler)
        {
            return false;
        }

        var keys = Values.Argument(asked, 0) is { Kind: ValueKind.Many } many ? many.Elements : asked.Arguments;
        var holders = keys.Select(k => Values.Source(method, k)).Where(s => s is { Target: { HasReceiver: true, ParameterCount: 0, Name: "get_Id" or "get_Key" } }).Select(s => s!.Receiver).ToList();
        return holders.Count > 0 && Enumerable.Range(0, method.Sites.Count).Any(s => handler.Try.Contains(method.Body.BlockOfSite[s]) && IsAttach(method.Sites[s].Target) && Shows(method.Sites[s].Target) == Shows(asked.Target) && holders.Contains(Values.Argument(method.Sites[s], 0)));
    }

    /// <summary>Of which entities a set is.</summary>
    private static string Shows(MethodRef target) => new TypeName(target.Assembly, target.Type, target.TypeArguments).ToString();

    private static bool IsFind(MethodRef target) => target.Name is "Find" or "FindAsync" && IsOfContext(target);

    private static bool IsAttach(MethodRef target) => target.Name is "Attach" or "Update" or "Remove" && IsOfContext(target);

    private static bool IsOfContext(MethodRef target) => target.Type is "Microsoft.EntityFrameworkCore.DbSet`1" or "Microsoft.EntityFrameworkCore.DbContext" or "System.Data.Entity.DbSet`1";

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
