using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// Asynchronous sequences that are in memory: <c>Group(words.ToAsyncEnumerable()).ToBlockingEnumerable()</c>, where <c>Group</c> is a stream of one's own that awaits nothing but what it is given. Whoever goes through one never waits.
/// </summary>
internal sealed class AsyncSequences(CodeGraph graph, GivenValues given)
{
    /// <summary>Through how many streams of one's own it is followed.</summary>
    private const int Deepest = 4;

    private const string Linq = "System.Linq.AsyncEnumerable";

    /// <summary>Whether a call goes through such a sequence, and holds its thread only in name.</summary>
    public bool AreThere(MethodNode node, SiteFact call) =>
        call.Target.Name == "ToBlockingEnumerable" && IsThere(node, Values.Argument(call, 0), handed: null, Deepest);

    /// <param name="handed">Whether what a parameter is given is there; null where each caller is asked.</param>
    private bool IsThere(MethodNode node, ValueFact sequence, Func<int, bool>? handed, int depth)
    {
        if (depth == 0)
        {
            return false;
        }

        if (sequence.Kind == ValueKind.Parameter && Values.Index(sequence) is { } parameter)
        {
            return handed is not null ? handed(parameter) : given.Arguments(node, parameter).ToList() is { Count: > 0 } callers && callers.TrueForAll(c => IsThere(c.Caller, c.Value, null, depth - 1));
        }

        if (Values.Source(node.Method, sequence) is not { Kind: SiteKind.Call or SiteKind.VirtualCall } source)
        {
            return false;
        }

        return source.Target switch
        {
            { Type: Linq, Name: "Empty" or "Range" or "Repeat" } => true,
            { Type: Linq, Name: "ToAsyncEnumerable" } => true, // a query that is gone through so is told where that happens
            { Name: "WithCancellation" or "ConfigureAwait" } or { Name: "GetAsyncEnumerator", HasReceiver: true } => IsThere(node, source.Target.HasReceiver ? source.Receiver : Values.Argument(source, 0), handed, depth),
            _ => graph.IsOwn(source.Target.Assembly) && Bodies(node, sequence, source) is { Count: > 0 } bodies && bodies.TrueForAll(b => Gives(b, p => IsThere(node, Values.Argument(source, p), handed, depth - 1), depth - 1)),
        };
    }

    private static List<MethodNode> Bodies(MethodNode node, ValueFact sequence, SiteFact call) =>
        [.. node.EdgesAt(Values.Index(sequence)).Where(e => e.Via is null && GivenValues.IsCallOf(call, e.To.Method)).Select(e => e.To)];

    /// <summary>A stream of one's own goes through what is there; any other member hands on one that is.</summary>
    private bool Gives(MethodNode body, Func<int, bool> handed, int depth)
    {
        var method = body.Method;
        if (method.Has(MethodTraits.Abstract) || depth == 0)
        {
            return false;
        }

        return method.Has(MethodTraits.Iterator)
            ? method.Body.Steps.Where(s => s.Kind == StepKind.Await).All(s => IsMoved(s.Value))
            : method.Body.Steps.Where(s => s.Kind == StepKind.Return).ToList() is { Count: > 0 } returned && returned.TrueForAll(r => IsThere(body, r.Value, handed, depth));

        bool IsMoved(ValueFact awaited) =>
            Values.Source(method, TaskValues.Peel(method, awaited)) is { Target.Name: "MoveNextAsync" or "DisposeAsync" } moves && IsThere(body, moves.Receiver, handed, depth);
    }
}
