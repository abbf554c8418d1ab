using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Loops that go on by what a turn has brought, and not by one: <c>read += page.Count</c>, <c>offset += size</c>, or a count that the loop over the page keeps. What such a loop asks and stores, it does once for a page.
/// </summary>
internal static class Strides
{
    /// <summary>What takes one item after the other.</summary>
    private static readonly HashSet<string> Takes = new(StringComparer.Ordinal)
    {
        "MoveNext", "MoveNextAsync", "Dequeue", "TryDequeue", "Pop", "TryPop", "TryTake", "RemoveAt", "RemoveFirst", "Read", "ReadAsync", "ReadLine", "ReadLineAsync", "get_Next",
    };

    /// <summary>Whether a loop that enumerates nothing grows a position by more than one in a turn, and asks from there, or goes through what it has asked for.</summary>
    public static bool Are(ControlFlow flow, Loop loop)
    {
        var method = flow.Method;
        var deeper = Inside(flow, loop);
        var grown = method.Body.Steps.Where(s => s.Kind is StepKind.Increment or StepKind.Advance && loop.Contains(s.Block)).ToList();
        if (grown.Count == 0 || IsByOne(flow, loop) || InLoop().Any(s => !IsDeeper(method.Body.BlockOfSite[s]) && IsTaking(method.Sites[s].Target)))
        {
            return false; // one after the other
        }

        return grown.Select(s => s.Slot).Distinct().Any(slot => IsOnlyGrown(method, loop, slot) && (IsAskedFrom(slot) || IsCountOfAnswers(slot)));

        bool IsDeeper(int block) => deeper.Exists(l => l.Contains(block));

        bool IsAskedFrom(string slot) =>
            InLoop().Any(s => !IsDeeper(method.Body.BlockOfSite[s]) && IsAnswered(method.Sites[s]) && Given(method, method.Sites[s]).Any(a => a == new ValueFact(ValueKind.Local, slot)));

        // The loop inside goes through what the loop around it has got, and counts it.
        bool IsCountOfAnswers(string slot) =>
            deeper.Exists(l => grown.Exists(s => s.Slot == slot && l.Contains(s.Block))
                && ItemLoops.Exits(method, l).Any(e => e is >= 0 && method.Sites[e.Value].Target.Name is "MoveNext" or "MoveNextAsync"
                    && Chain.Sites(method, method.Sites[e.Value].Receiver).Any(s => loop.Contains(method.Body.BlockOfSite[s]) && !l.Contains(method.Body.BlockOfSite[s]) && method.Sites[s].IsAwaited)));

        IEnumerable<int> InLoop() => Enumerable.Range(0, method.Sites.Count).Where(s => loop.Contains(method.Body.BlockOfSite[s]));
    }

    /// <summary>Whether a loop itself counts one by one, and not a loop inside it.</summary>
    public static bool IsByOne(ControlFlow flow, Loop loop)
    {
        var deeper = Inside(flow, loop);
        return flow.Body.Steps.Any(s => s.Kind == StepKind.Increment && s.Value.Text is "1" or "-1" && loop.Contains(s.Block) && !deeper.Exists(l => l.Contains(s.Block)));
    }

    private static List<Loop> Inside(ControlFlow flow, Loop loop) =>
        [.. flow.Loops.Where(l => l.Head != loop.Head && loop.Contains(l.Head) && l.Blocks.Count < loop.Blocks.Count)];

    /// <summary>A page of one's own can be read, too.</summary>
    private static bool IsTaking(MethodRef target) =>
        Takes.Contains(target.Name) && (target.Type.StartsWith("System.", StringComparison.Ordinal) || !target.Name.StartsWith("Read", StringComparison.Ordinal));

    /// <summary>Nothing else sets it in the loop: what begins anew in each turn counts what one item has.</summary>
    private static bool IsOnlyGrown(MethodFact method, Loop loop, string slot)
    {
        var steps = method.Body.Steps.Where(s => s.Slot == slot && loop.Contains(s.Block)).ToList();
        return steps.Count(s => s.Kind == StepKind.LocalWrite) == steps.Count(s => s.Kind == StepKind.Advance);
    }

    /// <summary>Somebody is asked for something, or a request is made; what is told how far it is (a log, a progress bar) answers nothing.</summary>
    private static bool IsAnswered(SiteFact site) =>
        site.Kind == SiteKind.New
        || Pages.IsAsking(site.Target.Name)
        || (site.Kind is SiteKind.Call or SiteKind.VirtualCall && site.Use != ResultUse.Discarded && site.Target.Returns is { Name: not "System.Void" } && site.Target.Type is not ("System.Math" or "System.Int32" or "System.Int64" or "System.String" or "System.Convert"));

    private static IEnumerable<ValueFact> Given(MethodFact method, SiteFact site) =>
        site.Arguments.Concat(site.Arguments.Select(a => Values.Source(method, a)).Where(s => s is { Target.Type: "System.Nullable`1" }).SelectMany(s => s!.Arguments));
}
