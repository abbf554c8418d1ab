using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Work that callers hand over, and that a runner starts on another thread: <c>_ = Task.Run(work)</c>, <c>_ = Task.Run(() => work(token))</c>. The runner drops whatever it fails with, for all who have any.</summary>
internal sealed class HandedWork(RuleContext context)
{
    private readonly Failures _failures = context.FailureAnalysis.Unrecorded;

    /// <summary>What fails in the work that a call starts; null where it is no such call, or nothing can.</summary>
    public Failure? Started(MethodNode node, SiteFact site)
    {
        if (site.Target is not ({ Type: "System.Threading.Tasks.Task", Name: "Run" } or { Type: "System.Threading.Tasks.TaskFactory", Name: "StartNew" }))
        {
            return null;
        }

        return Values.Argument(site, 0) switch
        {
            { Kind: ValueKind.Parameter } work when Values.Index(work) is { } parameter => Worst(node, parameter),
            { Kind: ValueKind.Delegate } started when context.Graph.Find(node.Assembly.Name, started.Text) is { } body => InBody(node, body),
            _ => null,
        };
    }

    private Failure? InBody(MethodNode node, MethodNode body)
    {
        for (var i = 0; i < body.Method.Sites.Count; i++)
        {
            var run = body.Method.Sites[i];
            if (run.Target.Name == "Invoke" && run.Receiver.Kind == ValueKind.Captured && !_failures.IsStopped(body, i) && Handed(node, run.Receiver.Text) is { } parameter && Worst(node, parameter) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    /// <summary>The parameter that a lambda knows by its name.</summary>
    private static int? Handed(MethodNode node, string name) =>
        node.Method.Body.Steps.Where(s => s.Kind == StepKind.Capture && s.Slot == name && s.Value.Kind == ValueKind.Parameter).Select(s => Values.Index(s.Value)).FirstOrDefault();

    /// <summary>The worst of all that is handed over; anything, where nobody of whom the code knows hands over any work.</summary>
    private Failure? Worst(MethodNode node, int parameter)
    {
        if (parameter >= node.Method.Parameters.Count || node.Method.Parameters[parameter] is not { Name: "System.Func`1" or "System.Func`2" or "System.Func`3" } type || !Tasks.IsTask(type.Arguments[type.Arguments.Count - 1]))
        {
            return null;
        }

        var bodies = _failures.Delegates.Of(node, parameter);
        return bodies.Count == 0 ? Failures.Anything
            : bodies.Select(_failures.Escaping).OfType<Failure>().OrderByDescending(f => f.Certain).ThenBy(f => f.Subject, StringComparer.Ordinal).FirstOrDefault() is { } worst ? worst with { Path = [] }
            : null;
    }
}
