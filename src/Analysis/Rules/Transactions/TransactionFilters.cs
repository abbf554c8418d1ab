using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>What a filter has open around the action.</summary>
internal enum FilterHold
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>It commits some unit of work behind the action. Whether that has a transaction open in the meantime, the code does not show.</summary>
    Unit,

    /// <summary>A transaction.</summary>
    Transaction,
}

/// <summary>
/// Filters of which one member begins a transaction, or a unit of work that holds one, and another one commits it: <c>OnActionExecuting</c> or the constructor, and <c>OnActionExecuted</c>; or which commit such a unit behind <c>await next()</c>.
/// </summary>
internal sealed class TransactionFilters(CodeGraph graph, Catalogue catalogue, OpenTransactions open)
{
    private static readonly string[] Before = ["OnActionExecuting", "OnResourceExecuting"];
    private static readonly string[] Behind = ["OnActionExecuted", "OnResultExecuted", "OnResourceExecuted"];
    private static readonly string[] Around = ["OnActionExecutionAsync", "OnResourceExecutionAsync"];

    private readonly OwnUnits _units = new(graph, catalogue);
    private readonly Dictionary<TypeNode, FilterHold> _known = [];

    public FilterHold Of(TypeNode filter)
    {
        if (!_known.TryGetValue(filter, out var known))
        {
            _known[filter] = known = Find(filter);
        }

        return known;
    }

    private FilterHold Find(TypeNode filter)
    {
        var behind = Named(filter, Behind).ToList();
        var around = Named(filter, Around).ToList();
        if (behind.Count == 0 && around.Count == 0)
        {
            return FilterHold.Nothing;
        }

        var made = TypeHierarchy.SelfAndBases(filter).SelectMany(t => t.Methods).Where(m => m.Method.Has(MethodTraits.Constructor)).ToList();
        List<MethodNode> before = [.. made, .. Named(filter, Before)];
        if (before.Exists(m => open.Of(m) is { LeavesOpen: true } or { MayLeaveOpen: true }) && behind.Exists(Ends))
        {
            return FilterHold.Transaction;
        }

        var hold = FilterHold.Nothing;
        foreach (var unit in behind.SelectMany(m => m.Method.Sites).Select(_units.CommittedBy).OfType<TypeNode>().Distinct())
        {
            hold = Most(hold, HoldOf(unit, before.Exists(m => Sites(m).Any(s => _units.IsBegun(m, s, unit)))));
        }

        foreach (var member in around)
        {
            foreach (var next in Sites(member).Where(s => OutsideTransactions.GoesOn(member.Method.Sites[s])))
            {
                foreach (var commit in Sites(member).Where(s => member.Method.Flow.CanFollow(next, s)))
                {
                    if (_units.CommittedBy(member.Method.Sites[commit]) is { } unit)
                    {
                        hold = Most(hold, HoldOf(unit, Sites(member).Any(s => member.Method.Flow.CanFollow(s, next) && _units.IsBegun(member, s, unit)) || made.Exists(m => Sites(m).Any(s => _units.IsBegun(m, s, unit)))));
                    }
                }
            }
        }

        return hold;
    }

    private FilterHold HoldOf(TypeNode unit, bool isBegun) => isBegun && _units.HoldsTransaction(unit) ? FilterHold.Transaction : FilterHold.Unit;

    private bool Ends(MethodNode node) =>
        node.Method.Sites.Any(s => TransactionCalls.Ends(catalogue, s)) || node.Edges.Any(e => open.Of(e.To).EndsAround);

    private static FilterHold Most(FilterHold one, FilterHold other) => one > other ? one : other;

    private static IEnumerable<int> Sites(MethodNode node) => Enumerable.Range(0, node.Method.Sites.Count);

    private static IEnumerable<MethodNode> Named(TypeNode filter, string[] names) =>
        names.SelectMany(name => TypeHierarchy.SelfAndBases(filter).SelectMany(t => t.Named(name)).Take(1));
}
