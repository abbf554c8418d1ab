using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>How a call comes to a question.</summary>
/// <param name="Path">From what is called to the method that asks.</param>
/// <param name="IsCertain">Every call on the way is, the first one included.</param>
internal sealed record OpenWay(CallEdge Call, IReadOnlyList<CallEdge> Path, MethodNode Node, int Site, bool IsCertain);

/// <summary>
/// The way from a call to a question that the call's own arguments leave open: <c>Find(id, fresh: false)</c> does not come to the question behind <c>if (fresh)</c>, which is the nearest one, but may come to another.
/// </summary>
/// <param name="follows">Which calls a way may take.</param>
/// <param name="questions">The sites that ask, of each method.</param>
internal sealed class OpenWays(NearestSites nearest, GivenArguments arguments, GivenReceivers receivers, Choices choices, Func<CallEdge, bool> follows, ILookup<MethodNode, int> questions)
{
    /// <summary>A way that is longer would not be told.</summary>
    private const int Longest = 8;

    /// <summary>Calls that are looked at before nobody would find the way that is left either.</summary>
    private const int Most = 1000;

    private sealed record Step(CallEdge Edge, Step? Before, int Length, bool IsCertain);

    /// <summary>The nearest way, certain before not; null when the arguments close each of them.</summary>
    public OpenWay? From(CallEdge call)
    {
        var (path, node, site) = nearest.From(call.To);
        return !arguments.Exclude([call, .. path], site) ? new(call, path, node, site, call.Certain && nearest.IsCertain(call.To))
            : Search(call, onlyCertain: true) ?? Search(call, onlyCertain: false);
    }

    private OpenWay? Search(CallEdge call, bool onlyCertain)
    {
        if (onlyCertain && !call.Certain)
        {
            return null;
        }

        var seen = new HashSet<CallEdge>(ByReference<CallEdge>.Instance) { call };
        var queue = new Queue<Step>([new(call, null, 0, call.Certain)]);
        while (queue.Count > 0)
        {
            var step = queue.Dequeue();
            foreach (var site in questions[step.Edge.To])
            {
                if (!arguments.Exclude([step.Edge], site))
                {
                    return new(call, Path(step), step.Edge.To, site, step.IsCertain);
                }
            }

            foreach (var next in step.Length < Longest && seen.Count < Most ? Next(step, onlyCertain) : [])
            {
                if (seen.Add(next.Edge))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return null;
    }

    private IEnumerable<Step> Next(Step step, bool onlyCertain)
    {
        foreach (var edges in step.Edge.To.Edges.Where(e => nearest.Reaches(e.To) && follows(e) && !arguments.Exclude(step.Edge, e)).GroupBy(e => e.Site))
        {
            // Of the bodies that a call on this chooses among, an object has only its own.
            var of = edges.Max(choices.Of) - step.Edge.To.EdgesAt(edges.Key).Count(e => receivers.Exclude(step.Edge, e));
            var enough = of < 2 || edges.Count() >= (onlyCertain ? of : choices.Needed(of));
            foreach (var edge in edges.Where(e => enough && (e.Certain || !onlyCertain)))
            {
                yield return new(edge, step, step.Length + 1, step.IsCertain && edge.Certain);
            }
        }
    }

    private static List<CallEdge> Path(Step last)
    {
        var path = new List<CallEdge>();
        for (var step = last; step.Before is { } before; step = before)
        {
            path.Add(step.Edge);
        }

        path.Reverse();
        return path;
    }
}
