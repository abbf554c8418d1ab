using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>Where asynchronous code begins, and what is start-up code.</summary>
internal static class FlowStarts
{
    /// <summary>Kinds of entry points that a client waits for.</summary>
    private static readonly HashSet<string> Requests = new(StringComparer.Ordinal) { "http", "filter", "hub", "page" };

    /// <summary>Async, or it returns what asynchronous code returns: its caller awaits it and expects its thread back.</summary>
    public static bool IsAsynchronous(MethodNode node) => node.Method.Has(MethodTraits.Async) || StaticTypes.IsAsynchronous(node.Method.Returns);

    /// <summary>Whether a client waits for what begins there.</summary>
    public static bool IsRequest(EntryPoint entry) => Requests.Contains(entry.Kind);

    public static FlowKind At(EntryPoint entry) =>
        entry.IsStartup || StartUpCode.BeginsHost(entry.Node) ? FlowKind.Startup
        : entry.Kind == "main" ? FlowKind.Synchronous
        : IsAsynchronous(entry.Node) ? FlowKind.Asynchronous
        : Requests.Contains(entry.Kind) ? FlowKind.Request
        : FlowKind.Synchronous;
}
