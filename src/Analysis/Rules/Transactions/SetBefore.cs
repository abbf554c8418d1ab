using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// <c>if (!isKnown) { visit.Key = Guid.NewGuid().ToString(); Save(); } if (visit.Key is null) { visit.Key = …; Save(); }</c>: the first commit stands behind a store of what the second is there for when it is missing.
/// </summary>
internal static class SetBefore
{
    public static bool Exclude(ControlFlow flow, int first, int second) =>
        flow.Known(flow.Body.BlockOfSite[second]).Any(known => NullTests.Of(flow.Method, known) is { IsTrue: false, Tested.Kind: ValueKind.Result } asked
            && Values.Index(asked.Tested) is { } get
            && flow.Method.Sites[get] is { Target: { HasReceiver: true, ParameterCount: 0 } } read
            && read.Target.Name.StartsWith("get_", StringComparison.Ordinal)
            && read.Receiver.Kind is ValueKind.Local or ValueKind.Parameter or ValueKind.Result or ValueKind.New
            && get > first && IsSet(flow, first, get));

    private static bool IsSet(ControlFlow flow, int first, int get)
    {
        var (method, body) = (flow.Method, flow.Body);
        var read = method.Sites[get];
        var sets = Enumerable.Range(0, method.Sites.Count).Where(s => method.Sites[s].Target.Name == "set_" + read.Target.Name.Substring("get_".Length) && method.Sites[s].Target.Type == read.Target.Type).ToList();
        return sets.Exists(s => s < first && method.Sites[s].Receiver == read.Receiver && (body.BlockOfSite[s] == body.BlockOfSite[first] || flow.Dominates(body.BlockOfSite[s], body.BlockOfSite[first])) && IsSomething(method, Values.Argument(method.Sites[s], 0))
                && !sets.Exists(other => other > s && method.Flow.CanFollow(s, other) && method.Flow.CanFollow(other, get)))
            && (read.Receiver.Kind != ValueKind.Local || !body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Slot == read.Receiver.Text && (s.Block == body.BlockOfSite[first] ? s.SitesBefore > first : Following.Leads(body, body.BlockOfSite[first], s.Block))));
    }

    private static bool IsSomething(MethodFact method, ValueFact value) =>
        value.Kind == ValueKind.New || (value.Kind == ValueKind.Text && value.Text.Length > 0)
        || Values.Source(method, value) is { Target: { Name: "ToString" } text } && text.Type.StartsWith("System.", StringComparison.Ordinal);
}
