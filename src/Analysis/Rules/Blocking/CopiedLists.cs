using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// Lists that are copied for the call that waits for what they hold: <c>await Task.WhenAll(tasks.ToArray())</c>, <c>Task.WaitAll(sent.Concat(received).ToArray())</c>. The copy holds the same tasks; one of a <c>Select</c> holds others, which that has begun.
/// </summary>
internal static class CopiedLists
{
    private const int Deepest = 8;

    /// <summary>The lists whose items a value holds: itself, and where it is a copy what that was made of.</summary>
    public static IReadOnlyList<ValueFact> Of(MethodFact method, ValueFact value)
    {
        var found = new List<ValueFact>();
        Collect(method, value, found, Deepest);
        return found;
    }

    private static void Collect(MethodFact method, ValueFact value, List<ValueFact> found, int depth)
    {
        found.Add(value);
        if (depth == 0 || Values.Source(method, value) is not { Kind: SiteKind.Call or SiteKind.VirtualCall } step)
        {
            return;
        }

        if (step.Target is { Type: "System.Linq.Enumerable", Name: "Concat" or "Union" })
        {
            Collect(method, Values.Argument(step, 0), found, depth - 1);
            Collect(method, Values.Argument(step, 1), found, depth - 1);
        }
        else if (IsCopy(step) && Values.Source(method, TaskValues.Subject(step)) is not { Target: { Type: "System.Linq.Enumerable", Name: "Select" or "SelectMany" } })
        {
            Collect(method, TaskValues.Subject(step), found, depth - 1);
        }
    }

    private static bool IsCopy(SiteFact step) =>
        step.Target is { Type: "System.Linq.Enumerable", Name: "AsEnumerable" or "Append" or "Prepend" }
        || (step.Target.Name is "ToArray" or "ToList" or "ToImmutableArray" or "ToImmutableList" && step.Target.Type is "System.Linq.Enumerable" or "System.Collections.Generic.List`1" or "System.Collections.Immutable.ImmutableArray" or "System.Collections.Immutable.ImmutableList" or "System.Collections.Concurrent.ConcurrentBag`1");
}
