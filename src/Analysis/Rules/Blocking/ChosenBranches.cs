using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// One body for both worlds: <c>if (async) await stream.ReadAsync(…); else stream.Read(…);</c>. What stands where the flag says "synchronous" is run for callers that asked for that; and what stands where a
/// query <c>is not IAsyncEnumerable&lt;T&gt;</c> runs in memory.
/// </summary>
internal sealed class ChosenBranches(Flows flows)
{
    /// <summary>What a query that somebody has to wait for is, and one over memory is not.</summary>
    private const string Stream = "System.Collections.Generic.IAsyncEnumerable`1";

    private readonly Dictionary<MethodNode, HashSet<int>> _synchronous = [];

    public bool IsSynchronous(MethodNode node, int site)
    {
        if (!_synchronous.TryGetValue(node, out var blocks))
        {
            _synchronous.Add(node, blocks = Find(node.Method));
        }

        return blocks.Count > 0 && blocks.Contains(node.Method.Body.BlockOfSite[site]);
    }

    private HashSet<int> Find(MethodFact method)
    {
        var inMemory = method.Body.Blocks.Any(b => b.OfType == Stream)
            ? Enumerable.Range(0, method.Body.Blocks.Count).Where(b => flows.Of(method).KnownTypes(b).Any(k => k is { IsTrue: false, Type: Stream })).ToList()
            : [];
        if (!method.Body.Blocks.Any(b => b.IsTest && IsFlag(method, b.Tested)))
        {
            return [.. inMemory];
        }

        var known = Enumerable.Range(0, method.Body.Blocks.Count)
            .Select(b => flows.Of(method).Known(b).Where(k => IsFlag(method, k.Tested)).ToList())
            .ToList();
        var asynchronous = new HashSet<(ValueFact, bool)>(Awaits(method).SelectMany(b => known[b]));
        if (asynchronous.Count == 0)
        {
            asynchronous.UnionWith(Returned(method).SelectMany(b => known[b]));
        }

        return [.. inMemory, .. Enumerable.Range(0, known.Count).Where(b => known[b].Any(k => asynchronous.Contains((k.Tested, !k.IsTrue)) && !asynchronous.Contains((k.Tested, k.IsTrue))))];
    }

    private static IEnumerable<int> Awaits(MethodFact method) => method.Body.Steps.Where(s => s.Kind == StepKind.Await).Select(s => s.Block);

    /// <summary>Who does not await himself hands the task on.</summary>
    private static IEnumerable<int> Returned(MethodFact method)
    {
        for (var i = 0; i < method.Sites.Count; i++)
        {
            if (method.Sites[i].Use != ResultUse.Discarded && StaticTypes.IsAsynchronous(method.Sites[i].Target.Returns) && !IsWaitedFor(method, i))
            {
                yield return method.Body.BlockOfSite[i];
            }
        }
    }

    private static bool IsWaitedFor(MethodFact method, int made) =>
        method.Sites.Any(s => Waits.IsForTask(s.Target) && Values.Index(TaskValues.Peel(method, s.Receiver)) == made);

    private static bool IsFlag(MethodFact method, ValueFact value) =>
        value.Kind is ValueKind.Parameter or ValueKind.Captured && StaticTypes.Of(method, value)?.Name == "System.Boolean";
}
