using System.Globalization;
using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>What a call makes of the flow: it stays in it, moves to a thread of the pool that somebody waits for, or leaves it.</summary>
internal sealed class Handover(RuleContext context)
{
    /// <summary>TaskCreationOptions.LongRunning: a thread of its own.</summary>
    private const int LongRunning = 2;

    public FlowKind Of(FlowKind kind, CallEdge edge, bool viaIsAsynchronous) => edge.Mode switch
    {
        RunMode.Later => FlowKind.Synchronous,
        RunMode.Spawned => kind is FlowKind.Asynchronous or FlowKind.Moved && IsWaitedFor(edge) ? FlowKind.Moved : FlowKind.Synchronous,
        _ => kind == FlowKind.Synchronous && viaIsAsynchronous ? FlowKind.Asynchronous : kind,
    };

    /// <summary>Whether a thread of the pool runs it and asynchronous code waits for the end. Who waits by blocking is told so where it does.</summary>
    private bool IsWaitedFor(CallEdge edge)
    {
        var call = edge.From.Method.Sites[edge.Site];
        var spawner = edge.Via is { } via && edge.ViaSite >= 0 ? via.Method.Sites[edge.ViaSite] : call;
        return spawner.Target.Type is "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.TaskFactory" or "System.Threading.Tasks.TaskFactory`1"
            && call.Use != ResultUse.Discarded
            && spawner.Use != ResultUse.Discarded
            && !HasItsOwnThread(spawner)
            && !IsBlockedOn(edge.From.Method, edge.Site)
            && !UserInterfaces.Owns(context.Graph, edge.From);
    }

    private static bool HasItsOwnThread(SiteFact spawner)
    {
        var parameters = DocIdParameters.Of(spawner.Target.Id);
        for (var a = 0; a < parameters.Count; a++)
        {
            if (parameters[a] == "System.Threading.Tasks.TaskCreationOptions"
                && Values.Argument(spawner, a) is { Kind: ValueKind.Number } options
                && int.TryParse(options.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var flags)
                && (flags & LongRunning) != 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsBlockedOn(MethodFact method, int spawner)
    {
        var task = Values.ResultOf(spawner);
        return method.Sites.Any(s => s.Target.HasReceiver
            && context.Catalogue.Of<BlocksMeaning>(s.Target.Type, s.Target.Name) is { When: Blocks.Waiting }
            && TaskValues.Peel(method, s.Receiver) == task);
    }
}
