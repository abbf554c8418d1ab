using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>Which methods an entry point comes to while no transaction is open, and by which path.</summary>
internal sealed class OutsideTransactions
{
    private static readonly HashSet<string> Continuations = new(StringComparer.Ordinal)
    {
        "Microsoft.AspNetCore.Http.RequestDelegate",
        "Microsoft.AspNetCore.Http.EndpointFilterDelegate",
        "Microsoft.AspNetCore.Mvc.Filters.ActionExecutionDelegate",
        "Microsoft.AspNetCore.Mvc.Filters.ResourceExecutionDelegate",
    };

    private readonly RuleContext _context;
    private readonly TransactionContext _shared;
    private readonly HashSet<string> _filters = new(StringComparer.Ordinal);
    private readonly HashSet<MethodNode> _requests;
    private readonly HashSet<MethodNode> _decorated;
    private readonly FilterAttributes _named;
    private readonly TransactionFilters _holding;
    private readonly bool _aroundRequests;

    public OutsideTransactions(RuleContext context, TransactionContext shared)
    {
        _context = context;
        _shared = shared;
        _requests = [.. shared.Roots.Where(e => e.Kind == "http").Select(e => e.Node)];
        _decorated = [.. new TransactionDecorators(context.Graph, context.Catalogue, shared.Open).Inner];
        _named = new(context.Graph);
        _holding = new(context.Graph, context.Catalogue, shared.Open);
        foreach (var node in shared.Open.Concerned)
        {
            if (GoesOnInside(node))
            {
                _filters.Add(node.Type.Name);
                _aroundRequests |= !IsAttribute(node) && !IsNamed(node);
            }
        }

        Reach = new(shared.Roots, IsCovered, Leaves);
    }

    public EntryReach Reach { get; }

    /// <summary>Whether a transaction is open around a method whoever calls it: it is declared, a decorator or behaviour opens it, or a filter that stands on it or around every request.</summary>
    public bool IsCovered(MethodNode node) =>
        TransactionCalls.IsBoundary(_context.Catalogue, node)
        || _decorated.Contains(node)
        || node.Method.Attributes.Concat(node.Type.Attributes).Any(a => _filters.Contains(a.Type))
        || _named.Around(node).Any(f => _filters.Contains(f.Fact.Name) || _holding.Of(f) == FilterHold.Transaction)
        || (_aroundRequests && _requests.Contains(node));

    /// <summary>Whether a filter on a method commits a unit of work behind it that may well have a transaction open: what is committed below is a pair that is possible at most.</summary>
    public bool MayBeCovered(MethodNode node) => _named.Around(node).Any(f => _holding.Of(f) == FilterHold.Unit);

    /// <summary>Whether a call is the one by which a filter or middleware lets the request go on.</summary>
    public static bool GoesOn(SiteFact site) => site.Target.Name == "Invoke" && Continuations.Contains(site.Target.Type);

    /// <summary>Whether a call is made while no transaction is open.</summary>
    public bool Leaves(CallEdge edge) => _shared.Open.Around(edge) is null;

    /// <summary>A filter or middleware that lets the request go on while its transaction is open.</summary>
    private bool GoesOnInside(MethodNode node)
    {
        var body = _shared.Open.Of(node);
        for (var s = 0; s < node.Method.Sites.Count; s++)
        {
            if (GoesOn(node.Method.Sites[s]) && body.OpenAt(s) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A filter that an attribute names stands where that does.</summary>
    private bool IsNamed(MethodNode node) => _context.Graph.Types.Find(node.Assembly.Name, node.Type.Name) is { } type && _named.ByAttribute.Contains(type);

    private bool IsAttribute(MethodNode node)
    {
        for (var type = _context.Graph.Types.Find(node.Assembly.Name, node.Type.Name); type is not null; type = type.Base)
        {
            if (type.Fact.Base is { } above && above.Name.EndsWith("Attribute", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
