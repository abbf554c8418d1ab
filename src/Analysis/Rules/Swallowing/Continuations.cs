using System.Globalization;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>What <c>task.ContinueWith(…)</c> is told of when it is to run, and what it asks the task that came before.</summary>
internal static class Continuations
{
    // System.Threading.Tasks.TaskContinuationOptions.
    private const int NotOnRanToCompletion = 0x10000;
    private const int NotOnFaulted = 0x20000;

    public static bool Is(MethodRef target) => target.Name == "ContinueWith" && target.Type.StartsWith("System.Threading.Tasks.Task", StringComparison.Ordinal);

    public static bool RunsAfterFailuresOnly(SiteFact site) => (Options(site) & NotOnRanToCompletion) != 0;

    public static bool RunsNotAfterFailures(SiteFact site) => (Options(site) & NotOnFaulted) != 0;

    /// <summary>The first constant that a call on a task is given.</summary>
    public static int Options(SiteFact site) =>
        site.Arguments.Where(a => a.Kind == ValueKind.Number).Select(a => int.TryParse(a.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var options) ? options : 0).FirstOrDefault();

    /// <summary><c>sent.ContinueWith(t => TellAsync(t.Exception), OnlyOnFaulted)</c>: it is there for the failure of what came before.</summary>
    public static bool SeesToFailure(CodeGraph graph, MethodNode node, SiteFact site) =>
        RunsAfterFailuresOnly(site)
        || (site.Arguments.FirstOrDefault(a => a.Kind == ValueKind.Delegate) is { Kind: ValueKind.Delegate } continuation
            && graph.Find(node.Assembly.Name, continuation.Text) is { } body
            && body.Method.Sites.Any(s => s.Target.Name is "get_Exception" or "get_IsFaulted" && s.Receiver is { Kind: ValueKind.Parameter, Text: "0" }));
}
