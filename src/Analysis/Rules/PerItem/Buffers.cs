using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Batches that are cut by hand: <c>buffer.Add(item); if (buffer.Count >= 50) { Send(buffer); buffer.Clear(); }</c> asks once for each full buffer, and not for each item.
/// </summary>
internal static class Buffers
{
    /// <summary>Whether a call of a loop is given a list that the loop fills, and made only when the list has grown to some length.</summary>
    public static bool Sends(ControlFlow flow, Loop loop, int site)
    {
        var method = flow.Method;
        for (var s = 0; s < method.Sites.Count; s++)
        {
            var count = method.Sites[s];
            if (count.Target.Name is "get_Count" or "get_Length"
                && loop.Contains(method.Body.BlockOfSite[s])
                && Decides(flow, s, method.Body.BlockOfSite[site])
                && IsGiven(method, site, count.Receiver)
                && InLoop(method, loop).Any(i => i.Receiver == count.Receiver && i.Target.Name.StartsWith("Add", StringComparison.Ordinal))
                && IsEmptied(method, loop, count.Receiver))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a block runs on one side only of the test behind a call.</summary>
    private static bool Decides(ControlFlow flow, int test, int block)
    {
        var at = flow.Body.BlockOfSite[test];
        return at != block && flow.Body.Blocks[at].Next.Count > 1 && flow.Dominates(at, block) && flow.Body.Blocks[at].Next.Count(next => flow.Enters(next, block) && !flow.Enters(next, at)) == 1;
    }

    private static bool IsGiven(MethodFact method, int site, ValueFact list) =>
        list.Kind is ValueKind.New or ValueKind.Result or ValueKind.Local or ValueKind.Field or ValueKind.Captured
        && method.Sites[site].Arguments.Any(a => Is(a, list) || Chain.Sites(method, a).Any(s => method.Sites[s].Arguments.Concat([method.Sites[s].Receiver]).Any(v => Is(v, list))));

    private static bool Is(ValueFact value, ValueFact list) => value == list || value.Elements.Contains(list);

    private static bool IsEmptied(MethodFact method, Loop loop, ValueFact list) =>
        InLoop(method, loop).Any(s => (s.Target.Name == "Clear" && s.Receiver == list) || (s.Kind == SiteKind.FieldWrite && list == new ValueFact(ValueKind.Field, s.Target.Id)))
        || method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && list == new ValueFact(ValueKind.Local, s.Slot) && loop.Contains(s.Block) && s.Value.Kind is ValueKind.New or ValueKind.Result);

    private static IEnumerable<SiteFact> InLoop(MethodFact method, Loop loop) =>
        method.Sites.Where((_, i) => loop.Contains(method.Body.BlockOfSite[i]));
}
