using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>Waiting for tasks, and how a reader calls it.</summary>
internal static class Waits
{
    /// <summary>A call on a task, or on its awaiter.</summary>
    public static bool IsForTask(MethodRef target) =>
        target.HasReceiver
        && (target.Type is "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.ValueTask`1"
            || (target.Name == "GetResult" && target.Type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal)));

    /// <summary>A call that is given tasks.</summary>
    public static bool IsForTasks(MethodRef target) => target is { Type: "System.Threading.Tasks.Task", Name: "WaitAll" or "WaitAny" };

    /// <summary><c>Task.Result of HttpClient.GetStringAsync</c>.</summary>
    public static string Describe(MethodFact method, SiteFact site)
    {
        var wait = site.Target.Name == "GetResult" ? "GetAwaiter().GetResult()" : Names.Member(site.Target);
        var task = TaskValues.Peel(method, site.Receiver);
        return Values.Source(method, task) is { Kind: SiteKind.Call or SiteKind.VirtualCall } made && made.Target.Name.IndexOf('<') < 0
            ? $"{wait} of {Names.Member(made.Target)}"
            : wait;
    }
}
