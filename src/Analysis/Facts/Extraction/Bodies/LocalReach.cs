namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// How far a store into a local that has several can be the only one that a load sees. An optimising compiler gives one slot to the locals of different scopes, and to the locks of different lock statements: what an
/// unoptimised build shows would be lost without this.
/// </summary>
internal sealed class LocalReach
{
    /// <summary>Past this many comparisons a body is too large for what it would tell.</summary>
    private const int MostWork = 4_000_000;

    private readonly List<(int From, int To)> _jumps = [];
    private readonly Dictionary<int, int> _end = [];

    public LocalReach(DecodedBody body, IReadOnlyDictionary<long, List<int>> stores)
    {
        Collect(body);
        var several = stores.Values.Where(s => s.Count > 1).ToList();
        if ((long)several.Sum(s => s.Count) * _jumps.Count > MostWork)
        {
            return;
        }

        foreach (var places in several)
        {
            for (var i = 0; i < places.Count; i++)
            {
                _end[places[i]] = End(places[i], i + 1 < places.Count ? places[i + 1] : body.Code.Count);
            }
        }
    }

    /// <summary>The first instruction after a store that something else may come to as well; the store itself when nothing is known.</summary>
    public int EndOf(int store) => _end.TryGetValue(store, out var end) ? end : store;

    private int End(int store, int end)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var (from, to) in _jumps)
            {
                if (to > store && to < end && (from < store || from >= end))
                {
                    end = to;
                    changed = true;
                }
            }
        }

        return end;
    }

    private void Collect(DecodedBody body)
    {
        for (var i = 0; i < body.Code.Count; i++)
        {
            foreach (var target in body.Code[i].Targets)
            {
                Add(i, target, body);
            }
        }

        // What is thrown can leave a protected range from anywhere in it: from its beginning and from its end say as much.
        foreach (var clause in body.Clauses)
        {
            foreach (var offset in new[] { clause.TryOffset, clause.TryOffset + clause.TryLength })
            {
                if (body.IndexOf.TryGetValue(offset, out var from))
                {
                    from -= offset == clause.TryOffset ? 0 : 1;
                    Add(from, clause.HandlerOffset, body);
                    if (clause.Kind == System.Reflection.Metadata.ExceptionRegionKind.Filter)
                    {
                        Add(from, clause.TokenOrFilter, body);
                    }
                }
            }
        }
    }

    private void Add(int from, int target, DecodedBody body)
    {
        if (body.IndexOf.TryGetValue(target, out var to))
        {
            _jumps.Add((from, to));
        }
    }
}
