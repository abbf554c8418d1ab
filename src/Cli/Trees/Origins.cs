using IntentContracts.Analysis.Graph;

namespace IntentContracts.Cli.Trees;

/// <summary>One method on the ways to something, as seen from below.</summary>
/// <param name="Entry">The entry point that it is; null for a method in between.</param>
/// <param name="Call">Where it calls what stands above it; null for the method that is asked about.</param>
/// <param name="Certain">The call is a definite one.</param>
/// <param name="Callers">Who calls it. Empty where <paramref name="Again"/>.</param>
/// <param name="Again">Its callers stand above already, or are being told just now.</param>
internal sealed record Origin(MethodNode Node, EntryPoint? Entry, CallEdge? Call, bool Certain, IReadOnlyList<Origin> Callers, bool Again);

/// <summary>Where calls of something begin: the calls of the graph, backwards, from a method to every entry point that comes to it.</summary>
internal sealed class Origins
{
    private const int Deepest = 250;

    private readonly Folding _folding;
    private readonly Dictionary<MethodNode, EntryPoint> _entries = [];
    private readonly Dictionary<MethodNode, List<CallEdge>> _callers = [];
    private readonly HashSet<MethodNode> _live = [];

    /// <param name="entries">Where work begins. The start of a host is none, as long as there are others: it registers everything and runs nothing of it.</param>
    public Origins(CodeGraph graph, IReadOnlyList<EntryPoint> entries, Folding folding)
    {
        _folding = folding;
        var work = entries.Any(e => !e.IsStartup) ? entries.Where(e => !e.IsStartup).ToList() : [.. entries];
        foreach (var entry in work)
        {
            _entries.TryAdd(folding.Shown(entry.Node), entry);
        }

        var reach = new EntryReach(work);
        foreach (var node in reach.Reached)
        {
            _live.Add(folding.Shown(node));
            foreach (var edge in node.Edges)
            {
                var (from, to) = (folding.Shown(edge.From), folding.Shown(edge.To));
                if (from != to)
                {
                    if (!_callers.TryGetValue(to, out var list))
                    {
                        _callers.Add(to, list = []);
                    }

                    list.Add(edge);
                }
            }
        }
    }

    /// <summary>Whether any entry point comes to it.</summary>
    public bool IsReached(MethodNode node) => _live.Contains(_folding.Shown(node));

    /// <summary>The whole tree above a method. Each method is told once: a graph has more ways than anybody reads.</summary>
    public Origin Of(MethodNode node) => Tell(_folding.Shown(node), null, certain: true, [], 0);

    /// <summary>The entry points that come to a method, each with its shortest way, nearest first.</summary>
    public IReadOnlyList<(EntryPoint Entry, IReadOnlyList<CallEdge> Path)> Ways(MethodNode node)
    {
        var start = _folding.Shown(node);
        var next = new Dictionary<MethodNode, CallEdge?> { [start] = null };
        var queue = new Queue<MethodNode>([start]);
        var ways = new List<(EntryPoint, IReadOnlyList<CallEdge>)>();
        while (queue.Count > 0)
        {
            var at = queue.Dequeue();
            if (_entries.TryGetValue(at, out var entry))
            {
                ways.Add((entry, Path(at, next)));
            }

            foreach (var edge in CallersOf(at))
            {
                var caller = _folding.Shown(edge.From);
                if (next.TryAdd(caller, edge))
                {
                    queue.Enqueue(caller);
                }
            }
        }

        return ways;
    }

    private List<CallEdge> Path(MethodNode from, Dictionary<MethodNode, CallEdge?> next)
    {
        var path = new List<CallEdge>();
        for (var edge = next[from]; edge is not null; edge = next[_folding.Shown(edge.To)])
        {
            path.Add(edge);
        }

        return path;
    }

    private Origin Tell(MethodNode node, CallEdge? call, bool certain, HashSet<MethodNode> told, int depth)
    {
        var entry = _entries.GetValueOrDefault(node);
        var callers = CallersOf(node);
        if (depth > Deepest || !told.Add(node))
        {
            return new(node, entry, call, certain, [], Again: callers.Count > 0);
        }

        return new(node, entry, call, certain, [.. callers.Select(edge => Tell(_folding.Shown(edge.From), edge, edge.Certain, told, depth + 1))], Again: false);
    }

    /// <summary>One call for each caller: a certain one before others, then the first in the source. Entry points first, since they end the search of whoever reads.</summary>
    private List<CallEdge> CallersOf(MethodNode node) =>
    [
        .. (_callers.GetValueOrDefault(node) ?? [])
            .GroupBy(edge => _folding.Shown(edge.From))
            .Select(g => g.OrderByDescending(e => e.Certain).ThenBy(e => e.Site).First())
            .OrderByDescending(e => e.Certain)
            .ThenByDescending(e => _entries.ContainsKey(_folding.Shown(e.From)))
            .ThenBy(e => _folding.Shown(e.From).Method.Id, StringComparer.Ordinal),
    ];
}
