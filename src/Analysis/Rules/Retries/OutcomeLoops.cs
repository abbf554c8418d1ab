using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// Loops that ask an own method whether it went well, and ask again when it did not: <c>if (await TrySendAsync()) return;</c>. The method turns its failure into an answer, in a handler or by the response's status;
/// where nothing fails, to ask again is to wait for something, and no retry.
/// </summary>
internal static class OutcomeLoops
{
    /// <summary>The call that a loop repeats; -1 when it is no such loop.</summary>
    public static int Call(MethodNode node, Loop loop)
    {
        var method = node.Method;
        if (loop.Turns == 1 || node.Edges.Count == 0 || !loop.Blocks.Any(b => method.Body.Blocks[b].IsTest))
        {
            return -1;
        }

        if (loop.Blocks.Any(b => method.Body.Blocks[b] is { IsTest: true } test && Values.Source(method, test.Tested)?.Target.Name is { } name && (name == "TryPeek" || RetryLoops.Next.Contains(name))))
        {
            return -1;
        }

        foreach (var block in loop.Blocks.OrderBy(b => b))
        {
            var test = method.Body.Blocks[block];
            if (test.IsTest
                && test.Sides is var (well, badly)
                && Asked(method, test.Tested, loop) is { } site
                && LoopFinder.Leaves(method.Body, well, loop.Blocks)
                && !LoopFinder.Leaves(method.Body, badly, loop.Blocks)
                && node.EdgesAt(site).Where(e => e.Via is null && e.Mode == Catalogues.RunMode.Inline).Select(e => e.To).ToList() is { Count: > 0 } bodies
                && bodies.TrueForAll(AnswersFailures))
            {
                return site;
            }
        }

        return -1;
    }

    /// <summary>The call of the loop that a test asks; one that is kept in a local is found where only one store gives it a value in the loop.</summary>
    private static int? Asked(MethodFact method, ValueFact tested, Loop loop)
    {
        if (tested.Kind == ValueKind.Local)
        {
            var stores = method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Slot == tested.Text && loop.Contains(s.Block)).ToList();
            tested = stores.Count == 1 ? stores[0].Value : ValueFact.Unknown;
        }

        return tested.Kind == ValueKind.Result && Values.Index(tested) is { } site && site < method.Sites.Count && loop.Contains(method.Body.BlockOfSite[site]) ? site : null;
    }

    private static bool AnswersFailures(MethodNode node)
    {
        var body = node.Method.Body;
        return body.Steps.Any(s => s.Kind == StepKind.Return && IsNo(s.Value) && body.Regions.Any(r => r.IsCatch && r.Handler.Contains(s.Block)))
            || body.Steps.Any(s => s.Kind == StepKind.Return && Values.Source(node.Method, s.Value)?.Target.Name == "get_IsSuccessStatusCode");
    }

    /// <summary>False, nothing, zero.</summary>
    private static bool IsNo(ValueFact value) => value.Kind == ValueKind.Null || value is { Kind: ValueKind.Number, Text: "0" };
}
