using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Lock;

/// <summary>
/// What stands around the effects of one entry point. Everything on any path counts, not what a shortest path happens to pass: an unrelated call that makes
/// another path the shortest must not change a line.
/// </summary>
internal sealed class LockCovers
{
    private static readonly string[] Idempotency = [IntentNames.Idempotent, IntentNames.NaturallyIdempotent, IntentNames.NotIdempotent];
    private static readonly string[] Transactions = [IntentNames.TransactionBoundary, IntentNames.NoTransaction];

    /// <summary>Attributes that reach down to the effects below them; those of one area stand in for each other.</summary>
    private static readonly string[][] Areas =
    [
        Idempotency, Transactions, [IntentNames.RetryPolicy, IntentNames.NoRetry], [IntentNames.Deadline], [IntentNames.Exclusive], [IntentNames.IntentException],
    ];

    private readonly RuleContext _context;
    private readonly LockReach _reach;
    private readonly LockLayers _layers;
    private readonly List<Around> _around = [];
    private readonly Dictionary<string[], PathSearch> _uncovered = [];

    public LockCovers(RuleContext context, LockReach reach, LockLayers layers, EntryPoint entry, PathSearch search)
    {
        _context = context;
        _reach = reach;
        _layers = layers;
        if (context.Retries.Deliveries.Of(entry.Node) is { } delivery)
        {
            _around.Add(new(layers.Cover(delivery), entry.Node, Later: false, null));
        }

        foreach (var node in search.Reached)
        {
            Declared(node, node);
            if (node.OpensTransaction && !node.Declares(IntentNames.TransactionBoundary) && !node.Method.Has(MethodTraits.Generated))
            {
                _around.Add(new(new(LockWords.OpenedIn + LockNames.Reference(LockNames.Of(node.Method.Id)), OnEveryPath: true, IsDeclared: false), node, Later: false, null));
            }

            foreach (var edge in node.Edges)
            {
                if (edge.Via is { } via)
                {
                    Declared(via, edge.To);
                }

                foreach (var layer in context.Retries.Of(edge).Where(LockLayers.Counts))
                {
                    _around.Add(new(layers.Cover(layer), edge.To, Later: false, null));
                }
            }
        }

        foreach (var area in _around.Select(a => a.Area).OfType<string[]>().Distinct().ToList())
        {
            _uncovered.Add(area, new(entry.Node, n => area.Any(n.Declares)));
        }
    }

    public IReadOnlyList<LockCover> Of(EffectSite effect)
    {
        var covers = new HashSet<LockCover>();
        foreach (var around in _around)
        {
            if (_reach.From(around.Start, around.Later)[effect.Node.Index])
            {
                covers.Add(around.Area is { } area && _uncovered[area].Reaches(effect.Node) ? around.Cover with { OnEveryPath = false } : around.Cover);
            }
        }

        foreach (var layer in _context.Retries.Of(effect).Where(LockLayers.Counts))
        {
            covers.Add(_layers.Cover(layer));
        }

        return [.. covers.OrderBy(c => c.Text, StringComparer.Ordinal)];
    }

    /// <summary>Whether every path to the effect passes somebody who decided what a repetition does, or an exception from that.</summary>
    public bool DecidesRepetition(EffectSite effect) =>
        (_uncovered.TryGetValue(Idempotency, out var search) && !search.Reaches(effect.Node))
        || _around.Any(a => a.Area is { } area && area[0] == IntentNames.IntentException && a.Cover.Text.StartsWith(ExceptionText(RuleTable.EffectsNeedIdempotency), StringComparison.Ordinal)
            && _reach.From(a.Start, later: true)[effect.Node.Index]);

    private void Declared(MethodNode node, MethodNode start)
    {
        foreach (var intent in node.Intents)
        {
            if (Areas.FirstOrDefault(a => Array.IndexOf(a, intent.Type) >= 0) is { } area)
            {
                var isException = intent.Type == IntentNames.IntentException;
                var text = isException ? ExceptionText(intent.Argument(0) ?? "") : Declarations.ShortName(intent.Type);
                _around.Add(new(new(text + LockWords.At + LockNames.Reference(LockNames.Of(node.Method.Id)), OnEveryPath: true, IsDeclared: true), start, isException || area == Idempotency, area));
            }
        }
    }

    private static string ExceptionText(string rule) => Declarations.ShortName(IntentNames.IntentException) + "(" + rule + ")";

    /// <param name="Start">What runs inside it begins here.</param>
    /// <param name="Area">Of a declaration, those that would do instead; null for a retry or an opened transaction.</param>
    private sealed record Around(LockCover Cover, MethodNode Start, bool Later, string[]? Area);
}
