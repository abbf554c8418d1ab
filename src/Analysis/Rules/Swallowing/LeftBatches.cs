using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Tasks in a list of the method's own that is only waited for when it is full: <c>writes.Add(WriteAsync(x)); if (writes.Count == 16) { await Task.WhenAll(writes); writes.Clear(); }</c> in a loop, and nothing behind that. What is in the list when
/// the loop ends is left.
/// </summary>
internal static class LeftBatches
{
    private static readonly string[] Blind = ["Add", "get_Count", "Clear", "EnsureCapacity", "TrimExcess"];

    /// <summary>Whether a call puts something into such a list.</summary>
    public static bool Takes(ControlFlow flow, int put)
    {
        var method = flow.Method;
        var list = method.Sites[put].Receiver;
        var from = method.Body.BlockOfSite[put];
        if (!IsOwnList(method, list) || flow.Loops.LastOrDefault(l => l.Contains(from)) is not { } loop || method.Body.Steps.Any(s => s.Kind != StepKind.LocalWrite && Is(s.Value)) || method.Body.Steps.Any(s => s.Kind == StepKind.Capture && s.Slot == list.Text))
        {
            return false;
        }

        var looks = Enumerable.Range(0, method.Sites.Count).Where(i => IsLook(method.Sites[i])).Select(i => method.Body.BlockOfSite[i]).Distinct().ToList();
        return looks.Count > 0
            && Ends(method, loop)
            && looks.TrueForAll(b => loop.Contains(b) && b != from)
            && !method.Sites.Where((s, i) => s.Target.Name == "get_Count" && s.Receiver == list && !loop.Contains(method.Body.BlockOfSite[i])).Any()
            && looks.Exists(IsBehindCount);

        bool Is(ValueFact value) => value == list || value.Elements.Contains(list);

        bool IsLook(SiteFact site) => (site.Receiver == list && !Blind.Contains(site.Target.Name)) || site.Arguments.Any(Is);

        // The only way in is from a test that asks for nothing but how many there are.
        bool IsBehindCount(int look)
        {
            var before = Enumerable.Range(0, method.Body.Blocks.Count).Where(b => method.Body.Blocks[b].Next.Contains(look)).ToList();
            return before.Count == 1
                && method.Body.Blocks[before[0]].Next.Count == 2
                && Enumerable.Range(0, method.Sites.Count).LastOrDefault(i => method.Body.BlockOfSite[i] == before[0]) is > 0 and var last
                && method.Sites[last].Target.Name == "get_Count" && method.Sites[last].Receiver == list
                && method.Body.Blocks[before[0]].Next.Any(other => other != look && loop.Contains(other))
                && (before[0] == from || flow.Enters(from, before[0]));
        }
    }

    /// <summary>A worker that goes on until somebody stops it fills the next batch sooner or later.</summary>
    private static bool Ends(MethodFact method, Loop loop) => loop.Blocks.Any(b =>
        method.Body.Blocks[b] is var block && block.Next.Any(n => !loop.Contains(n)) && Values.Source(method, block.Tested) is not { Target.Name: "get_IsCancellationRequested" or "WaitForNextTickAsync" });

    /// <summary>A new list, or a variable that only ever gets one, until it is given up.</summary>
    private static bool IsOwnList(MethodFact method, ValueFact list) => list.Kind switch
    {
        ValueKind.New => Values.Source(method, list) is { } made && made.Target.Type.StartsWith("System.Collections.Generic.", StringComparison.Ordinal),
        ValueKind.Local => method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Slot == list.Text && s.Value.Kind != ValueKind.Null).ToList() is { Count: > 0 } stores && stores.TrueForAll(s => s.Value.Kind == ValueKind.New && IsOwnList(method, s.Value)),
        _ => false,
    };
}
