using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Facts.Extraction;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>What a body knows of the answer of a call behind a test of it: <c>var removed = await TryRemoveAsync(code); if (!removed) { … }</c>.</summary>
internal static class CallAnswers
{
    private const string IdentityResult = "Microsoft.AspNetCore.Identity.IdentityResult";

    /// <summary>Whether a block is only come to from a call where that has answered something, or nothing: every way passes a test of the answer, and from its other side no way leads there.</summary>
    public static bool AreKnown(MethodFact method, int site, int block, bool isThere)
    {
        var body = method.Body;
        return Enumerable.Range(0, body.Blocks.Count).Any(b => Sides(method, body.Blocks[b]) is var (asked, there, nothing)
            && IsAnswer(method, site, asked, b)
            && (isThere ? nothing : there) is var other
            && other != block && !Following.Leads(body, other, block)
            && (body.BlockOfSite[site] == b || !Following.Of(body, [body.BlockOfSite[site]], [b]).Contains(block)));
    }

    /// <summary>
    /// <c>var token = await tokens.CurrentAsync(); await files.DeleteAsync(token.HolderId);</c>: a member of the answer is asked for on every way from the call to another. With nothing there the body ends there, whoever has seen to it
    /// that it does not come to that.
    /// </summary>
    public static bool IsTaken(ControlFlow flow, int site, int second)
    {
        var (method, body) = (flow.Method, flow.Body);
        return method.Sites[site].Target.Returns is { } returns && Generics.Awaited(returns).Name != "System.Boolean"
            && Enumerable.Range(0, method.Sites.Count).Any(s => method.Sites[s] is { Kind: SiteKind.Call or SiteKind.VirtualCall or SiteKind.FieldRead, Target: { HasReceiver: true } member }
                && s != site && s != second && method.Flow.CanFollow(site, s)
                && (body.BlockOfSite[s] == body.BlockOfSite[second] ? s < second : flow.Dominates(body.BlockOfSite[s], body.BlockOfSite[second]))
                && !member.Type.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal) && !member.Type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal)
                && IsAnswer(method, site, method.Sites[s].Receiver, body.BlockOfSite[s]));
    }

    /// <summary>The answer itself, and the locals that it is kept in.</summary>
    public static HashSet<ValueFact> Names(MethodFact method, int site)
    {
        var answer = Values.ResultOf(site);
        return [answer, .. method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Value == answer).Select(s => new ValueFact(ValueKind.Local, s.Slot))];
    }

    /// <summary><c>var changed = await users.UpdateAsync(user); if (!changed.Succeeded) { … }</c>: on the way to a block a call of Identity has said that it has stored nothing.</summary>
    public static bool IsRefused(ControlFlow flow, int site, int block) =>
        flow.Method.Sites[site].Target.Returns is { } returns && Generics.Awaited(returns).Name == IdentityResult
        && flow.Known(block).Any(known => !known.IsTrue && known.Tested.Kind == ValueKind.Result && Values.Index(known.Tested) is { } get
            && flow.Method.Sites[get] is { Target: { Type: IdentityResult, Name: "get_Succeeded" } } asked && IsAnswer(flow.Method, site, asked.Receiver, flow.Body.BlockOfSite[get]));

    /// <summary>What a test asks for, and where it goes when there is something and when there is nothing; null where it asks something else.</summary>
    private static (ValueFact Asked, int There, int Nothing)? Sides(MethodFact method, BlockFact test)
    {
        if (!test.IsTest || test.WhenTrue == test.WhenFalse)
        {
            return null;
        }

        // if (!removed), where that is a local: it is compared with no.
        if (test is { Compares: Comparison.Equal or Comparison.NotEqual, Against: 0, Tested.Kind: ValueKind.Local })
        {
            return test.Compares == Comparison.Equal ? (test.Tested, test.WhenFalse, test.WhenTrue) : (test.Tested, test.WhenTrue, test.WhenFalse);
        }

        if (test.Compares != Comparison.None)
        {
            return null;
        }

        var (asked, isThere) = NullTests.Of(method, (test.Tested, IsTrue: true));
        return isThere ? (asked, test.WhenTrue, test.WhenFalse) : (asked, test.WhenFalse, test.WhenTrue);
    }

    /// <summary>Whether a value that is tested is what a call has answered, and no other answer was kept in the same local since.</summary>
    private static bool IsAnswer(MethodFact method, int site, ValueFact asked, int test)
    {
        if (asked.Kind != ValueKind.Local)
        {
            return asked == Values.ResultOf(site);
        }

        var body = method.Body;
        var stores = body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Slot == asked.Text).ToList();
        var from = body.BlockOfSite[site];

        // return await FindAsync(key) ?? await MakeAsync(key); what the compiler stores for that, and asks on the spot, is noted as what is returned.
        if (stores.Count == 0 && CompilerNames.IsSpill(asked.Text))
        {
            return body.Steps.Any(s => s.Kind == StepKind.Return && s.Block == test && s.Value == Values.ResultOf(site));
        }

        return stores.Exists(s => s.Value == Values.ResultOf(site)) && stores.TrueForAll(s => s.Value == Values.ResultOf(site) || !IsBetween(s));

        bool IsBetween(StepFact store) =>
            (store.Block == from ? store.SitesBefore > site : Following.Leads(body, from, store.Block))
            && (store.Block == test || Following.Leads(body, store.Block, test));
    }
}
