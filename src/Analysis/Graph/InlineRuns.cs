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

    /// <summary>Whether a call may run the delegate that it is handed before it returns; of an own method its body says what becomes of it.</summary>
    public static bool MayRun(CallEdge edge, SiteFact consumer)
    {
        if (edge.Via is not { } via || edge.ViaSite >= 0 || !MayRun(consumer))
        {
            return MayRun(consumer);
        }

        var handed = edge.From.Method.Sites.FirstOrDefault(s => s.Kind == SiteKind.Delegate && s.Consumer == edge.Site && s.Target.Id == edge.To.Method.Id);
        if (handed is not { ConsumerArgument: >= 0 })
        {
            return true;
        }

        var uses = via.Method.Sites.Where(s => s.Arguments.Any(a => a.Kind == ValueKind.Parameter && Values.Index(a) == handed.ConsumerArgument)).ToList();
        return uses.Count == 0 || uses.Any(MayRun);
    }

    /// <summary>Whether an opaque member may run what it is handed before it returns: not what subscribes, registers, starts or keeps it.</summary>
    private static bool MayRun(SiteFact consumer) =>
        consumer.Kind is SiteKind.Call or SiteKind.VirtualCall
        && consumer.Target.Name != "Add"
        && !(IsCollection(consumer.Target.Type) && Puts.Contains(consumer.Target.Name))
        && !Keeps.Any(k => consumer.Target.Name.StartsWith(k, StringComparison.Ordinal))
        && consumer.Target.Type is not ("System.Threading.Tasks.Task" or "System.Threading.Tasks.TaskFactory" or "System.Threading.ThreadPool" or "System.Threading.Timer" or "System.Threading.Interlocked" or "System.Threading.Volatile" or "System.Delegate");

    private static readonly string[] Keeps = ["add_", "Register", "Subscribe", "On", "Post", "Send", "Queue", "Enqueue", "Schedule", "Begin", "Start", "ContinueWith", "set_", "AddHandler", "Use", "Map"];

    private static readonly HashSet<string> Puts = new(StringComparer.Ordinal) { "Insert", "AddFirst", "AddLast", "AddBefore", "AddAfter", "Push", "TryAdd", "TryWrite", "WriteAsync" };

    private static bool IsCollection(string type) => type.StartsWith("System.Collections.", StringComparison.Ordinal) || type.StartsWith("System.Threading.Channels.", StringComparison.Ordinal);

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
