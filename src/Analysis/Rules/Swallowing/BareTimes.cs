using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Stores of a handler that say that there was a turn, and not that it has failed: <c>catch (Exception) { LastRun = clock.GetUtcNow(); }</c>, or the count of all turns that goes up after a success as well. A name that speaks of a failure
/// records one, and so does a time by which somebody decides what to do next, unless a success stores it, too.
/// </summary>
internal static class BareTimes
{
    /// <summary>What a member is called that is there for failures, or for what is done because of them.</summary>
    private static readonly string[] Speaking =
    [
        "Fail", "Err", "Fault", "Except", "Crash", "Problem", "Broke", "Break", "Bad", "Dead", "Down", "Lost", "Lose", "Miss", "Drop", "Reject", "Refus", "Abort", "Cancel", "Stop", "Skip", "Offline", "Unavail", "Unreach",
        "Disconnect", "Unhealth", "Outage", "Trouble", "Issue", "Incident", "Stale", "Timeout", "TimedOut", "Retr", "Attempt", "Tries", "Back", "Until", "Since", "Next", "Open", "Trip", "Pause", "Block", "Suspend", "Expire", "Throttl", "Limit",
    ];

    private static readonly HashSet<string> Clocks = new(StringComparer.Ordinal)
    {
        "get_UtcNow", "get_Now", "get_Today", "GetUtcNow", "GetLocalNow", "GetTimestamp", "get_TickCount64", "get_TickCount", "GetCurrentInstant",
    };

    private static readonly HashSet<string> Conversions = new(StringComparer.Ordinal) { "get_UtcDateTime", "get_DateTime", "get_LocalDateTime", "get_Ticks", "op_Implicit", "ToUnixTimeSeconds", "ToUnixTimeMilliseconds" };

    /// <summary>The stores of the handler into fields and own properties that are such.</summary>
    public static HashSet<int> Of(RuleContext context, MethodNode node, RegionFact region)
    {
        var method = node.Method;
        return [.. Enumerable.Range(0, method.Sites.Count).Where(i => region.Handler.Contains(method.Body.BlockOfSite[i]) && Is(context, node, region, i))];
    }

    private static bool Is(RuleContext context, MethodNode node, RegionFact region, int index)
    {
        var method = node.Method;
        if (Field(context.Graph, method.Sites[index]) is not { } field || Array.Exists(Speaking, word => AutoProperties.NameOf(field).IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0))
        {
            return false;
        }

        var isAlsoOfSuccess = IsStoredBy(context.Graph, method, region, field);
        return IsClock(method, Value(method.Sites[index])) ? isAlsoOfSuccess || !IsComputedWith(context, field)
            : isAlsoOfSuccess && IsCount(context.Graph, method, index, field) && StoresNothingElse(context.Graph, method, region, field);
    }

    /// <summary>The field that is given a value, also by the setter of a property of ours that does nothing else.</summary>
    private static MethodRef? Field(CodeGraph graph, SiteFact site) =>
        site.Kind == SiteKind.FieldWrite ? site.Target
        : site.Kind is SiteKind.Call or SiteKind.VirtualCall && site.Target.Name.StartsWith("set_", StringComparison.Ordinal) && graph.Find(site.Target) is { } setter ? AutoProperties.StoredBy(setter)?.Target
        : null;

    private static ValueFact Value(SiteFact store) => store.Arguments.Count > 0 ? store.Arguments[store.Arguments.Count - 1] : ValueFact.Unknown;

    private static bool IsClock(MethodFact method, ValueFact value) =>
        Values.Source(method, value) is { } asked
        && (Clocks.Contains(asked.Target.Name)
            || (Conversions.Contains(asked.Target.Name) && IsClock(method, asked.Target.HasReceiver ? asked.Receiver : Values.Argument(asked, 0)))
            || (asked is { Kind: SiteKind.New, Target.Type: "System.Nullable`1" } && IsClock(method, Values.Argument(asked, 0))));

    /// <summary><c>_turns++</c></summary>
    private static bool IsCount(CodeGraph graph, MethodFact method, int store, MethodRef field) =>
        store > 0
        && Value(method.Sites[store]).Kind == ValueKind.Unknown
        && SmallValues.Is(graph, field.Returns ?? method.Returns)
        && Enumerable.Range(0, store).Any(i => method.Sites[i].Span == method.Sites[store].Span && method.Body.BlockOfSite[i] == method.Body.BlockOfSite[store] && IsRead(graph, method.Sites[i], field));

    /// <summary>Whether the try that has come to its end stores it, too, or what comes behind it.</summary>
    private static bool IsStoredBy(CodeGraph graph, MethodFact method, RegionFact region, MethodRef field) =>
        Enumerable.Range(0, method.Sites.Count).Any(i => region.Try.Contains(method.Body.BlockOfSite[i]) && Field(graph, method.Sites[i]) is { } stored && IsSame(stored, field));

    /// <summary>A count of what went well, beside that of all, tells how many did not.</summary>
    private static bool StoresNothingElse(CodeGraph graph, MethodFact method, RegionFact region, MethodRef field) =>
        Enumerable.Range(0, method.Sites.Count).All(i => !region.Try.Contains(method.Body.BlockOfSite[i]) || Field(graph, method.Sites[i]) is not { } stored || IsSame(stored, field))
        && !method.Body.Steps.Any(s => s.Kind == StepKind.Increment && region.Try.Contains(s.Block));

    /// <summary>Whether somebody compares or computes with it: what is done next hangs on it, after a failure as well.</summary>
    private static bool IsComputedWith(RuleContext context, MethodRef field) =>
        context.Graph.Nodes.Any(node => node.Method.Sites.Any(s => IsRead(context.Graph, s, field))
            && (node.Method.Body.Blocks.Any(b => b.IsTest) || node.Method.Sites.Any(s => s.Target.Name.StartsWith("op_", StringComparison.Ordinal) || s.Target.Name is "Subtract" or "Add" or "Compare" or "CompareTo" or "GetElapsedTime" or "get_HasValue")));

    private static bool IsRead(CodeGraph graph, SiteFact site, MethodRef field) =>
        (site.Kind == SiteKind.FieldRead && IsSame(site.Target, field))
        || (site.Kind is SiteKind.Call or SiteKind.VirtualCall && site.Target.Name.StartsWith("get_", StringComparison.Ordinal) && graph.Find(site.Target) is { } getter && AutoProperties.ReturnedBy(getter) is { } read && IsSame(read.Target, field));

    private static bool IsSame(MethodRef one, MethodRef other) => one.Id == other.Id && one.Assembly == other.Assembly;
}
