using IntentContracts.Analysis.Findings;
using IntentContracts.Analysis.Lock;
using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis.Reports;

/// <summary>What an earlier lock does not say of the code, for the documents.</summary>
internal static class ChangeReports
{
    /// <summary>Weakenings first. Without a place: what is gone altogether.</summary>
    public static IReadOnlyList<ChangeReport> Of(IntentLock before, BuiltLock built, IReadOnlyList<EntryReport> entries, SourceMap places)
    {
        var byTitle = entries.ToLookup(e => e.Title, StringComparer.Ordinal);
        return
        [
            .. LockComparison.Compare(before, built.Content).Select(change => new ChangeReport(
                Kind(change),
                change.Text,
                Entry(change, byTitle),
                change.Owner,
                built.Places.TryGetValue(change.Key, out var place) || built.Places.TryGetValue(LockKey.Member(change.Member), out place) ? places.Place(place).Place : Place.None)),
        ];
    }

    private static string Kind(LockChange change) => change.Weakens ? "weakened" : change.Kind switch
    {
        LockChangeKind.Added => "added",
        LockChangeKind.Removed => "removed",
        _ => "changed",
    };

    /// <summary>Where several entry points share a title, the lock tells them apart by the member, and the change says which.</summary>
    private static string Entry(LockChange change, ILookup<string, EntryReport> byTitle)
    {
        var at = change.Where.IndexOf(LockWords.In, StringComparison.Ordinal);
        var entries = byTitle[at < 0 ? change.Where : change.Where.Substring(0, at)].ToList();
        return (at < 0 ? entries.FirstOrDefault() : entries.FirstOrDefault(e => LockNames.Of(e.Id) == change.Where.Substring(at + LockWords.In.Length)))?.Id ?? "";
    }
}
