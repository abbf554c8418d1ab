using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Blocking;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC3002: a call that blocks does not become asynchronous because another thread of the pool is held instead.</summary>
internal sealed class BlockingIsNotHidden : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var blocking = context.Blocking;
        foreach (var moved in blocking.Flow.Arrivals)
        {
            if (moved.Kind != FlowKind.Moved || blocking.Flow.Reaches(moved.Node, FlowKind.Asynchronous))
            {
                continue;
            }

            foreach (var (arrival, call) in blocking.Calls.In(moved.Node).Select(c => blocking.Told(moved, c)).OfType<(Arrival, BlockingCall)>())
            {
                var (at, site) = Moved(arrival, call.Site);
                if (!at.Node.Method.Has(MethodTraits.Generated))
                {
                    yield return new(
                        RuleTable.BlockingIsNotHidden,
                        Certain: false,
                        arrival.Entry,
                        arrival.Path,
                        new SiteLocation(at.Node, site),
                        "moved:" + call.Identity,
                        arrival.Node.Method.Id,
                        $"{Names.Short(arrival.Node)} blocks on {call.What} behind Task.Run: another thread of the pool is held instead",
                        "",
                        call.Remedy);
                }
            }
        }
    }

    /// <summary>The statement that was moved to the other thread: the call itself, or the one that comes to it; where a method group was moved, the call that moves it.</summary>
    private static (Arrival At, int Site) Moved(Arrival arrival, int site)
    {
        while (arrival is { From: { } from, Edge: { } edge })
        {
            var isLambda = arrival.Node.Method.Has(MethodTraits.Lambda);
            if (from.Kind != FlowKind.Moved && isLambda)
            {
                break;
            }

            (arrival, site) = (from, edge.Site);
            if (from.Kind != FlowKind.Moved)
            {
                break;
            }
        }

        return (arrival, site);
    }
}
