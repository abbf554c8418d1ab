using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// <c>catch (Exception e) { if (onError is null) return; onError(e); }</c>: told to who was handed over for that, where somebody was. Some callers hand over nobody, and for them the failure is swallowed.
/// A log is no listener: <c>logger?.LogWarning(e, …)</c> records, and who hands over none has none to read.
/// </summary>
internal sealed class LeftOutListeners(RuleContext context)
{
    /// <summary>How many members may hand on what one of them was given.</summary>
    private const int Deepest = 3;

    /// <summary>Whether a handler tells of a failure only by what some callers leave out.</summary>
    public bool Are(MethodNode node, int number)
    {
        var method = node.Method;
        var flow = context.Flows.Of(method);
        var leftOut = new HashSet<int>(Enumerable.Range(0, method.Sites.Count).Where(i =>
            method.Sites[i].Kind is SiteKind.Call or SiteKind.VirtualCall
            && !context.FailureAnalysis.Recording.IsRecord(method.Sites[i])
            && method.Body.Regions[number].Handler.Contains(method.Body.BlockOfSite[i])
            && Listener(method.Sites[i]) is { Kind: ValueKind.Parameter or ValueKind.Field } listener
            && flow.Known(method.Body.BlockOfSite[i]).Any(k => k.IsTrue && k.Tested == listener)
            && MayBeNobody(node, listener, Deepest)));
        return leftOut.Count > 0 && context.FailureAnalysis.Fate.IsSilent(node, number, isHeard: i => !leftOut.Contains(i));
    }

    private static ValueFact Listener(SiteFact call) => call.Target.HasReceiver ? call.Receiver : Values.Argument(call, 0);

    private bool MayBeNobody(MethodNode node, ValueFact listener, int depth)
    {
        if (depth == 0)
        {
            return false;
        }

        var given = context.Graph.GivenValues;
        return listener.Kind switch
        {
            ValueKind.Null => true,
            ValueKind.Parameter when Values.Index(listener) is { } parameter => given.Arguments(node, parameter).Any(a => MayBeNobody(a.Caller, a.Value, depth - 1)),
            ValueKind.Field when node.Method.Sites.FirstOrDefault(s => s.Kind == SiteKind.FieldRead && s.Target.Id == listener.Text) is { } read =>
                given.Stores(read.Target.Assembly, read.Target.Id) is { Count: > 0 } stores && stores.All(s => s.Node.Method.Name == ".ctor") && stores.Any(s => MayBeNobody(s.Node, s.Value, depth - 1)),
            _ => false,
        };
    }
}
