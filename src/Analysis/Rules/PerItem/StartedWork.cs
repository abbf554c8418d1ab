using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Work that a loop only starts, and that asks after a while: <c>_ = StopLaterAsync(id)</c>, whose first step is <c>await Task.Delay(due)</c>. The loop has long ended when it does, and each asks at a time of its own.
/// A worker that is started for each item (<c>worker._run = worker.ListenAsync(stopping)</c>) waits for its own work, and asks for that.
/// </summary>
internal sealed class StartedWork
{
    private readonly Delays _delays;
    private readonly NearestSites? _atOnce;
    private readonly RuleContext _context;
    private readonly Dictionary<MethodNode, bool> _workers = [];

    /// <param name="questions">The sites that ask.</param>
    /// <param name="follows">Which calls a way to them may take.</param>
    public StartedWork(RuleContext context, IReadOnlyCollection<(MethodNode Node, int Site)> questions, Func<CallEdge, bool> follows)
    {
        _delays = new(context.Flows);
        _context = context;
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
    public bool ComesLater(CallEdge edge) => IsWorker(edge) || ComesAfterDelay(edge);

    private bool ComesAfterDelay(CallEdge edge) => _atOnce is not null && IsStarted(edge) && !_atOnce.Reaches(edge.To);

    private bool IsWorker(CallEdge edge) => edge.Site >= 0 && edge.To.Method.Has(MethodTraits.Async) && Delays.IsLetGo(edge.From.Method, edge.Site) && Works(edge.To);

    /// <summary>A loop that waits for work, or that goes round until it is told to stop; one that only tries again does not.</summary>
    private bool Works(MethodNode node)
    {
        if (!_workers.TryGetValue(node, out var works))
        {
            var method = node.Method;
            works = _context.Flows.Of(method).Loops.Any(loop => loop.Retries is null && Enumerable.Range(0, method.Sites.Count).Any(i => loop.Contains(method.Body.BlockOfSite[i]) && IsAsked(method.Sites[i])));
            _workers.Add(node, works);
        }

        return works;
    }

    private bool IsAsked(SiteFact site) =>
        site.Target is { Type: "System.Threading.CancellationToken" or "System.Threading.CancellationTokenSource", Name: "get_IsCancellationRequested" } || _context.Catalogue.Of<UnitOfWorkMeaning>(site.Target.Type, site.Target.Name) is not null;

    private static bool IsStarted(CallEdge edge) =>
        edge.Site >= 0 && edge.To.Method.Has(MethodTraits.Async) && (edge.To.Method.Returns.Name == "System.Void" || Delays.IsLetGo(edge.From.Method, edge.Site));
}
