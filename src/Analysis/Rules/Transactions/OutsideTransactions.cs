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
    private readonly bool _aroundRequests;

    public OutsideTransactions(RuleContext context, TransactionContext shared)
    {
        _context = context;
        _shared = shared;
        _requests = [.. shared.Roots.Where(e => e.Kind == "http").Select(e => e.Node)];
        _decorated = [.. new TransactionDecorators(context.Graph, context.Catalogue, shared.Open).Inner];
        foreach (var node in shared.Open.Concerned)
        {
            if (GoesOnInside(node))
            {
                _filters.Add(node.Type.Name);
                _aroundRequests |= !IsAttribute(node);
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
        || (_aroundRequests && _requests.Contains(node));

    /// <summary>Whether a call is made while no transaction is open.</summary>
    public bool Leaves(CallEdge edge) => _shared.Open.Around(edge) is null;

    /// <summary>A filter or middleware that lets the request go on while its transaction is open.</summary>
    private bool GoesOnInside(MethodNode node)
    {
        var body = _shared.Open.Of(node);
        for (var s = 0; s < node.Method.Sites.Count; s++)
        {
            var target = node.Method.Sites[s].Target;
            if (target.Name == "Invoke" && Continuations.Contains(target.Type) && body.OpenAt(s) is not null)
            {
                return true;
            }
        }

        return false;
    }

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
