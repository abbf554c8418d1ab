using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Blocking;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC3001: asynchronous code, and what it calls on its own thread, waits for nothing without giving the thread back, unless a member says why it does. Synchronous code that serves a request may wait for a file or a database,
/// but not for asynchronous work, which needs a second thread to be done.
/// </summary>
internal sealed class AsyncCodeDoesNotBlock : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var blocking = context.Blocking;
        foreach (var arrival in blocking.Flow.Arrivals)
        {
            if (arrival.Kind is not (FlowKind.Asynchronous or FlowKind.Request))
            {
                continue;
            }

            foreach (var call in blocking.Calls.In(arrival.Node))
            {
                // Perhaps it gets here, and perhaps it blocks: nobody can do anything about that.
                if ((!call.Certain && !arrival.Certain) || IsNeverAskedFor(context, arrival, call))
                {
                    continue;
                }

                if ((arrival.Kind == FlowKind.Asynchronous || (call.WaitsForTask && !blocking.Flow.Reaches(arrival.Node, FlowKind.Asynchronous))) && blocking.Told(arrival, call) is var (way, told))
                {
                    yield return Breach(way, told, told.Certain && !blocking.Gates.IsFor(arrival.Node, told) && !BeginsOnce(way));
                }
            }
        }

        blocking.UseRefusals(context.Refusals);
    }

    /// <summary>What all who call the method keep it from by what they hand over: <c>Read(path, lines: false)</c> does not come to what stands behind <c>if (lines)</c>.</summary>
    private static bool IsNeverAskedFor(RuleContext context, Arrival arrival, BlockingCall call)
    {
        if (arrival.Edge is null || context.Graph.CallsBackwards.Of(arrival.Node) is not { Count: > 0 } callers)
        {
            return false;
        }

        foreach (var caller in callers)
        {
            if (!context.GivenArguments.Exclude([caller], call.Site))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What a service does once, when it begins: its host waits for that, and nobody else does.</summary>
    private static bool BeginsOnce(Arrival arrival) => StartUpCode.BeginsService(arrival.Entry) && arrival.Path.All(OnlyAtStart.IsWaitedFor);

    private static Violation Breach(Arrival arrival, BlockingCall call, bool certain)
    {
        var (at, site) = Written(arrival, call.Site);
        var where = arrival.Kind == FlowKind.Request ? "while it serves a request" : "in an async flow";
        return new(
            RuleTable.AsyncCodeDoesNotBlock,
            certain && arrival.Certain && arrival.Kind == FlowKind.Asynchronous,
            arrival.Entry,
            at.Path,
            new SiteLocation(at.Node, site),
            "block:" + call.Identity,
            arrival.Node.Method.Id,
            $"{Names.Short(at.Node)} blocks on {call.What} {where}",
            "",
            call.Remedy);
    }

    /// <summary>Where a person wrote the call, or the one that comes to it through generated code.</summary>
    private static (Arrival At, int Site) Written(Arrival arrival, int site)
    {
        while (arrival.Node.Method.Has(MethodTraits.Generated) && arrival is { From: { } from, Edge: { } edge })
        {
            (arrival, site) = (from, edge.Site);
        }

        return (arrival, site);
    }
}
