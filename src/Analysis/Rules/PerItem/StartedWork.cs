using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Work that a loop only starts, and that asks after a while: <c>_ = StopLaterAsync(id)</c>, whose first step is <c>await Task.Delay(due)</c>. The loop has long ended when it does, and each asks at a time of its own.
/// </summary>
internal sealed class StartedWork
{
    private readonly Delays _delays;
    private readonly NearestSites? _atOnce;

    /// <param name="questions">The sites that ask.</param>
    /// <param name="follows">Which calls a way to them may take.</param>
    public StartedWork(RuleContext context, IReadOnlyCollection<(MethodNode Node, int Site)> questions, Func<CallEdge, bool> follows)
    {
        _delays = new(context.Flows);
        if (context.Graph.Focus.Any(n => Delays.AreIn(n.Method)))
        {
            _atOnce = new(
                context.Graph,
                questions.Where(q => !IsAfterDelay(q.Node, q.Site)),
                follows: e => follows(e) && !IsAfterDelay(e.From, e.Site));
        }
    }

    public bool IsAfterDelay(MethodNode node, int site) => site >= 0 && _delays.AreBefore(node.Method, site);

    /// <summary>Whether a call only starts a method that asks nothing before its delay.</summary>
    public bool ComesLater(CallEdge edge) => _atOnce is not null && IsStarted(edge) && !_atOnce.Reaches(edge.To);

    private static bool IsStarted(CallEdge edge) =>
        edge.Site >= 0 && edge.To.Method.Has(MethodTraits.Async) && (edge.To.Method.Returns.Name == "System.Void" || Delays.IsLetGo(edge.From.Method, edge.Site));
}
