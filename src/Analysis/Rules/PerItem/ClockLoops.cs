using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Loops that go on until a time is over: <c>do { if (TryTake()) return; } while (watch.Elapsed &lt; limit);</c>. Each turn tries the same thing again; there are no items. One that also goes through something, or counts up to how much there is,
/// only has a time limit.
/// </summary>
internal static class ClockLoops
{
    private static readonly HashSet<string> Clocks = new(StringComparer.Ordinal)
    {
        "System.Diagnostics.Stopwatch::get_Elapsed", "System.Diagnostics.Stopwatch::get_ElapsedMilliseconds", "System.Diagnostics.Stopwatch::get_ElapsedTicks", "System.Diagnostics.Stopwatch::GetTimestamp",
        "System.Diagnostics.Stopwatch::GetElapsedTime", "System.DateTime::get_Now", "System.DateTime::get_UtcNow", "System.DateTimeOffset::get_Now", "System.DateTimeOffset::get_UtcNow",
        "System.Environment::get_TickCount", "System.Environment::get_TickCount64", "System.TimeProvider::GetUtcNow", "System.TimeProvider::GetLocalNow", "System.TimeProvider::GetTimestamp", "System.TimeProvider::GetElapsedTime",
    };

    /// <summary>What takes one item after the other, or asks whether there is one.</summary>
    private static readonly HashSet<string> Items = new(StringComparer.Ordinal)
    {
        "MoveNext", "MoveNextAsync", "get_Count", "get_Length", "get_IsEmpty", "TryDequeue", "TryPop", "TryTake", "TryPeek", "TryRead", "Any", "Count", "Read", "ReadAsync", "ReadLine", "ReadLineAsync", "get_EndOfStream",
    };

    public static bool Are(MethodFact method, Loop loop)
    {
        var exits = ItemLoops.Exits(method, loop).Where(e => e is >= 0).Select(e => e!.Value).ToList();
        return exits.Exists(e => AsksClock(method, e))
            && !exits.Exists(e => Items.Contains(method.Sites[e].Target.Name))
            && !method.Body.Steps.Any(s => s.Kind == StepKind.Walk && loop.Contains(s.Block));
    }

    private static bool AsksClock(MethodFact method, int decides) =>
        IsClock(method.Sites[decides])
        || (Compares(method.Sites[decides]) && method.Sites[decides].Arguments.Concat([method.Sites[decides].Receiver]).SelectMany(a => Chain.Sites(method, a)).Any(s => IsClock(method.Sites[s])));

    /// <summary>Whether a call can decide by a time: it computes with times, or answers yes or no. A row that is only stamped with one (<c>rows.Add(new Row { At = DateTime.UtcNow })</c>) decides nothing.</summary>
    private static bool Compares(SiteFact site) =>
        site.Target.Type is "System.TimeSpan" or "System.DateTime" or "System.DateTimeOffset" or "System.Diagnostics.Stopwatch" || (site.Target.Returns?.Name == "System.Boolean" && site.Use != ResultUse.Discarded);

    /// <summary>Whether a call says what time it is, or how long something has taken.</summary>
    public static bool IsClock(SiteFact site) => Clocks.Contains(site.Target.Type + "::" + site.Target.Name);
}
