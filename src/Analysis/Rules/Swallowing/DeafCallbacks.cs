using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Callbacks that are handed a failure and do nothing: <c>Start(work, onError: _ =&gt; { })</c>. Whoever asks for one has nowhere else to tell of it.</summary>
internal sealed class DeafCallbacks(RuleContext context)
{
    /// <summary>Arguments of libraries' error handlers that are no exceptions themselves.</summary>
    private static readonly HashSet<string> Reports = new(StringComparer.Ordinal)
    {
        "Azure.Messaging.ServiceBus.ProcessErrorEventArgs", "Azure.Messaging.EventHubs.Processor.ProcessErrorEventArgs", "System.IO.ErrorEventArgs", "System.Threading.Tasks.UnobservedTaskExceptionEventArgs",
    };

    public IEnumerable<Swallow> In(MethodNode node)
    {
        if (IsDeafObserver(node))
        {
            yield return new(node, new SpanLocation(node, node.Method.Declared.IsKnown ? node.Method.Declared : node.Method.Span), new("what it observes", Certain: false, IsEffect: false, []), Swallow.Anything, "is told of every failure of", "record it, pass it on");
        }

        var sites = node.Method.Sites;
        for (var i = 0; i < sites.Count; i++)
        {
            if (sites[i].Kind is SiteKind.Call or SiteKind.VirtualCall or SiteKind.New
                && !IsOfAttempts(sites[i].Target)
                && sites[i].Arguments.Select(a => Deaf(node, a)).FirstOrDefault(d => d is not null) is { } deaf
                && Work(node, i) is { } failure)
            {
                yield return new(node, deaf.Method.Span.IsKnown && !sites[i].Arguments.Any(a => IsKept(node, a, deaf)) ? new SpanLocation(deaf, deaf.Method.Span) : new SiteLocation(node, i), failure, Swallow.Anything, "hands over a callback that ignores every failure of", "record it in the callback");
            }
        }
    }

    /// <summary><c>IObserver&lt;T&gt;.OnError</c> that does nothing with the error.</summary>
    private bool IsDeafObserver(MethodNode node) =>
        node.Method is { Name: "OnError", Parameters.Count: 1 } method
        && method.Parameters[0].Name == "System.Exception"
        && node.Type.Interfaces.Any(i => i.Name == "System.IObserver`1")
        && !context.FailureAnalysis.Recording.Takes(node, 0)
        && !IsAlwaysReplaced(node);

    /// <summary>Of an abstract class, and each class below it has a body of its own that does not call this one: it never runs.</summary>
    private bool IsAlwaysReplaced(MethodNode node) =>
        context.Graph.Types.Find(node.Assembly.Name, node.Type.Name) is { IsConcrete: false } type
        && TypeHierarchy.SelfAndDerived(type).Where(t => t.IsConcrete).Select(t => Implementations.Of(context.Graph, t, node)).ToList() is { Count: > 0 } bodies
        && bodies.TrueForAll(body => body is not null && body != node && !body.Method.Sites.Any(s => s.Target.Id == node.Method.Id));

    /// <summary>A retry or breaker tells its callback of what it goes on to handle, or throws anyway.</summary>
    private static bool IsOfAttempts(MethodRef target) =>
        target.Type.StartsWith("Polly.", StringComparison.Ordinal)
        || target.Name.StartsWith("remove_", StringComparison.Ordinal)
        || target.Name.IndexOf("Retry", StringComparison.Ordinal) >= 0
        || target.Name is "ContinueWith" or "Handle";

    private MethodNode? Deaf(MethodNode node, ValueFact argument) =>
        argument.Kind == ValueKind.Delegate ? (context.Graph.Find(node.Assembly.Name, argument.Text) is { } body && IsDeaf(body) ? body : null)
        : KeptCallbacks.Of(context.Graph, node, argument) is { Count: > 0 } kept && kept.All(IsDeaf) ? kept[0]
        : null;

    private static bool IsDeaf(MethodNode body) =>
        body.Method.Parameters.Any(p => p.Name.EndsWith("Exception", StringComparison.Ordinal) || Reports.Contains(p.Name)) && EmptyBodies.DoesNothing(body);

    /// <summary>One that stands in a field is deaf for whoever hands it over.</summary>
    private bool IsKept(MethodNode node, ValueFact argument, MethodNode deaf) => argument.Kind == ValueKind.Field && Deaf(node, argument) == deaf;

    /// <summary>What else is handed over: work that can fail. What a library runs by itself is not shown.</summary>
    private Failure? Work(MethodNode node, int index)
    {
        var site = node.Method.Sites[index];
        var handed = site.Arguments
            .Where(a => a.Kind == ValueKind.Delegate && Deaf(node, a) is null)
            .Select(a => context.Graph.Find(node.Assembly.Name, a.Text) is { } body ? context.FailureAnalysis.Failures.Escaping(body) : null)
            .Concat(site.Arguments.Where(a => a.Kind == ValueKind.Result).Select(a => Values.Index(a) is { } made && Tasks.IsTask(node.Method.Sites[made].Target) ? context.FailureAnalysis.Failures.At(node, made) : null))
            .OfType<Failure>()
            .OrderByDescending(f => f.Certain)
            .FirstOrDefault();
        return handed is not null ? handed with { Path = [] }
            : context.Graph.IsOwn(site.Target.Assembly) ? null
            : new(Names.Member(site.Target), Certain: false, IsEffect: false, []);
    }
}
