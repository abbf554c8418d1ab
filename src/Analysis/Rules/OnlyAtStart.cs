using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Swallowing;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// What runs once, before the service answers anybody, and never again in the process: what only the <c>StartAsync</c> of hosted services comes to, or the start of the program by a call that may mean one of dozens (<c>foreach (var seed in seeds)
/// await seed.RunAsync();</c>). Such steps are mostly made so that the next start goes on with what is missing.
/// </summary>
internal sealed class OnlyAtStart(RuleContext context)
{
    /// <summary>Who has more callers than this is not looked through.</summary>
    private const int Many = 400;

    private readonly Dictionary<MethodNode, EntryPoint> _entries = context.Entries.Where(e => e.IsCritical || e.IsStartup).GroupBy(e => e.Node).ToDictionary(g => g.Key, g => g.First());

    /// <summary>Whether every way to a method begins at the start, and waits for it.</summary>
    public bool Is(MethodNode node)
    {
        var seen = new HashSet<MethodNode> { node };
        var queue = new Queue<MethodNode>(seen);
        while (queue.Count > 0)
        {
            var next = queue.Dequeue();
            if (_entries.TryGetValue(next, out var entry) ? entry.IsStartup || StartUpCode.BeginsService(entry) : StartUpCode.BeginsHost(next))
            {
                continue;
            }

            var calls = context.Graph.CallsBackwards.Of(next).Where(e => e.From != next).ToList();
            if (entry is not null || calls.Count == 0 || seen.Count > Many || calls.Exists(e => !IsWaitedFor(e)))
            {
                return false;
            }

            foreach (var call in calls.Where(c => seen.Add(c.From)))
            {
                queue.Enqueue(call.From);
            }
        }

        return true;
    }

    /// <summary>Not what goes on beside the start for as long as the process lives: what is started, put away for later, or named for a scheduler, and a task that is kept.</summary>
    public static bool IsWaitedFor(CallEdge call)
    {
        if (call.Site < 0 || call.Mode is RunMode.Spawned or RunMode.Later || StartUpCode.IsNamed(call))
        {
            return false;
        }

        var site = call.From.Method.Sites[call.Site];
        return !Tasks.IsTask(site.Target) || site.IsAwaited || call.From.Method.Body.Steps.Any(s => s.Kind is StepKind.Return or StepKind.Await && s.Value == Values.ResultOf(call.Site)) || IsBlockedOn(call.From.Method, call.Site);
    }

    /// <summary><c>RunAsync().GetAwaiter().GetResult()</c>, <c>.Wait()</c>, <c>.Result</c>, <c>.ConfigureAwait(false)</c>.</summary>
    private static bool IsBlockedOn(MethodFact method, int site) =>
        method.Sites.Any(s => s.Target.Name is "GetAwaiter" or "Wait" or "get_Result" or "ConfigureAwait" && s.Receiver == Values.ResultOf(site));
}
