using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>Work that somebody else runs, and whose failure nobody who started it sees: on a timer, a thread, the pool's queue. No retry around the start tries it again for that.</summary>
internal static class Detached
{
    public static bool Is(CallEdge edge) => edge.Mode switch
    {
        RunMode.Later => true,
        RunMode.Spawned => edge.Site >= 0 && !GivesATask(edge.From.Method.Sites[edge.Site]),
        _ => false,
    };

    /// <summary>Task.Run hands out what the caller can wait for; so does a task that is made first and started then.</summary>
    private static bool GivesATask(SiteFact start) =>
        start.Target.Type.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal)
        || start.Target.Returns?.Name.StartsWith("System.Threading.Tasks.Task", StringComparison.Ordinal) == true;
}
