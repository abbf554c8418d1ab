using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// <c>Reading? latest = null; foreach (var reading in readings) latest = await FillAsync(reading, latest);</c>, where <c>FillAsync</c> asks only while it is handed nothing: each turn hands its answer on to the next, so that the first one alone asks.
/// </summary>
internal static class CarriedAnswers
{
    public static bool Are(RuleContext context, PerItemCall call)
    {
        if (call.Call is not { Via: null, Mode: RunMode.Inline, Site: >= 0 } edge || edge.From != call.Node)
        {
            return false;
        }

        var method = call.Node.Method;
        var site = method.Sites[call.Site];
        var asks = call.Path.Count > 0 ? call.Path[0].Site : call.Question.Site;
        var called = edge.To.Method;
        if (asks < 0 || site.Target.ParameterCount != called.Parameters.Count || called.Body.Steps.Any(s => s.Kind == StepKind.Return && s.Value.Kind == ValueKind.Null))
        {
            return false;
        }

        var block = called.Body.BlockOfSite[asks];
        return context.Flows.Of(called).Known(block).Any(known => NullTests.Of(called, known) is { IsTrue: false } asked
            && AskedParameters.Of(called, asked.Tested, block) is { } parameter
            && IsCarried(context.Flows.Of(method), call.Site, Values.Argument(site, parameter)));
    }

    /// <summary>Whether a call of a loop is handed what the same call has answered in the turn before.</summary>
    private static bool IsCarried(ControlFlow flow, int site, ValueFact handed)
    {
        var method = flow.Method;
        if (handed.Kind != ValueKind.Local
            || flow.TurnAround(method.Body.BlockOfSite[site]) is not { } loop)
        {
            return false;
        }

        var stores = method.Body.Steps.Where(s => s.Slot == handed.Text && s.Kind != StepKind.Capture).ToList();
        var inside = stores.FindAll(s => loop.Contains(s.Block));

        // Written once only, and read before that: no store is noted, since from there on the local is a name for the answer.
        return stores.Count == 0
            ? method.Sites[site].Use is ResultUse.Used or ResultUse.Awaited && method.Body.Locals.FirstOrDefault(l => l.Slot == handed.Text) is { } local && IsOnlyGivenBy(method, loop, site, local.Type.Name)
            : inside.Count > 0 && inside.TrueForAll(s => s.Kind == StepKind.LocalWrite && IsAnswer(method, s.Value, site));
    }

    /// <summary>Whether nothing else of a loop gives what a local can hold, and nobody but that local is given what the call answers.</summary>
    private static bool IsOnlyGivenBy(MethodFact method, Loop loop, int site, string type) =>
        !method.Sites.Any(s => s.Arguments.Any(a => IsAnswer(method, a, site)))
        && Enumerable.Range(0, method.Sites.Count).Where(s => loop.Contains(method.Body.BlockOfSite[s]) && Gives(method.Sites[s], type)).SequenceEqual([site]);

    private static bool Gives(SiteFact call, string type) =>
        call.Kind == SiteKind.New ? call.Target.Type == type
        : call.Kind is SiteKind.Call or SiteKind.VirtualCall && call.Target.Name != "get_Current" && call.Target.Returns is { } returns && Generics.Awaited(returns) is var given && (given.Name == type || Generics.IsParameter(given));

    private static bool IsAnswer(MethodFact method, ValueFact value, int site)
    {
        while (Values.Source(method, value) is { Target: { Name: "ConfigureAwait", HasReceiver: true } } configured)
        {
            value = configured.Receiver;
        }

        return value == Values.ResultOf(site);
    }
}
