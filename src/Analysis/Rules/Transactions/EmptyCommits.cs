using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// A save right behind a save: <c>await store.RemoveAsync(row); await store.SaveAsync();</c>, where removing has saved. Nothing was changed in between, so the second writes nothing, and no failure can leave only the first.
/// </summary>
/// <param name="reaches">Who comes to a commit: of several implementations of a store those that keep everything in memory have nothing to do with those that save.</param>
internal sealed class EmptyCommits(CodeGraph graph, Catalogue catalogue, Func<MethodNode, bool> reaches)
{
    private readonly DbHandles _handles = new(graph, catalogue);
    private readonly HarmlessCalls _harmless = new(graph);

    /// <summary>How far below a call its save is looked for.</summary>
    private const int Near = 3;

    public bool Is(MethodNode node, int first, int second)
    {
        var method = node.Method;
        return (IsSame(method, method.Sites[first].Receiver, method.Sites[second].Receiver) || (ContextOf(node, first, Near) is { } context && context == ContextOf(node, second, Near)))
            && Saves(node, first, Near)
            && OnlySaves(node, second, Near)
            && Enumerable.Range(0, method.Sites.Count).All(s => s == first || s == second || !IsBetween(method, first, s, second) || ChangesNothing(node, s));
    }

    /// <summary>
    /// Whether something can run behind the first of two saves, and before the second without the first once more: of <c>foreach (var row in rows) { row.Name = name; Save(); } Save();</c> whatever a turn changes is saved in that turn.
    /// </summary>
    private static bool IsBetween(MethodFact method, int first, int site, int second)
    {
        if (!method.Flow.CanFollow(first, site) || !method.Flow.CanFollow(site, second))
        {
            return false;
        }

        var body = method.Body;
        var (saved, from, to) = (body.BlockOfSite[first], body.BlockOfSite[site], body.BlockOfSite[second]);
        if (from == to && site < second)
        {
            return true;
        }

        // In the block of the save, only what stands behind that comes on without it.
        return (from != saved || site > first) && saved != to && Following.Of(body, body.Blocks[from].Next.Where(n => n != saved), [saved]).Contains(to);
    }

    /// <summary>Both are asked of one object: it has one context.</summary>
    private static bool IsSame(MethodFact method, ValueFact first, ValueFact second) =>
        first.Kind is ValueKind.This or ValueKind.Field or ValueKind.Parameter or ValueKind.Captured or ValueKind.Local ? first == second
        : Values.Source(method, first) is { } a && Values.Source(method, second) is { } b && a.Target.Id == b.Target.Id && a.Target.Name.StartsWith("get_", StringComparison.Ordinal) && a.Receiver == b.Receiver;

    /// <summary>The type of the context that a call saves in the end, where the container hands it out: repositories and services of one scope are given the same one. Null where the code shows none, or several.</summary>
    private string? ContextOf(MethodNode node, int site, int depth)
    {
        if (node.EffectsAt(site).FirstOrDefault(e => IsSave(node, e)) is { } save)
        {
            return _handles.OfEffect(save) is { IsContext: true, IsOwn: false, Type: { } type } handle && (!handle.IsBehindInterface || _handles.IsContext(type)) && IsKept(node, handle.Value) && !Generics.IsParameter(type) ? type.Name : null;
        }

        var contexts = depth == 0 ? [] : Saving(node, site).Where(e => e.To != node).Select(e => Last(e.To) is >= 0 and var last ? ContextOf(e.To, last, depth - 1) : null).Distinct().ToList();
        return contexts.Count == 1 ? contexts[0] : null;
    }

    /// <summary>What the object has, or is; also by an automatic property: <c>protected DbContext Context { get; }</c>.</summary>
    private bool IsKept(MethodNode node, ValueFact context) =>
        context.Kind is ValueKind.Field or ValueKind.This
        || (Values.Source(node.Method, context) is { Receiver.Kind: ValueKind.This, Target: { ParameterCount: 0 } getter } && graph.Find(getter) is { } asked && AutoProperties.ReturnedBy(asked) is not null);

    /// <summary>A call leads to a save, whatever else it does: what was changed before is written then.</summary>
    private bool Saves(MethodNode node, int site, int depth) =>
        node.EffectsAt(site).Any(e => (IsSave(node, e) || SavesByItself(node, e)))
        || (depth > 0 && Saving(node, site) is { Count: > 0 } edges && edges.TrueForAll(e => e.To != node && Last(e.To) is >= 0 and var last && Saves(e.To, last, depth - 1)));

    /// <summary>The calls of a site that come to a commit; all of them where none does.</summary>
    private List<CallEdge> Saving(MethodNode node, int site)
    {
        var calls = node.EdgesAt(site).ToList();
        return calls.Exists(e => reaches(e.To)) ? calls.FindAll(e => reaches(e.To)) : calls;
    }

    /// <summary>The last thing of a body that is a save, or leads to one, with nothing changed behind it.</summary>
    private int Last(MethodNode node)
    {
        for (var s = node.Method.Sites.Count - 1; s >= 0; s--)
        {
            if (!ChangesNothing(node, s) && !IsHandling(node.Method, s))
            {
                return s;
            }
        }

        return -1;
    }

    /// <summary>A call does nothing but save.</summary>
    private bool OnlySaves(MethodNode node, int site, int depth) =>
        node.EffectsAt(site).Any(e => IsSave(node, e))
        || (depth > 0 && Saving(node, site) is { Count: > 0 } edges && edges.TrueForAll(e => e.To != node
            && Last(e.To) is >= 0 and var last
            && OnlySaves(e.To, last, depth - 1)
            && Enumerable.Range(0, last).All(s => ChangesNothing(e.To, s) || IsHandling(e.To.Method, s))));

    /// <summary>What a handler does, it does when nothing was saved.</summary>
    private static bool IsHandling(MethodFact method, int site) => method.Body.Regions.Any(r => r.IsCatch && r.Handler.Contains(method.Body.BlockOfSite[site]));

    private static bool IsSave(MethodNode node, EffectSite effect) =>
        effect.Category == EffectCategory.DbCommit && node.Method.Sites[effect.Site].Target.Name is "SaveChanges" or "SaveChangesAsync";

    /// <summary><c>await repository.AddAsync(row);</c> of a library whose repositories save with each change, and have a save of their own besides.</summary>
    private bool SavesByItself(MethodNode node, EffectSite effect) =>
        effect.Category == EffectCategory.DbCommit
        && node.Method.Sites[effect.Site].Target.Type is var repository
        && catalogue.OfCall(repository, "SaveChangesAsync") is EffectMeaning { Category: EffectCategory.DbCommit };

    /// <summary>Reading, writing a log, putting a text together, or a transaction around the save.</summary>
    private bool ChangesNothing(MethodNode node, int site)
    {
        var call = node.Method.Sites[site];
        return call.Kind is SiteKind.FieldRead or SiteKind.TypeToken or SiteKind.MethodToken
            || node.EffectsAt(site).Any(e => e.Category == EffectCategory.DbRead)
            || (call.Kind is SiteKind.Call or SiteKind.VirtualCall && node.EffectsAt(site).Count == 0 && (call.Target.Name == "ConfigureAwait" || call.Target.Name.StartsWith("get_", StringComparison.Ordinal) || IsPlain(call.Target.Type)))
            || (call.Kind == SiteKind.New && IsPlain(call.Target.Type))
            || IsGoingOn(node, site)
            || IsOfTransaction(call)
            || IsOfNobody(node.Method, site)
            || IsThrown(node.Method, site)
            || _harmless.Is(node, site);
    }

    /// <summary>What a foreach does to go through a list, and to be done with that.</summary>
    private static bool IsGoingOn(MethodNode node, int site) =>
        node.Method.Sites[site] is { Kind: SiteKind.Call or SiteKind.VirtualCall, Target: { Name: "GetEnumerator" or "MoveNext" or "Dispose" } target }
        && (target.Type.StartsWith("System.Collections.", StringComparison.Ordinal) || target.Type == "System.IDisposable")
        && node.EdgesAt(site).Count == 0;

    /// <summary><c>return new Answer { Token = token };</c>: what nobody has been handed yet is no entity of a context.</summary>
    private static bool IsOfNobody(MethodFact method, int site)
    {
        var call = method.Sites[site];
        return (call.Kind == SiteKind.FieldWrite || call.Target.Name.StartsWith("set_", StringComparison.Ordinal)) && NewObjects.Are(method, call.Receiver, site);
    }

    /// <summary><c>if (await db.SaveChangesAsync() &lt; 1) throw new InvalidOperationException("nothing was saved");</c>: what is made to be thrown no context watches, and nobody comes to the next save behind it.</summary>
    private static bool IsThrown(MethodFact method, int site) =>
        method.Sites[site].Kind == SiteKind.New && method.Body.Steps.Any(s => s.Kind == StepKind.Throw && s.Value == Values.MadeBy(site));

    /// <summary><c>using var transaction = db.Database.BeginTransaction(); db.SaveChanges(); transaction.Commit();</c>: what begins and ends one changes nothing, and what is disposed of is mostly that.</summary>
    private bool IsOfTransaction(SiteFact call) =>
        catalogue.OfCall(call.Target) is TransactionMeaning
        || (call.Target.Type is "Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction" or "System.Data.Common.DbTransaction" or "System.Data.IDbTransaction" && EndsTransaction(call.Target.Name))
        || call.Target is { Type: "System.IDisposable" or "System.IAsyncDisposable", Name: "Dispose" or "DisposeAsync" };

    private static bool EndsTransaction(string name) => name is "Commit" or "CommitAsync" or "Rollback" or "RollbackAsync" or "Dispose" or "DisposeAsync";

    private static bool IsPlain(string type) =>
        type is "System.String" or "System.Object" or "System.Int32" or "System.Guid" or "System.DateTime" or "System.DateTimeOffset" or "System.Threading.Tasks.Task" or "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler"
        || type.StartsWith("Microsoft.Extensions.Logging.", StringComparison.Ordinal);
}
