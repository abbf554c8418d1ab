using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Blocking;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>Work that a body starts and that uses a context at the same time as something else.</summary>
/// <param name="Edge">The call that starts it; null where the body makes the calls of the context itself.</param>
internal sealed record ConcurrentUse(int Site, CallEdge? Edge, bool Certain);

/// <summary>
/// Finds in one body work that runs beside it, or several pieces beside each other, and uses a context that was not made for it. Awaited on the spot it runs alone, whichever thread it is on; kept for later, with nothing of the context in
/// between, or writing while a transaction is open and awaited on the spot, it may well be meant, and is one edit away from two threads on one connection.
/// </summary>
internal sealed class ConcurrentWork(MethodNode node, ContextUses uses, Func<int, bool> endsTransaction, Func<int, int?> transactionAt)
{
    private const string Task = "System.Threading.Tasks.Task";

    /// <summary>It runs by itself later, and nothing says that anybody else uses the context then.</summary>
    private const string Timer = "System.Threading.Timer";
    private const string Parallel = "System.Threading.Tasks.Parallel";

    private readonly IReadOnlyList<SiteFact> _sites = node.Method.Sites;

    public IEnumerable<ConcurrentUse> Find()
    {
        var found = new SortedDictionary<int, ConcurrentUse>();
        foreach (var edge in node.Edges)
        {
            var site = _sites[edge.Site];
            var isAlone = edge.Mode == RunMode.Spawned && IsStartedAndAwaited(edge.Site);
            var runsBeside = edge.Mode == RunMode.Spawned ? site.Target.Type != Timer && !(isAlone && IsAwaitedOnTheSpot(edge.Site) && !SavesInTransaction(edge)) : site.Target.Type == Parallel;
            if (runsBeside && uses.Of(edge.To) is not null)
            {
                // What is awaited before the context is used again disturbs nobody yet: the next line that uses it does.
                found[edge.Site] = new(edge.Site, edge, edge.Certain && !isAlone);
            }
            else if (IsDropped(edge, site) && uses.Of(edge.To) is { } dropped && IsUsed(dropped, edge.Site))
            {
                found[edge.Site] = new(edge.Site, edge, edge.Certain);
            }
        }

        foreach (var (started, _) in Started().Where(s => !found.ContainsKey(s.Use.Site) && (MeetsAnother(s.Use.Site, s.Handle) || IsCollected(s.Use.Site))))
        {
            found[started.Site] = started;
        }

        for (var s = 0; s < _sites.Count; s++)
        {
            if (_sites[s].Target is { Type: Task, Name: "WhenAll" or "WhenAny" } && Together(s, found.ContainsKey) is { } together && !found.ContainsKey(s))
            {
                found.Add(s, together);
            }
        }

        return found.Values;
    }

    /// <summary>An asynchronous call of a method of our own whose task nobody looks at.</summary>
    private static bool IsDropped(CallEdge edge, SiteFact site) =>
        edge.Mode == RunMode.Inline
        && site.Kind is SiteKind.Call or SiteKind.VirtualCall
        && site.Use == ResultUse.Discarded
        && edge.To.Method.Returns.Name.StartsWith(Task, StringComparison.Ordinal)
        && edge.To.Method.Has(MethodTraits.Async);

    /// <summary>Asynchronous uses of a context whose task is kept for later.</summary>
    private IEnumerable<(ConcurrentUse Use, DbHandle Handle)> Started()
    {
        foreach (var effect in node.Effects)
        {
            if (_sites[effect.Site] is { Use: not ResultUse.Discarded, Target.Returns.Name: var returns } && returns.StartsWith(Task, StringComparison.Ordinal) && uses.OfEffect(effect) is { } handle)
            {
                yield return (new(effect.Site, null, Certain: true), handle);
            }
        }

        foreach (var edge in node.Edges)
        {
            if (edge.Mode == RunMode.Inline && _sites[edge.Site].Use != ResultUse.Discarded && _sites[edge.Site].Kind is SiteKind.Call or SiteKind.VirtualCall
                && edge.To.Method.Returns.Name.StartsWith(Task, StringComparison.Ordinal) && uses.Of(edge.To) is { } handle)
            {
                yield return (new(edge.Site, edge, edge.Certain), handle);
            }
        }
    }

    /// <summary><c>var a = AuditAsync(); await db.SaveChangesAsync(); await a;</c>: the context is used again before the task is awaited.</summary>
    private bool MeetsAnother(int site, DbHandle handle) =>
        node.Method.Body.Steps.Any(step => step.Kind == StepKind.Await
            && step.Value.Kind == ValueKind.Result && Values.Index(step.Value) == site
            && (node.Effects.Any(e => e.Site > site && e.Site < step.SitesBefore && uses.OfEffect(e) is { } other && uses.CanBeSame(handle, other))
                || node.Edges.Any(e => e.Site > site && e.Site < step.SitesBefore && e.Mode == RunMode.Inline && uses.Of(e.To) is { } other && uses.CanBeSame(handle, other))));

    /// <summary>Whether the body uses a context that can be this one, or none besides: one that is of another type is not disturbed.</summary>
    private bool IsUsed(DbHandle handle, int without)
    {
        var others = node.Effects.Where(e => e.Site != without).Select(uses.OfEffect).Concat(node.Edges.Where(e => e.Site != without && e.Mode == RunMode.Inline).Select(e => uses.Of(e.To))).Where(h => h is not null).ToList();
        return others.Count == 0 || others.Exists(h => uses.CanBeSame(handle, h!));
    }

    /// <summary><c>foreach (…) tasks.Add(SaveAsync(item)); await Task.WhenAll(tasks);</c></summary>
    private bool IsCollected(int site) =>
        node.Method.Flow.InLoop(site)
        && _sites.Any(s => s.Target is { Name: "Add" or "Enqueue", ParameterCount: 1 } && Values.Argument(s, 0) is { Kind: ValueKind.Result } added && Values.Index(added) == site)
        && _sites.Any(s => s.Target is { Type: Task, Name: "WhenAll" or "WhenAny" });

    /// <summary>
    /// <c>await Task.Run(…)</c>, <c>Task.Run(…).Wait()</c>, or <c>var work = Task.Run(…); await work;</c> with nothing of the context in between. What was loaded from it is watched by it: a property of that is set while the work may
    /// save.
    /// </summary>
    private bool IsStartedAndAwaited(int site)
    {
        return node.Method.Body.Steps.Any(step => step.Kind == StepKind.Await && IsOf(step.Value) && IsAloneUntil(step.SitesBefore))
        || Enumerable.Range(site + 1, _sites.Count - site - 1).Any(wait => _sites[wait].Target.Name is "Wait" or "get_Result" or "GetResult" && IsOf(TaskValues.Peel(node.Method, _sites[wait].Receiver)) && IsAloneUntil(wait));

        bool IsOf(ValueFact task) => task.Kind == ValueKind.Result && Values.Index(task) == site;

        bool IsAloneUntil(int end) =>
            end > site
            && !Enumerable.Range(site, end - site).Any(endsTransaction)
            && !node.Effects.Any(e => e.Site > site && e.Site < end && uses.OfEffect(e) is not null)
            && !node.Edges.Any(e => e.Site > site && e.Site < end && uses.Of(e.To) is not null)
            && !(Saves(site) && Enumerable.Range(site, end - site).Any(IsWatched));
    }

    /// <summary><c>await Task.Run(…)</c>: nothing runs in between.</summary>
    private bool IsAwaitedOnTheSpot(int site) =>
        node.Method.Body.Steps.Any(step => step.Kind == StepKind.Await && step.SitesBefore == site + 1 && step.Value == Values.ResultOf(site))
        || (site + 1 < _sites.Count && _sites[site + 1].Target.Name is "Wait" or "get_Result" or "GetAwaiter" or "ConfigureAwait" && _sites[site + 1].Receiver == Values.ResultOf(site));

    private bool Saves(int site) => node.EdgesAt(site).Any(e => uses.Saves(e.To));

    private bool SavesInTransaction(CallEdge edge) => transactionAt(edge.Site) is { } begin && uses.Of(edge.To) is { } used && uses.CanBeOn(node, begin, used) && Saves(edge.Site);

    /// <summary>A property of an entity that this body has asked its context for.</summary>
    private bool IsWatched(int site) =>
        _sites[site] is { Target: { ParameterCount: 1 } set } && set.Name.StartsWith("set_", StringComparison.Ordinal)
        && _sites.Take(site).Any(s => s.Target.Returns is { Name: "Microsoft.EntityFrameworkCore.DbSet`1", Arguments: { Count: 1 } entities } && entities[0].Name == set.Type);

    /// <summary>Several tasks at once: each element of a list, or the results of a Select.</summary>
    /// <param name="isTold">What runs beside the others is told where it is started; without it they may be one after the other.</param>
    private ConcurrentUse? Together(int site, Func<int, bool> isTold)
    {
        var tasks = Values.Argument(_sites[site], 0);
        if (tasks.Kind == ValueKind.Many)
        {
            var used = tasks.Elements.Where(t => !(t.Kind == ValueKind.Result && Values.Index(t) is { } started && isTold(started))).Select(Used).Where(u => u is not null).ToList();
            return used.Count > 1 && used.Skip(1).Any(u => Same(u!.Value.Handle, used[0]!.Value.Handle)) ? new(site, used[1]!.Value.Edge, Certain: true) : null;
        }

        for (var steps = 0; steps < 3 && Values.Source(node.Method, tasks) is { } source; steps++)
        {
            var at = Values.Index(tasks)!.Value;
            foreach (var edge in node.EdgesAt(at).Where(e => e.Mode == RunMode.EachItem))
            {
                if (uses.Of(edge.To) is not null)
                {
                    return new(site, edge, edge.Certain);
                }
            }

            tasks = source.Target.HasReceiver ? source.Receiver : Values.Argument(source, 0);
        }

        return null;
    }

    private (DbHandle Handle, CallEdge? Edge)? Used(ValueFact task)
    {
        if (task.Kind != ValueKind.Result || Values.Index(task) is not { } call)
        {
            return null;
        }

        foreach (var effect in node.EffectsAt(call))
        {
            if (uses.OfEffect(effect) is { } handle)
            {
                return (handle, null);
            }
        }

        foreach (var edge in node.EdgesAt(call).Where(e => e.Certain))
        {
            if (uses.Of(edge.To) is { } handle)
            {
                return (handle, edge);
            }
        }

        return null;
    }

    /// <summary>Two of one type are one instance, as far as a container hands them out within a request.</summary>
    private static bool Same(DbHandle a, DbHandle b) => a.Value == b.Value || (a.Type is not null && a.Type.Name == b.Type?.Name);
}
