using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// Units of work of our own that begin their transaction late, when the first context saves: <c>unit.Enable(); …; unit.Commit();</c>. No call shows a transaction that is open from the one to the other, but what the class does shows that there is one.
/// </summary>
internal sealed class OwnUnits(CodeGraph graph, Catalogue catalogue)
{
    private static readonly string[] Begins = ["Begin", "Enable", "Start", "Open"];

    private readonly Dictionary<TypeNode, bool> _known = [];

    /// <summary>The unit that a call commits: an own type's <c>Commit</c> and the like; null for any other call.</summary>
    public TypeNode? CommittedBy(SiteFact site) =>
        site.Kind is SiteKind.Call or SiteKind.VirtualCall && site.Target.HasReceiver && site.Target.Name is "Commit" or "CommitAsync" or "SaveChanges" or "SaveChangesAsync" or "Complete" or "CompleteAsync"
            ? graph.Types.Find(site.Target.Assembly, site.Target.Type)
            : null;

    /// <summary>Whether what a unit does below begins a transaction of the database, and its commit ends one.</summary>
    public bool HoldsTransaction(TypeNode unit)
    {
        if (!_known.TryGetValue(unit, out var known))
        {
            _known[unit] = known = TypeHierarchy.SelfAndDerived(unit).Where(t => t.IsConcrete).Any(type =>
                Sites(type).Any(s => TransactionCalls.Begins(catalogue, s.Site))
                && Sites(type).Any(s => s.Method.Method.Name is "Commit" or "CommitAsync" or "Complete" or "CompleteAsync" && TransactionCalls.Ends(catalogue, s.Site)));
        }

        return known;
    }

    /// <summary>Whether a call begins a unit: <c>unit.Enable()</c>, or a method of our own that does so and hands it out.</summary>
    public bool IsBegun(MethodNode node, int site, TypeNode unit) =>
        IsBegin(node.Method.Sites[site], unit)
        || (graph.Find(node.Method.Sites[site].Target) is { } helper
            && Generics.Awaited(helper.Method.Returns) is var returned && graph.Types.Find(returned.Assembly, returned.Name) is { } handedOut
            && AreOne(handedOut, unit)
            && helper.Method.Sites.Any(s => IsBegin(s, unit)));

    /// <summary>Whether a unit is begun before two commits of a body and committed behind both.</summary>
    public bool IsAround(MethodNode node, int first, int second)
    {
        var method = node.Method;
        for (var commit = 0; commit < method.Sites.Count; commit++)
        {
            if (commit != first && commit != second && CommittedBy(method.Sites[commit]) is { } unit
                && Follows(method, first, commit) && Follows(method, second, commit)
                && HoldsTransaction(unit)
                && Enumerable.Range(0, method.Sites.Count).Any(begin => begin != first && begin != second && IsBegun(node, begin, unit) && Follows(method, begin, first) && Follows(method, begin, second)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Behind it, and not in the turns of a loop that holds both: there each item is committed by itself.</summary>
    private static bool Follows(MethodFact method, int first, int second) => method.Flow.CanFollow(first, second) && !method.Flow.CanFollow(second, first);

    private bool IsBegin(SiteFact site, TypeNode unit) =>
        site.Kind is SiteKind.Call or SiteKind.VirtualCall
        && Array.Exists(Begins, name => site.Target.Name.StartsWith(name, StringComparison.Ordinal))
        && graph.Types.Find(site.Target.Assembly, site.Target.Type) is { } type
        && AreOne(type, unit);

    private bool AreOne(TypeNode one, TypeNode other) => graph.Types.IsBelow(one, other) || graph.Types.IsBelow(other, one);

    private static IEnumerable<(MethodNode Method, SiteFact Site)> Sites(TypeNode type) =>
        TypeHierarchy.SelfAndBases(type).SelectMany(level => level.Methods).SelectMany(method => method.Method.Sites.Select(site => (method, site)));
}
