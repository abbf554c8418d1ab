using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>What the rules about transactions share, made when the first of them asks.</summary>
internal sealed class TransactionContext
{
    private readonly RuleContext _context;
    private InsideTransactions? _inside;
    private IReadOnlyList<EntryPoint>? _roots;
    private OutsideTransactions? _outside;

    public TransactionContext(RuleContext context)
    {
        _context = context;
        Open = new(context.Graph, context.Catalogue, context.Flows);
    }

    public OpenTransactions Open { get; }

    public InsideTransactions Inside => _inside ??= new(_context.Graph, _context.Catalogue, Open);

    public IReadOnlyList<EntryPoint> Roots => _roots ??= OutsideOf(Rules.Roots.Of(_context.Graph, _context.Entries, _context.StartupReach));

    public OutsideTransactions Outside => _outside ??= new(_context, this);

    /// <summary>Without what the code calls through an interface only, and only in a transaction, by a call that may mean too many methods for any path: <c>foreach (var step in steps) await step.RunAsync();</c>.</summary>
    private IReadOnlyList<EntryPoint> OutsideOf(IReadOnlyList<EntryPoint> roots)
    {
        var inside = _context.Graph.Sites.Of(m => _context.Graph.IsOwn(m.Assembly))
            .Select(s => (s.Node, Site: s.Node.Method.Sites[s.Site], Index: s.Site))
            .Where(c => c.Site.Kind == SiteKind.VirtualCall && _context.Graph.IsInFocus(c.Node))
            .GroupBy(c => c.Site.Target.Id, StringComparer.Ordinal)
            .Where(calls => calls.All(c => Open.Of(c.Node).OpenAt(c.Index) is not null))
            .Select(calls => _context.Graph.Find(calls.First().Site.Target))
            .OfType<MethodNode>()
            .Where(declared => declared.Method.Has(MethodTraits.Abstract))
            .SelectMany(declared => Implementations.Below(_context.Graph, declared))
            .ToList();
        return inside.Count == 0 ? roots : [.. roots.Where(e => e.IsCritical || !inside.Contains(e.Node))];
    }
}
