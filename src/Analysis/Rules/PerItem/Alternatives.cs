using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Blocking;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// A loop over several ways to the same thing, best first: what fails is followed by the next one, what succeeds is returned, and when all have failed there is nothing. As a rule the first turn is the only one.
/// </summary>
internal static class Alternatives
{
    public static bool Are(RuleContext context, PerItemCall call)
    {
        var method = call.Node.Method;
        var block = method.Body.BlockOfSite[call.Site];
        return context.Flows.Of(method).Loops.Any(loop => loop.Retries is null && loop.Contains(block) && Are(method, loop, call));
    }

    private static bool Are(MethodFact method, Loop loop, PerItemCall call)
    {
        var site = call.Site;
        var last = loop.Blocks.Where(b => method.Body.Blocks[b].Next.Any(next => !loop.Contains(next)) && AsksForNext(method, b)).ToList();
        if (last.Count == 0 || !(IsFollowedByNext(method, loop, site) || FailsQuietly(call)))
        {
            return false;
        }

        if (IsLeftByGoodAnswer(method, loop, site, last))
        {
            return true;
        }

        var behind = Following.Of(method.Body, last.SelectMany(b => method.Body.Blocks[b].Next.Where(next => !loop.Contains(next))), []);
        var after = Following.Of(method.Body, [method.Body.BlockOfSite[site]], behind);
        return IsNothing(method, behind)
            && method.Body.Steps.Any(s => s.Kind == StepKind.Return && after.Contains(s.Block) && !behind.Contains(s.Block) && s.Value.Kind is ValueKind.New or ValueKind.Result or ValueKind.Local
                && Chain.Sites(method, s.Value).Any(made => after.Contains(method.Body.BlockOfSite[made])));
    }

    /// <summary>
    /// <c>if (await PingAsync(uri)) { Use(uri); return; }</c>: a good answer is the last that is asked for, and a bad one is followed by the next. Behind the loop there is an exception or nothing, or what goes on with the answer.
    /// </summary>
    private static bool IsLeftByGoodAnswer(MethodFact method, Loop loop, int site, List<int> last)
    {
        foreach (var test in loop.Blocks.Select(b => method.Body.Blocks[b]))
        {
            if (!test.IsTest || test.Sides is not var (yes, no) || !IsAnswer(method, test.Tested, site))
            {
                continue;
            }

            var good = Following.Of(method.Body, [yes], [loop.Head]);
            if (good.Overlaps(last) || good.Any(b => loop.Contains(b) && method.Body.Blocks[b].Next.Contains(loop.Head)) || !Following.Of(method.Body, [no], []).Contains(loop.Head) || !Following.Of(method.Body, [no], []).Overlaps(last))
            {
                continue;
            }

            var behind = Following.Of(method.Body, last.SelectMany(b => method.Body.Blocks[b].Next.Where(next => !loop.Contains(next))), good);
            return !method.Body.Steps.Any(s => behind.Contains(s.Block) && s.Kind == StepKind.Return) || IsNothing(method, behind);
        }

        return false;
    }

    /// <summary>The answer itself, or the local that keeps it.</summary>
    private static bool IsAnswer(MethodFact method, ValueFact tested, int site) =>
        TaskValues.Peel(method, tested) == Values.ResultOf(site) || (tested.Kind == ValueKind.Local && method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Slot == tested.Text && TaskValues.Peel(method, s.Value) == Values.ResultOf(site)));

    /// <summary>Whether a block asks if there is another element.</summary>
    private static bool AsksForNext(MethodFact method, int block) =>
        method.Body.Steps.Any(s => s.Kind == StepKind.Walk && s.Block == block)
        || (ItemLoops.Decides(method, block) is { } asked && method.Body.BlockOfSite[asked] == block && method.Sites[asked].Target.Name is "MoveNext" or "MoveNextAsync");

    /// <summary>Whether the next element has its turn when a call fails: a handler goes on to it, or the status of the answer decides.</summary>
    private static bool IsFollowedByNext(MethodFact method, Loop loop, int site)
    {
        var block = method.Body.BlockOfSite[site];
        return method.Body.Regions.Any(r => r.IsCatch && loop.Contains(r.Handler[0]) && r.Try.Contains(block) && !r.Try.Contains(loop.Head))
            || loop.Blocks.Any(b => method.Body.Blocks[b].IsTest && Values.Source(method, method.Body.Blocks[b].Tested) is { Target: { Type: "System.Net.Http.HttpResponseMessage", Name: "get_IsSuccessStatusCode" } } asked
                && Chain.Leads(method, asked.Receiver, site));
    }

    /// <summary><c>var icon = await FetchAsync(link); if (icon is not null) return icon;</c>, where the helper answers with nothing when it has caught a failure, or when the status is a bad one: the same, one call below.</summary>
    private static bool FailsQuietly(PerItemCall call)
    {
        if (call.Call is not { Via: null } edge)
        {
            return false;
        }

        var body = edge.To.Method.Body;
        return body.Steps.Any(s => s.Value.Kind == ValueKind.Null && s.Kind is StepKind.Return or StepKind.LocalWrite)
            && (body.Regions.Any(r => r.IsCatch && !body.Steps.Any(s => s.Kind == StepKind.Throw && r.Handler.Contains(s.Block)))
                || body.Blocks.Any(b => b.IsTest && Values.Source(edge.To.Method, b.Tested) is { Target: { Type: "System.Net.Http.HttpResponseMessage", Name: "get_IsSuccessStatusCode" } }));
    }

    /// <summary>Whether a method that has come to the end of the loop has nothing to give: it throws, or returns nothing.</summary>
    private static bool IsNothing(MethodFact method, HashSet<int> blocks)
    {
        var ends = method.Body.Steps.Where(s => blocks.Contains(s.Block) && s.Kind is StepKind.Return or StepKind.Throw).ToList();
        return ends.Count > 0 && ends.TrueForAll(s => s.Kind == StepKind.Throw || s.Value is { Kind: ValueKind.Null } or { Kind: ValueKind.Number, Text: "0" } or { Kind: ValueKind.Text, Text: "" });
    }
}
