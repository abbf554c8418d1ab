using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Retries;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// Synchronous policies that wait between two attempts: <c>Handle&lt;X&gt;().WaitAndRetry(…).Execute(…)</c> holds its thread for the pause, and so does <c>Execute</c> of a pipeline with <c>AddRetry</c>, whose pause is two
/// seconds unless its options say otherwise (https://www.pollydocs.org/strategies/retry.html#defaults).
/// </summary>
internal sealed class RetryPauses
{
    private const string NoTime = "F:System.TimeSpan.Zero";

    private readonly CodeGraph _graph;
    private readonly Catalogue _catalogue;
    private readonly Lazy<ValueOrigins> _origins;

    public RetryPauses(CodeGraph graph, Catalogue catalogue)
    {
        _graph = graph;
        _catalogue = catalogue;
        _origins = new(() => new(graph, catalogue));
    }

    /// <summary>Whether a call runs a delegate on its own thread, with a pause before it is run again.</summary>
    public bool Holds(MethodNode node, SiteFact site) =>
        site is { Kind: SiteKind.Call or SiteKind.VirtualCall, Target: { HasReceiver: true, Name: "Execute" or "ExecuteAndCapture" } }
        && site.Target.Type.StartsWith("Polly.", StringComparison.Ordinal)
        && !SynchronousRuns.HandTaskBack(site)
        && _catalogue.OfCall(site.Target.Type, site.Target.Name) is RunsMeaning { Mode: RunMode.Retrying }
        && Waits(new(node), site.Receiver, 4);

    /// <summary>What to await instead of a synchronous policy, or of the synchronous member of a pipeline.</summary>
    public static string Sibling(SiteFact site) => site.Target.Type.StartsWith("Polly.ResiliencePipeline", StringComparison.Ordinal) ? "ResiliencePipeline.ExecuteAsync" : "ExecuteAsync of a policy made by WaitAndRetryAsync";

    private bool Waits(Activation at, ValueFact policy, int depth) =>
        depth > 0 && _origins.Value.Of(at, policy) is { Count: > 0 } origins && origins.All(o => o.Made is { } made && IsMadeToWait(o.At, made, depth));

    private bool IsMadeToWait(Activation at, SiteFact made, int depth)
    {
        if (made.Target.Name is "WaitAndRetry" or "WaitAndRetryForever")
        {
            return made.Target.Type.StartsWith("Polly.Retry", StringComparison.Ordinal) && !made.Arguments.Any(a => IsNoTime(a) || AnswersNoTime(at.Node, a));
        }

        if (made.Target.Name == "Build" && made.Target.Type.StartsWith("Polly.ResiliencePipelineBuilder", StringComparison.Ordinal))
        {
            var root = Policies.Root(at.Node.Method, made.Target.HasReceiver ? made.Receiver : Values.Argument(made, 0));
            return at.Node.Method.Sites.Any(s => s.Target.Name == "AddRetry" && Policies.IsOn(at.Node.Method, s, root) && Pauses(at.Node, s));
        }

        return made.Target.Name == "Wrap" && made.Target.Type.StartsWith("Polly.", StringComparison.Ordinal)
            && made.Arguments.SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a]).Append(made.Receiver).Any(part => part.Kind != ValueKind.Unknown && Waits(at, part, depth - 1));
    }

    /// <summary>Options that are made in sight: they pause, unless they say that there is nothing to wait for, or leave it to a function.</summary>
    private static bool Pauses(MethodNode node, SiteFact added) =>
        added.Arguments.Any(a => a.Kind == ValueKind.New)
        && !node.Method.Sites.Any(s => added.Arguments.Contains(s.Receiver) && s.Target.Name switch
        {
            "set_DelayGenerator" => true,
            "set_MaxRetryAttempts" => Values.Argument(s, 0) is { Kind: ValueKind.Number, Text: "0" },
            "set_Delay" => IsNoTime(Values.Argument(s, 0)),
            _ => false,
        });

    /// <summary><c>_ =&gt; TimeSpan.Zero</c></summary>
    private bool AnswersNoTime(MethodNode node, ValueFact value) =>
        value.Kind == ValueKind.Delegate
        && _graph.Find(node.Assembly.Name, value.Text)?.Method.Body.Steps.Where(s => s.Kind == StepKind.Return).ToList() is { Count: > 0 } answers
        && answers.TrueForAll(s => IsNoTime(s.Value));

    /// <summary>Also a list of such pauses.</summary>
    private static bool IsNoTime(ValueFact value) =>
        value is { Kind: ValueKind.Field, Text: NoTime } || (value is { Kind: ValueKind.Many, Elements.Count: > 0 } && value.Elements.All(IsNoTime));
}
