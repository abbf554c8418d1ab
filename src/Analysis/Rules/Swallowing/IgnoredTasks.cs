using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Tasks whose failure nobody asks for, although something comes after them: continuations that do not look back, and those that WhenAny did not wait for.</summary>
internal sealed class IgnoredTasks(RuleContext context)
{
    // System.Threading.Tasks.ConfigureAwaitOptions.
    private const int SuppressThrowing = 0x2;

    private readonly AbandonedTasks _abandoned = new(context);
    private readonly HeldFailures _held = new(context.FailureAnalysis.Failures);
    private readonly HeldFailures _unrecorded = new(context.FailureAnalysis.Unrecorded);

    public IEnumerable<Swallow> In(MethodNode node)
    {
        var sites = node.Method.Sites;
        for (var i = 0; i < sites.Count; i++)
        {
            if (sites[i].Target.Type is not ("System.Threading.Tasks.Task" or "System.Threading.Tasks.Task`1"))
            {
                continue;
            }

            if (sites[i].Target.Name == "ContinueWith" && Antecedent(node, i) is { } before)
            {
                yield return new(node, new SiteLocation(node, i), before, Swallow.Anything, "continues without asking for a failure of", "await it, look at the task's exception");
            }
            else if (sites[i].Target.Name == "ConfigureAwait" && Suppressed(node, i) is { } suppressed)
            {
                yield return new(node, new SiteLocation(node, i), suppressed, Swallow.Anything, "awaits without asking for a failure of", "let it throw, look at the task's exception");
            }
            else if (sites[i].Target.Name == "WhenAny" && Loser(node, i) is { } lost)
            {
                yield return new(node, new SiteLocation(node, i), lost, Swallow.Anything, "waits for any task, so that nobody learns of a failure of", "await the others as well");
            }
        }
    }

    private Failure? Antecedent(MethodNode node, int index)
    {
        var site = node.Method.Sites[index];
        return Begun(node, site.Receiver) is { } task
            && !TaskUses.IsUsedBeside(node.Method, task, index)
            && Ignores(node, site)
            && (_unrecorded.At(node, task) ?? context.FailureAnalysis.Unrecorded.Gathered(node, node.Method.Sites[task], isLeftAlone: gathered => !TaskUses.IsUsedBeside(node.Method, gathered, task))) is { } failure
            ? failure with { Certain = failure.Certain && !IsHandedOn(site) }
            : null;
    }

    /// <summary><c>await Save().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)</c>, and nobody who looks at the task then.</summary>
    private Failure? Suppressed(MethodNode node, int index)
    {
        var site = node.Method.Sites[index];
        return (Continuations.Options(site) & SuppressThrowing) != 0 && Begun(node, site.Receiver) is { } task && !TaskUses.IsUsedBeside(node.Method, task, index)
            ? _unrecorded.At(node, task) ?? context.FailureAnalysis.Unrecorded.Gathered(node, node.Method.Sites[task])
            : null;
    }

    /// <summary>
    /// <c>return SaveAsync().ContinueWith(_ => Log(), TaskContinuationOptions.NotOnFaulted);</c>: after a failure the continuation is cancelled, and that is all that whoever waits for it learns; whether it is enough the code does not show.
    /// </summary>
    private static bool IsHandedOn(SiteFact site) => Continuations.RunsNotAfterFailures(site) && site.Use != ResultUse.Discarded;

    private bool Ignores(MethodNode node, SiteFact site)
    {
        if (Continuations.RunsNotAfterFailures(site))
        {
            return true;
        }

        // Who asks to be called after a failure only knows of it without a look at the task.
        return site.Arguments.FirstOrDefault(a => a.Kind == ValueKind.Delegate) is { Kind: ValueKind.Delegate } continuation
            && context.Graph.Find(node.Assembly.Name, continuation.Text) is { } body
            && (!Continuations.RunsAfterFailuresOnly(site) ? !TaskUses.LooksAt(body, 0) || OnlyAsksForSuccess(body) || OnlyTouches(body) : body.Method.Sites.Count == 0 || OnlyTouches(body));
    }

    /// <summary><c>_ = t.Exception;</c> keeps the finalizer quiet, and everybody else.</summary>
    private static bool OnlyTouches(MethodNode body) =>
        body.Method.Sites.Count > 0
        && body.Method.Sites.All(s => s.Target is { Name: "get_Exception" } && s.Receiver.Kind == ValueKind.Parameter && s.Use == ResultUse.Discarded)
        && !body.Method.Body.Steps.Any(s => s.Kind is StepKind.Throw);

    /// <summary><c>t =&gt; { if (t.IsCompletedSuccessfully) … }</c>: whatever it does, it does after a success.</summary>
    private bool OnlyAsksForSuccess(MethodNode body)
    {
        var method = body.Method;
        var flow = context.Flows.Of(method);
        return Tasks.Answer(method.Returns).Name == "System.Void"
            && method.Sites.Any(IsQuestion)
            && Enumerable.Range(0, method.Sites.Count).All(i => IsQuestion(method.Sites[i]) || IsSuccess(method.Body.BlockOfSite[i]))
            && method.Body.Steps.All(s => s.Kind is StepKind.Return || IsSuccess(s.Block));

        bool IsQuestion(SiteFact site) =>
            site.Target.Name is "get_IsCompletedSuccessfully" or "get_IsFaulted" && site.Receiver.Kind == ValueKind.Parameter && Values.Index(site.Receiver) == 0;

        bool IsSuccess(int block) =>
            flow.Known(block).Any(k => Values.Source(method, k.Tested) is { } asked && IsQuestion(asked) && k.IsTrue == (asked.Target.Name == "get_IsCompletedSuccessfully"));
    }

    private Failure? Loser(MethodNode node, int index) =>
        node.Method.Sites[index].Arguments
            .SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a])
            .Select(a => IsLookedThrough(node.Method, a, index) ? null : Begun(node, DroppedTasks.Listed(node.Method, a)))
            .Where(task => task is not null && (TaskUses.IsUsedBeside(node.Method, task.Value, index, passedOn: true) && !TaskUses.IsOnlyAskedWhetherDone(node.Method, task.Value, index) ? _abandoned.Leaves(node, index, task.Value) : !AwaitsOneOf(node.Method, index) && !WatchesOneOf(node, index)))
            .Select(task => _held.At(node, task!.Value))
            .Where(f => f is not null)
            .OrderByDescending(f => f!.Certain)
            .FirstOrDefault();

    /// <summary>Whether anybody else has the list of the tasks.</summary>
    private static bool IsLookedThrough(MethodFact method, ValueFact tasks, int whenAny) =>
        DroppedTasks.Listed(method, tasks) != tasks && Values.Index(tasks) is { } list && TaskUses.IsUsedBeside(method, list, whenAny);

    /// <summary>
    /// <c>await (first == a ? b : a)</c>, <c>foreach (var rest in new[] { a, b }) await rest;</c>: what is awaited behind it is one of several tasks, and the code does not show which.
    /// </summary>
    private static bool AwaitsOneOf(MethodFact method, int whenAny) =>
        method.Body.Steps.Any(s => s.Kind == StepKind.Await && s.Value.Kind is ValueKind.Unknown or ValueKind.Local && IsBehind(method, whenAny, s));

    /// <summary><c>lose.ContinueWith(…)</c>, <c>Observe(first == a ? b : a)</c>: somebody is told of the one that is left, and the code does not show which that is.</summary>
    private bool WatchesOneOf(MethodNode node, int whenAny)
    {
        var sites = node.Method.Sites;
        return Enumerable.Range(0, sites.Count).Any(i => node.Method.Flow.CanFollow(whenAny, i) && IsWatch(sites[i]));

        bool IsWatch(SiteFact site) =>
            (site.Target.Name == "ContinueWith" && IsOpen(site.Receiver))
            || (context.Graph.Find(site.Target) is { } watcher && Enumerable.Range(0, watcher.Method.Parameters.Count).Any(p => IsOpen(Values.Argument(site, p)) && Tasks.IsTask(watcher.Method.Parameters[p])));

        static bool IsOpen(ValueFact value) => value.Kind is ValueKind.Unknown or ValueKind.Local;
    }

    private static bool IsBehind(MethodFact method, int site, StepFact step) =>
        step.Block == method.Body.BlockOfSite[site] ? step.SitesBefore > site : Following.Leads(method.Body, method.Body.BlockOfSite[site], step.Block);

    /// <summary>What has made a task that can hold a failure.</summary>
    private int? Begun(MethodNode node, ValueFact value) =>
        value.Kind == ValueKind.Result && Values.Index(value) is { } task && !context.FailureAnalysis.Returned.HoldsNoFailure(node, task) ? task : null;
}
