using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;

namespace IntentContracts.Analysis.Graph;

/// <summary>What is held around a delegate by those that run it.</summary>
internal sealed class InlineRuns(LocksHeld held)
{
    private const int Deepest = 4;

    /// <summary>What an own method holds where it runs a delegate that it was handed, or where the one that it hands it on to does.</summary>
    public LockSet Around(MethodNode via, int site, int depth = Deepest)
    {
        if (site < 0 || depth == 0)
        {
            return LockSet.Empty;
        }

        var around = held.Alone(via).At(site);
        var call = via.Method.Sites[site];
        foreach (var edge in via.Edges)
        {
            if (edge.Site == site && edge.Via is null && edge.Certain && Invocation(edge.To) is >= 0 and var inner)
            {
                around = around.With(Around(edge.To, inner, depth - 1).Select(h => LockNames.ToCaller(h, call)));
            }
        }

        return around;
    }

    /// <summary>Whether an opaque member may run what it is handed before it returns: not what subscribes, registers, starts or keeps it.</summary>
    public static bool MayRun(SiteFact consumer) =>
        consumer.Kind is SiteKind.Call or SiteKind.VirtualCall
        && consumer.Target.Name != "Add"
        && !Keeps.Any(k => consumer.Target.Name.StartsWith(k, StringComparison.Ordinal))
        && consumer.Target.Type is not ("System.Threading.Tasks.Task" or "System.Threading.Tasks.TaskFactory" or "System.Threading.ThreadPool" or "System.Threading.Timer" or "System.Delegate");

    private static readonly string[] Keeps = ["add_", "Register", "Subscribe", "On", "Post", "Send", "Queue", "Enqueue", "Schedule", "Begin", "Start", "ContinueWith", "set_", "AddHandler", "Use", "Map"];

    private static int Invocation(MethodNode node)
    {
        for (var i = 0; i < node.Method.Sites.Count; i++)
        {
            var site = node.Method.Sites[i];
            if ((site.Target.Name == "Invoke" && site.Receiver.Kind == ValueKind.Parameter) || (site.Kind == SiteKind.Call && site.Arguments.Any(a => a.Kind == ValueKind.Parameter)))
            {
                return i;
            }
        }

        return -1;
    }
}
