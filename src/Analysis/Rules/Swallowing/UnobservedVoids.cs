using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Blocking;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Asynchronous methods and lambdas that return nothing: whoever runs them goes on, and what they throw reaches nobody who could handle it.</summary>
internal sealed class UnobservedVoids(RuleContext context)
{
    /// <summary>Whose events the platform raises on threads of its own, where nobody looks at what comes up.</summary>
    private static readonly HashSet<string> RaisedOnPool = new(StringComparer.Ordinal) { "System.IO.FileSystemWatcher", "System.Timers.Timer", "System.Diagnostics.Process" };

    private readonly Dictionary<MethodNode, (MethodNode Maker, int Site)> _made = Makers(context.Graph);

    public IEnumerable<Swallow> In(MethodNode node)
    {
        if (IsAsyncVoid(node) && (context.FailureAnalysis.Unrecorded.Escaping(node) ?? Unwaited(node)) is { } failure)
        {
            if (IsOverride(node.Method))
            {
                if (!failure.Certain || UserInterfaces.Owns(context.Graph, node))
                {
                    yield break;
                }

                // What it overrides leaves it no choice; there may be another member that does, such as DisposeAsync.
                failure = failure with { Certain = false };
            }

            if (IsEventHandler(node.Method))
            {
                if (!IsRaisedOnPool(node) && !(failure is { Certain: true, IsEffect: true } && IsOfOwnEvent(node)))
                {
                    yield break;
                }

                // The event leaves it no choice, and may be raised by a framework that looks at what comes up.
                failure = failure with { Certain = false };
            }

            var isLambda = node.Method.Has(MethodTraits.Lambda);
            Location location = isLambda && _made.TryGetValue(node, out var made) ? new SiteLocation(made.Maker, made.Site) : new SpanLocation(node, node.Method.Declared);
            yield return new(
                node,
                location,
                failure,
                Swallow.Anything,
                isLambda ? "is run as an action, so that whoever runs it cannot handle a failure of" : "is async void, so that no caller can handle a failure of",
                isLambda ? "hand it to something that awaits it, catch inside" : "return a Task, catch inside");
        }
    }

    /// <summary><c>items.ForEach(async item =&gt; await writer.WriteAsync(item));</c>: whatever the work of a library, or of who implements an interface elsewhere, may come to, nobody waits for it. A pause and a gate come to nothing.</summary>
    private Failure? Unwaited(MethodNode node)
    {
        var method = node.Method;
        return method.Has(MethodTraits.Lambda) && !IsEventHandler(method) && Event(node) is null && !UserInterfaces.Owns(context.Graph, node)
            ? Enumerable.Range(0, method.Sites.Count)
                .Where(i => method.Sites[i].IsAwaited && IsWork(node, i) && !context.FailureAnalysis.Unrecorded.IsStopped(node, i))
                .Select(i => new Failure(Names.Member(method.Sites[i].Target), Certain: false, IsEffect: false, []))
                .FirstOrDefault()
            : null;
    }

    /// <summary>What a library does, here or in an own method that hands its task on, or an interface of one's own that nobody here implements.</summary>
    private bool IsWork(MethodNode node, int site, int depth = 2)
    {
        var target = node.Method.Sites[site].Target;
        if (!Tasks.IsTask(target) || target.Name == "Invoke" || OwnFailures.IsEnding(target.Name))
        {
            return false;
        }

        var below = node.EdgesAt(site).Where(e => e.Certain && e.Via is null).Select(e => e.To).ToList();
        return below.Count > 0
            ? depth > 0 && below.Exists(to => Enumerable.Range(0, to.Method.Sites.Count).Any(i => IsWaitedFor(to.Method, i) && IsWork(to, i, depth - 1) && !context.FailureAnalysis.Unrecorded.IsStopped(to, i)))
            : (context.Graph.Find(target) is not { } own || own.Method.Has(MethodTraits.Abstract))
                && (target.Type.StartsWith("System.Threading.Channels.", StringComparison.Ordinal) || !target.Type.StartsWith("System.Threading.", StringComparison.Ordinal));
    }

    private static bool IsWaitedFor(MethodFact method, int site) =>
        method.Sites[site].IsAwaited || method.Body.Steps.Any(s => s.Kind == StepKind.Return && s.Value == Values.ResultOf(site));

    private static bool IsAsyncVoid(MethodNode node) => node.Method.Has(MethodTraits.Async) && node.Method.Returns.Name == "System.Void";

    /// <summary>Whether the event is declared here, so that nobody but our own code raises it. What a user interface throws comes to its dispatcher.</summary>
    private bool IsOfOwnEvent(MethodNode node) => Event(node) is { } subscribed && context.Graph.IsOwn(subscribed.Assembly) && !UserInterfaces.Owns(context.Graph, node);

    private bool IsRaisedOnPool(MethodNode node) => Event(node) is { } subscribed && RaisedOnPool.Contains(subscribed.Type) && !UserInterfaces.Owns(context.Graph, node);

    /// <summary>The event that a handler is added to where it is made.</summary>
    private MethodRef? Event(MethodNode node) =>
        _made.TryGetValue(node, out var made)
        && made.Maker.Method.Sites[made.Site].Consumer is >= 0 and var consumer
        && made.Maker.Method.Sites[consumer].Target is { } subscribed
        && subscribed.Name.StartsWith("add_", StringComparison.Ordinal)
            ? subscribed
            : null;

    /// <summary>An event asks for nothing else.</summary>
    private static bool IsEventHandler(MethodFact method) =>
        method.Parameters.Count == 2 && method.Parameters[0].Name == "System.Object" && method.Parameters[1].Name.Split('`')[0].EndsWith("EventArgs", StringComparison.Ordinal);

    private static bool IsOverride(MethodFact method) => method.Has(MethodTraits.Virtual) && !method.Has(MethodTraits.NewSlot);

    private static Dictionary<MethodNode, (MethodNode, int)> Makers(CodeGraph graph)
    {
        var made = new Dictionary<MethodNode, (MethodNode, int)>();
        foreach (var node in graph.Nodes)
        {
            for (var i = 0; i < node.Method.Sites.Count; i++)
            {
                if (node.Method.Sites[i].Kind == SiteKind.Delegate && graph.Find(node.Method.Sites[i].Target) is { } body && IsAsyncVoid(body) && !made.ContainsKey(body))
                {
                    made.Add(body, (node, i));
                }
            }
        }

        return made;
    }
}
