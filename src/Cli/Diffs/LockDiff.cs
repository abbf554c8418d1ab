using IntentContracts.Analysis.Lock;

namespace IntentContracts.Cli.Diffs;

/// <summary>What became of one project's promises.</summary>
/// <param name="Unchanged">How many entry points do what they did.</param>
internal sealed record ProjectDiff(string Project, string Path, IReadOnlyList<LockChange> Changes, IReadOnlyList<Approval> Approvals, int Unchanged);

/// <summary>A body that somebody has approved anew.</summary>
/// <param name="Owner">Who answers for it, as far as the locks say; empty when nobody.</param>
internal sealed record Approval(LockBody Body, string Owner);

/// <summary>What a change did to everything that is promised.</summary>
internal sealed record LockDiff(string Old, string New, IReadOnlyList<ProjectDiff> Projects)
{
    private static readonly IntentLock s_nothing = new("", [], [], [], null);

    public int Weakened => Projects.Sum(p => p.Changes.Count(c => c.Weakens));

    public bool IsEmpty => Projects.All(p => p.Changes.Count == 0 && p.Approvals.Count == 0);

    public static LockDiff Of((LockSide Old, LockSide New) sides)
    {
        var (old, now) = sides;

        // One lock on each side are the two that are meant, wherever they stand.
        IReadOnlyList<ProjectDiff> projects = old.Locks.Count == 1 && now.Locks.Count == 1
            ? [Project(now.Locks.Keys.First(), old.Locks.Values.First(), now.Locks.Values.First())]
            : [.. old.Locks.Keys.Union(now.Locks.Keys, StringComparer.Ordinal).Select(path => Project(path, old.Locks.GetValueOrDefault(path), now.Locks.GetValueOrDefault(path)))];
        return new(old.Name, now.Name, [.. projects.OrderBy(p => p.Project, StringComparer.Ordinal).ThenBy(p => p.Path, StringComparer.Ordinal)]);
    }

    private static ProjectDiff Project(string path, IntentLock? old, IntentLock? now)
    {
        var before = old ?? s_nothing with { Project = now!.Project };
        var after = now ?? s_nothing with { Project = old!.Project };
        var kept = before.Entries.ToLookup(e => e.Title, StringComparer.Ordinal);
        var changes = LockComparison.Compare(before, after);

        // A decision is stated once: an entry point that stands behind a changed one has changed, too.
        var touched = changes.Where(c => c.Member.Length > 0).Select(c => LockNames.Reference(c.Member)).ToHashSet(StringComparer.Ordinal);
        var unchanged = after.Entries.Count(e => kept[e.Title].Any(b => Same(b, e)) && !e.Effects.SelectMany(x => x.Covers).Any(c => touched.Any(name => c.Text.Contains(name, StringComparison.Ordinal))));
        return new(after.Project, path, changes, Approved(before, after), unchanged);
    }

    /// <summary>Bodies that somebody has approved anew: their owner should know.</summary>
    private static List<Approval> Approved(IntentLock before, IntentLock after)
    {
        var known = (before.Bodies ?? []).ToDictionary(b => b.Member, b => b.Fingerprint, StringComparer.Ordinal);
        var owners = new LockOwners(before, after);
        return [.. (after.Bodies ?? []).Where(b => known.TryGetValue(b.Member, out var fingerprint) && fingerprint != b.Fingerprint).Select(b => new Approval(b, owners.Of(b.Member)))];
    }

    private static bool Same(LockEntry a, LockEntry b) =>
        (a.Kind, a.AtLeastOnce, a.Owner) == (b.Kind, b.AtLeastOnce, b.Owner) && a.Effects.Count == b.Effects.Count && a.Effects.Zip(b.Effects).All(p => Same(p.First, p.Second));

    private static bool Same(LockEffect a, LockEffect b) =>
        (a.Identity, a.Count, a.Owner) == (b.Identity, b.Count, b.Owner) && a.Undeclared.SequenceEqual(b.Undeclared) && a.Covers.SequenceEqual(b.Covers);
}
