using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// Whether what a call waits for is there already: on every way to the call it was awaited, waited for, or tested. Then <c>.Result</c> only reads.
/// </summary>
internal sealed class CompletedTasks(CodeGraph graph, Catalogue catalogue, Flows flows, GivenValues given)
{
    /// <summary>How many own methods may hand a task on that somebody above has awaited.</summary>
    private const int Deepest = 4;

    /// <summary>What a filter is given.</summary>
    private static readonly ValueFact Item = new(ValueKind.Parameter, "0");

    private readonly MemberTasks _members = new(graph, flows, given);
    private readonly AwaitingHelpers _helpers = new(flows);
    private readonly ReturnedTasks _given = new(graph, catalogue);
    private HashSet<string>? _asked;

    /// <param name="site">The call that would wait.</param>
    /// <param name="task">What it waits for.</param>
    public bool IsDone(MethodNode node, int site, ValueFact task) => IsDone(node, site, TaskValues.Peel(node.Method, task), Deepest);

    /// <summary>The same where the method is come to by one way: an own <c>SyncResult(this Task)</c> waits for what it is given there.</summary>
    public bool IsDone(MethodNode node, int site, ValueFact task, Way way)
    {
        task = TaskValues.Peel(node.Method, task);
        if (IsDone(node, site, task, Deepest))
        {
            return true;
        }

        for (; !way.IsAny && task.Kind == ValueKind.Parameter && Values.Index(task) is { } parameter && way.Into(node) is { } call; way = way.Before)
        {
            (node, site) = (call.From, call.Site);
            task = TaskValues.Peel(node.Method, Values.Argument(node.Method.Sites[site], parameter));
            if (task.Kind is not (ValueKind.Unknown or ValueKind.Local) && IsDone(node, site, task, Deepest))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a signal was seen before the call that would wait for it.</summary>
    public bool IsSignalled(MethodNode node, int site, ValueFact signal) => !new CompletionSearch(flows.Of(node.Method), signal, site) { IsSignal = true }.Comes();

    private bool IsDone(MethodNode node, int site, ValueFact task, int depth)
    {
        if (Values.Source(node.Method, task) is { } source && (IsMadeDone(source, node.Method.Sites[site]) || _given.IsDone(node, task)))
        {
            return true;
        }

        // await foreach (var done in Task.WhenEach(tasks))
        if (Values.Source(node.Method, TaskValues.Root(node.Method, task)) is { Target: { Type: "System.Threading.Tasks.Task", Name: "WhenEach" } })
        {
            return true;
        }

        if (depth == 0)
        {
            return false;
        }

        if (task.Kind == ValueKind.Local && IsKeptWhenDone(node, site, task.Text))
        {
            return true;
        }

        if (task.Kind == ValueKind.Field && IsFieldDone(node, site, task.Text))
        {
            return true;
        }

        return !new CompletionSearch(flows.Of(node.Method), task, site) { IsAwaitedBy = value => _helpers.Await(node, value, v => TaskValues.AreSame(node.Method, TaskValues.Peel(node.Method, v), task)) }.Comes()
            || (TaskValues.IsItem(node.Method, task) && (IsAfterAll(node, site, task) || IsFiltered(node, task)))
            || (TaskValues.Root(node.Method, task) is { Kind: ValueKind.Parameter } root && Values.Index(root) is { } parameter && IsGivenDone(node, parameter, depth))
            || (task.Kind == ValueKind.Captured && IsCapturedDone(node, task.Text, depth))
            || (TaskValues.IsItem(node.Method, task) && IsOfContinued(node, TaskValues.Root(node.Method, task)))
            || _members.IsDone(node, site, task)
            || (IsOutside(node, task) && IsMadeAfterAll(node));
    }

    /// <summary>
    /// Whether somewhere else in the code somebody asks the same field or property of an object whether it is done: then that it is, where it is waited for, is a rule of the
    /// type that no single body shows.
    /// </summary>
    public bool IsAskedElsewhere(MethodNode node, ValueFact task) =>
        PlaceOf(node.Method, TaskValues.Peel(node.Method, task)) is { } place && Asked.Contains(place);

    private HashSet<string> Asked => _asked ??= [.. graph.Sites.Of(m => TaskValues.IsTest(m) || (m.Name == "get_Status" && Waits.IsForTask(m)))
        .Select(s => PlaceOf(s.Node.Method, TaskValues.Peel(s.Node.Method, TaskValues.Subject(s.Node.Method.Sites[s.Site]))))
        .OfType<string>()];

    private static string? PlaceOf(MethodFact method, ValueFact task) =>
        task.Kind == ValueKind.Field ? task.Text
        : Values.Source(method, task) is { } source && TaskValues.IsProperty(source.Target) ? source.Target.Id
        : null;

    /// <summary>A local that only ever gets tasks that are done: the winner of a race, one that is waited for with others, or one that was asked just before, as in <c>if (next.IsCompletedSuccessfully) { winner = next; break; }</c>.</summary>
    private bool IsKeptWhenDone(MethodNode node, int site, string slot)
    {
        var method = node.Method;
        var kept = method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Slot == slot && s.Value.Kind != ValueKind.Null).ToList();
        return kept.Count > 0 && kept.TrueForAll(write => IsWinner(Values.Source(method, write.Value)) || IsListed(write.Value) || flows.Of(method).Known(write.Block).Any(known =>
            known.IsTrue
            && Values.Source(method, known.Tested) is { } test
            && TaskValues.IsTest(test.Target)
            && TaskValues.AreSame(method, TaskValues.Peel(method, TaskValues.Subject(test)), TaskValues.Peel(method, write.Value))));

        // one way of several: tasks.Add(more = AskAsync());
        bool IsListed(ValueFact value) => value.Kind == ValueKind.Result && !new CompletionSearch(flows.Of(method), TaskValues.Peel(method, value), site).Comes();

        bool IsWinner(SiteFact? source) =>
            source is not null && (IsMadeDone(source, method.Sites[site]) || (source.Target.Name == "get_Result" && Values.Source(method, source.Receiver) is { Target: { Type: "System.Threading.Tasks.Task", Name: "WhenAny" } }));
    }

    /// <summary>A field that only ever gets tasks that are done.</summary>
    private bool IsFieldDone(MethodNode node, int site, string field)
    {
        if (node.Method.Sites.FirstOrDefault(s => s.Kind == SiteKind.FieldRead && s.Target.Id == field) is not { } read)
        {
            return false;
        }

        var stores = given.Stores(read.Target.Assembly, field).Where(s => s.Value.Kind != ValueKind.Null).ToList();
        return stores.Count > 0 && stores.TrueForAll(s => Values.Source(s.Node.Method, s.Value) is { } made && IsMadeDone(made, node.Method.Sites[site]));
    }

    private bool IsMadeDone(SiteFact source, SiteFact wait)
    {
        var target = source.Target;
        if (_given.IsMadeDone(source))
        {
            return true;
        }

        // What WhenAny gives, awaited, is the winner; WhenAny(…).Result still waits for it.
        if (target is { Type: "System.Threading.Tasks.Task", Name: "WhenAny" })
        {
            return !(wait.Target.TypeArguments.Count == 1 && wait.Target.TypeArguments[0].Name.StartsWith("System.Threading.Tasks.Task", StringComparison.Ordinal));
        }

        return false;
    }

    /// <summary>A delegate's parameter is what its runner gives it; a method's is what its callers pass.</summary>
    private bool IsGivenDone(MethodNode node, int parameter, int depth)
    {
        var makers = given.Makers(node);
        if (makers.Count > 0)
        {
            return makers.All(m => IsRunWithDone(m.Maker, m.Maker.Method.Sites[m.Site], depth));
        }

        var any = false;
        foreach (var (caller, site, value) in given.Arguments(node, parameter))
        {
            any = true;
            if (value.Kind is ValueKind.Unknown or ValueKind.Local && !IsAfterAll(caller, site, value))
            {
                return false;
            }

            if (!IsDone(caller, site, TaskValues.Peel(caller.Method, value), depth - 1))
            {
                return false;
            }
        }

        return any;
    }

    private bool IsRunWithDone(MethodNode maker, SiteFact made, int depth)
    {
        if (made.Consumer < 0)
        {
            return false;
        }

        var consumer = maker.Method.Sites[made.Consumer];
        if (consumer.Target.Name is "ContinueWith" or "ContinueWhenAll" or "ContinueWhenAny"
            && consumer.Target.Type.StartsWith("System.Threading.Tasks.Task", StringComparison.Ordinal))
        {
            return true;
        }

        if (catalogue.OfCall(consumer.Target.Type, consumer.Target.Name) is not RunsMeaning { Mode: RunMode.EachItem })
        {
            return false;
        }

        var source = consumer.Target.HasReceiver ? consumer.Receiver : Values.Argument(consumer, 0);
        return IsAfterAll(maker, made.Consumer, source) || IsOfContinued(maker, TaskValues.Root(maker.Method, source)) || IsFiltered(maker, source) || (IsOwn(maker) && depth > 0 && IsMadeAfterAll(maker));
    }

    /// <summary>Whether what a lambda sees under a name is done wherever it is made.</summary>
    private bool IsCapturedDone(MethodNode node, string name, int depth)
    {
        var captures = given.Captured(node, name).ToList();
        return captures.Count > 0
            && captures.All(c => Continues(c.Node, c.Node.Method.Sites[c.Site], c.Value) || IsDone(c.Node, c.Site, TaskValues.Peel(c.Node.Method, c.Value), depth - 1));
    }

    /// <summary><c>Task.WhenAll(a, b).ContinueWith(_ => a.Result + b.Result)</c>, <c>a.ContinueWith(_ => a.Result)</c>.</summary>
    private static bool Continues(MethodNode maker, SiteFact made, ValueFact task) =>
        Continued(maker, made) is { } before && (before == task || AllOf(maker, before) is not null);

    /// <summary><c>Task.WhenAll(tasks).ContinueWith(_ => tasks.Sum(t => t.Result))</c>.</summary>
    private bool IsOfContinued(MethodNode node, ValueFact collection) =>
        collection.Kind == ValueKind.Captured
        && given.Captured(node, collection.Text).ToList() is { Count: > 0 } captures
        && captures.TrueForAll(c => Continued(c.Node, c.Node.Method.Sites[c.Site]) is { } before
            && AllOf(c.Node, before) is { } all
            && c.Value.Kind is not (ValueKind.Unknown or ValueKind.Local)
            && TaskValues.Root(c.Node.Method, Values.Argument(all, 0)) == TaskValues.Root(c.Node.Method, c.Value));

    /// <summary>What a continuation waits for; null for any other delegate.</summary>
    private static ValueFact? Continued(MethodNode maker, SiteFact made) =>
        made.Consumer >= 0 && maker.Method.Sites[made.Consumer] is { Target.Name: "ContinueWith" } continuation ? continuation.Receiver : null;

    private static SiteFact? AllOf(MethodNode maker, ValueFact task) =>
        Values.Source(maker.Method, task) is { Target: { Type: "System.Threading.Tasks.Task", Name: "WhenAll" } } all ? all : null;

    private static bool IsOwn(MethodNode maker) => maker.Method.Has(MethodTraits.Lambda);

    /// <summary>Whether the tasks of a collection have been awaited together before.</summary>
    private bool IsAfterAll(MethodNode node, int site, ValueFact collection) =>
        !new CompletionSearch(flows.Of(node.Method), TaskValues.Root(node.Method, collection), site) { IsCollection = true }.Comes();

    /// <summary><c>tasks.Where(t => t.IsCompletedSuccessfully).Select(t => t.Result)</c>, <c>tasks.First(t => t.IsCompleted).Result</c>; and where the filter itself has waited for each, <c>tasks.Where(t => t.Result is not null).Select(t => t.Result)</c>.</summary>
    private bool IsFiltered(MethodNode maker, ValueFact source)
    {
        for (var value = source; Values.Source(maker.Method, value) is { Target.Type: "System.Linq.Enumerable" } step; value = Values.Argument(step, 0))
        {
            if (step.Target.Name is "Where" or "First" or "FirstOrDefault" or "Last" or "LastOrDefault" or "Single" or "SingleOrDefault"
                && maker.Method.Sites.FirstOrDefault(s => s.Kind == SiteKind.Delegate && s.Consumer >= 0 && maker.Method.Sites[s.Consumer] == step) is { } predicate
                && graph.Find(predicate.Target) is { } body
                && (body.Method.Sites.Any(s => TaskValues.IsTest(s.Target) || s.Target.Name == "get_Status") || !new CompletionSearch(flows.Of(body.Method), Item, -1).Comes()))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An item of what a lambda got from outside it.</summary>
    private static bool IsOutside(MethodNode node, ValueFact task) =>
        node.Method.Owner != node.Method.Id
        && TaskValues.IsItem(node.Method, task)
        && TaskValues.Root(node.Method, task).Kind is ValueKind.Captured or ValueKind.Local or ValueKind.Unknown;

    /// <summary>Whether a lambda is made where all tasks of a collection have been awaited.</summary>
    private bool IsMadeAfterAll(MethodNode node)
    {
        var makers = given.Makers(node);
        return makers.Count > 0 && makers.All(m => IsAfterAll(m.Maker, m.Site, ValueFact.Unknown));
    }
}
