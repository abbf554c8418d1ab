using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Tasks that nobody ever looks at: dropped, kept in a field that nobody reads, or handed to a helper that does nothing with them.</summary>
internal sealed class DroppedTasks(RuleContext context)
{
    private readonly Failures _failures = context.FailureAnalysis.Unrecorded;
    private readonly HeldFailures _held = new(context.FailureAnalysis.Unrecorded);
    private readonly InnerTasks _inner = new(context.Graph);
    private readonly UnheardClients _clients = new(context);
    private readonly UnreadLists _unread = new(context.Graph);
    private readonly HandedWork _handed = new(context);
    private readonly QueuedWrites _queued = new(context.Graph);
    private readonly SeveralSubscribers _subscribers = new(context);
    private readonly QueuedCommands _commands = new(context.Graph);

    public IEnumerable<Swallow> In(MethodNode node)
    {
        var sites = node.Method.Sites;
        for (var i = 0; i < sites.Count; i++)
        {
            if (IsCall(sites[i]) && _clients.Dropped(node, i) is { } unsent)
            {
                yield return new(node, new SiteLocation(node, i), unsent, Swallow.Anything, "has the client drop every failure of", "leave out FireAndForget, look at the report");
            }
            else if (IsCall(sites[i]) && _subscribers.Dropped(node, i) is { } unawaited)
            {
                yield return new(node, new SiteLocation(node, i), unawaited, Swallow.Anything, "gets the last task of several subscribers, and drops that of", "run each of GetInvocationList() and await them all");
            }
            else if (IsCall(sites[i]) && Dropped(node, i) is { } failure && !(KeptTasks.Are(node, i) && KeptTasks.AreAwaitedLater(node, i)) && _commands.Of(node, i) is not Queued.Answered and var queued)
            {
                failure = failure with { Certain = failure.Certain && queued == Queued.No && !KeptTasks.Are(node, i) };
                yield return Enumerable.Range(i + 1, sites.Count - i - 1).Any(put => sites[put].Arguments.Contains(Values.ResultOf(i)) && IsLeftBatch(node, put))
                    ? new(node, Place(node, i), Named(sites[i], failure), Swallow.Anything, "waits for full batches only, and drops the last tasks of", "await what is left behind the loop as well")
                    : _inner.IsHidden(node, i)
                    ? new(node, Place(node, i), failure, Swallow.Anything, $"keeps the task of {Names.Member(sites[i].Target)}, and drops the one inside it, and with that any failure of", "start it by Task.Run, Unwrap() it, catch inside")
                    : new(node, Place(node, i), Named(sites[i], failure), Swallow.Anything, Drops(sites[i], Named(sites[i], failure)), "await it, keep it, catch inside");
            }
        }
    }

    /// <summary>A task that waits for one that it was handed is called by who made it: below it nothing is known to fail that could be named as well.</summary>
    private static Failure Named(SiteFact site, Failure failure) =>
        failure.Subject == Failures.AwaitedTask && Tasks.IsTask(site.Target) ? failure with { Subject = Names.Member(site.Target), Path = [] } : failure;

    /// <summary>What fails may lie calls below: the task that is dropped is that of the call in the line, which its reader looks for. A delegate has no name of its own.</summary>
    private static string Drops(SiteFact site, Failure failure) =>
        failure.Path.Count > 0 && Tasks.IsTask(site.Target) && site.Target.Name != "Invoke" && Names.Member(site.Target) is var dropped && dropped != failure.Subject
            ? $"drops the task of {dropped}, and with it any failure of"
            : "drops the task of";

    /// <summary>A list of tasks is made in a statement of several lines: the one that begins them says more than its first.</summary>
    private Location Place(MethodNode node, int index)
    {
        var site = node.Method.Sites[index];
        return IsListOfTasks(site)
            && Values.Source(node.Method, Values.Argument(site, 0)) is { Target: { Type: "System.Linq.Enumerable", Name: "Select" } } select
            && Values.Argument(select, 1) is { Kind: ValueKind.Delegate } made
            && context.Graph.Find(node.Assembly.Name, made.Text) is { } body
            && body.Method.Span.IsKnown && body.Method.Span.Document == site.Span.Document && body.Method.Span.Line > site.Span.Line
                ? new SpanLocation(body, body.Method.Span)
                : new SiteLocation(node, index);
    }

    private Failure? Dropped(MethodNode node, int index)
    {
        var site = node.Method.Sites[index];
        if (Continuations.Is(site.Target))
        {
            return IsIgnored(site) ? Continued(node, index) : _inner.IsHidden(node, index) ? _failures.At(node, index) : null;
        }

        if (IsListOfTasks(site))
        {
            return (IsIgnored(site) || IsOnlyCounted(node.Method, index)) && Values.Argument(site, 0) is { Kind: ValueKind.Result } source && Values.Index(source) is { } selected ? _failures.At(node, selected) : null;
        }

        if (site.Target is { Type: "System.Threading.Tasks.Task", Name: "WhenAll" })
        {
            return IsIgnored(site) || IsDroppedBehind(node, index) ? _failures.Gathered(node, site) : null;
        }

        return Tasks.IsTask(site.Target) && !context.FailureAnalysis.Returned.HoldsNoFailure(node, index) && (IsIgnored(site) || _inner.IsHidden(node, index) || IsDroppedBehind(node, index)) && !IsKeptByItself(node, index) ? _held.At(node, index) ?? _handed.Started(node, site) ?? Disposed(node, index) ?? _queued.At(node, index) : null;
    }

    /// <summary>What a list was made of.</summary>
    public static ValueFact Listed(MethodFact method, ValueFact tasks) =>
        Values.Source(method, tasks) is { Target: { Type: "System.Linq.Enumerable", Name: "ToList" or "ToArray" } } list ? Values.Argument(list, 0) : tasks;

    /// <summary>What a continuation does is dropped with it; what comes before it is another law's business.</summary>
    private Failure? Continued(MethodNode node, int index) =>
        Values.Source(node.Method, node.Method.Sites[index].Receiver) is { Target: { Type: "System.Threading.Tasks.Task", Name: "Delay" or "get_CompletedTask" or "Yield" } }
            ? _failures.At(node, index)
            : IsHeard(node.Method, node.Method.Sites[index].Receiver) && !Continuations.SeesToFailure(context.Graph, node, node.Method.Sites[index]) ? _failures.At(node, index) ?? _held.At(node, index) : null;

    /// <summary><c>task.ContinueWith(_ => NoteAsync()); return task;</c>: whoever gets the first task looks at that, and at nothing that comes after it. What is there to tell of its failure need not be asked whether the telling fails.</summary>
    private static bool IsHeard(MethodFact method, ValueFact first) =>
        first.Kind == ValueKind.Result && method.Body.Steps.Any(s => s.Kind is StepKind.Return or StepKind.Await && s.Value == first);

    private static bool IsIgnored(SiteFact site) => site.Use == ResultUse.Discarded;

    /// <summary><c>return tasks.Count;</c></summary>
    private static bool IsOnlyCounted(MethodFact method, int index, ValueKind kind = ValueKind.Result)
    {
        var users = method.Sites.Where(s => Is(s.Receiver) || s.Arguments.Any(Is)).ToList();
        return users.Count > 0
            && users.TrueForAll(s => s.Target.Name is "get_Count" or "get_Length" or "Count" or "Any" or "Add")
            && !method.Body.Steps.Any(s => Is(s.Value));

        bool Is(ValueFact value) => value.Kind == kind && Values.Index(value) == index;
    }

    private static bool IsListOfTasks(SiteFact site) =>
        site.Target is { Type: "System.Linq.Enumerable", Name: "ToList" or "ToArray", MethodArguments.Count: 1 } && Tasks.IsTask(site.Target.MethodArguments[0]);

    /// <summary>The task goes somewhere, and nowhere from there.</summary>
    private bool IsDroppedBehind(MethodNode node, int index)
    {
        var method = node.Method;
        if (method.Sites[index].Use != ResultUse.Used || method.Body.Steps.Any(s => Is(s.Value)))
        {
            return false;
        }

        var users = Enumerable.Range(0, method.Sites.Count).Where(i => Is(method.Sites[i].Receiver) || method.Sites[i].Arguments.Any(Is)).ToList();
        return users.Count > 0 && users.All(i => Drops(node, i, index));

        bool Is(ValueFact value) => (value.Kind == ValueKind.Result && Values.Index(value) == index) || (value.Kind == ValueKind.Many && value.Elements.Any(Is));
    }

    /// <summary><c>using (var busy = ShowAsync())</c>: an await is missing, and what is disposed of is the task. Nobody means that, whatever the work does.</summary>
    private static Failure? Disposed(MethodNode node, int index) =>
        node.Method.Sites.Any(s => IsDisposal(s, index)) ? new(Names.Member(node.Method.Sites[index].Target), Certain: false, IsEffect: false, []) : null;

    private static bool IsDisposal(SiteFact site, int task) =>
        site.Target is { Name: "Dispose", ParameterCount: 0 } && site.Receiver.Kind == ValueKind.Result && Values.Index(site.Receiver) == task;

    private bool Drops(MethodNode node, int user, int task)
    {
        var site = node.Method.Sites[user];
        if (site.Kind == SiteKind.FieldWrite)
        {
            return !context.FailureAnalysis.Reads.IsLookedInto(site.Target.Id) && IsOwnField(node, site.Target);
        }

        if (site.Target.Name is "ConfigureAwait" or "AsTask" or "Unwrap" or "GetAwaiter")
        {
            return IsIgnored(site) && Values.Index(site.Receiver.Kind == ValueKind.Result ? site.Receiver : Values.Argument(site, 0)) == task;
        }

        if (IsDisposal(site, task) || (TaskUses.OnlyAsksWhichItIs(site.Target) && site.Receiver == Values.ResultOf(task)))
        {
            return true;
        }

        if (_unread.Takes(node, site))
        {
            return true;
        }

        if (IsLeftBatch(node, user))
        {
            return true;
        }

        if (site.Target is { Name: "Add" } && site.Target.Type.StartsWith("System.Collections.", StringComparison.Ordinal) && site.Receiver.Kind == ValueKind.New && Values.Index(site.Receiver) is { } list)
        {
            return IsOnlyCounted(node.Method, list, ValueKind.New);
        }

        var position = site.Arguments.Select((a, p) => (a, p)).Where(x => x.a.Kind == ValueKind.Result && Values.Index(x.a) == task).Select(x => x.p).DefaultIfEmpty(-1).First();
        return position >= 0
            && site.Kind == SiteKind.Call
            && context.Graph.Find(site.Target) is { } helper
            && !helper.Method.Has(MethodTraits.Abstract)
            && !TaskUses.LooksAt(helper, position);
    }

    private bool IsLeftBatch(MethodNode node, int put) =>
        node.Method.Sites[put].Target is { Name: "Add" } target && target.Type.StartsWith("System.Collections.Generic.", StringComparison.Ordinal) && LeftBatches.Takes(context.Flows.Of(node.Method), put);

    /// <summary>Whether who starts the work also keeps its task, where somebody looks at it: the result is only a second copy.</summary>
    private bool IsKeptByItself(MethodNode node, int index)
    {
        var starters = node.EdgesAt(index).Where(e => e.Via is null && Tasks.IsTask(e.To.Method.Returns)).Select(e => e.To).ToList();
        return starters.Count > 0 && starters.TrueForAll(s =>
            s.Method.Body.Steps.Where(r => r.Kind == StepKind.Return).Select(r => r.Value).Where(v => v.Kind is ValueKind.Result).Distinct().ToList() is { Count: > 0 } returned
            && returned.TrueForAll(v => s.Method.Sites.Any(w => w.Kind == SiteKind.FieldWrite && w.Arguments.Contains(v) && context.FailureAnalysis.Reads.IsRead(w.Target.Id))));
    }

    /// <summary>A field that others can read may be read where the check does not look.</summary>
    private bool IsOwnField(MethodNode node, MethodRef field) =>
        context.Graph.Types.Find(node.Assembly.Name, field.Type)?.Fact.Fields.Any(f => f.Id == field.Id && !f.Has(FieldTraits.Visible) && !f.Has(FieldTraits.Backing)) == true;

    private static bool IsCall(SiteFact site) => site.Kind is SiteKind.Call or SiteKind.VirtualCall or SiteKind.New;
}
