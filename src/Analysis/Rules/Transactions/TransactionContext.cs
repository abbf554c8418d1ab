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

    public IReadOnlyList<EntryPoint> Roots => _roots ??= Rules.Roots.Of(_context.Graph, _context.Entries, _context.StartupReach);

    public OutsideTransactions Outside => _outside ??= new(_context, this);
}
