namespace IntentContracts.Analysis.Lock;

/// <summary>
/// Two locks as a list of changes, one for each decision that somebody takes: an effect that forty entry points come to is new once, and a removed attribute is one change,
/// not one for each effect it stood around.
/// </summary>
internal sealed class LockComparison
{
    private readonly IntentLock _before;
    private readonly IntentLock _after;
    private readonly DecisionChanges _decisions;
    private readonly List<LockChange> _changes = [];
    private readonly HashSet<string> _retries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (LockChange Change, List<string> Entries)> _grouped = new(StringComparer.Ordinal);
    private readonly LockOwners _owners;

    private LockComparison(IntentLock before, IntentLock after)
    {
        _before = before;
        _after = after;
        _owners = new(before, after);
        _decisions = new(before, after, _owners.Of);
    }

    /// <summary>Weakenings first, then by where and what.</summary>
    public static IReadOnlyList<LockChange> Compare(IntentLock before, IntentLock after)
    {
        var comparison = new LockComparison(before, after);
        comparison.Retries();
        comparison.Entries();
        return
        [
            .. comparison._decisions.Changes
                .Concat(comparison._changes)
                .Concat(comparison._grouped.Values.Select(g => Named(g.Change, g.Entries)))
                .OrderByDescending(c => c.Weakens)
                .ThenBy(c => c.Where, StringComparer.Ordinal)
                .ThenBy(c => c.What, StringComparer.Ordinal)
                .ThenBy(c => c.Key, StringComparer.Ordinal),
        ];
    }

    private void Retries()
    {
        foreach (var layer in _before.Retries.Concat(_after.Retries).Select(r => r.Layer).Distinct(StringComparer.Ordinal))
        {
            var before = _before.Retries.Where(r => r.Layer == layer).ToList();
            var after = _after.Retries.Where(r => r.Layer == layer).ToList();
            foreach (var same in before.ToList())
            {
                if (after.Remove(same))
                {
                    before.Remove(same);
                }
            }

            for (var i = 0; i < Math.Max(before.Count, after.Count); i++)
            {
                Retry(layer, i < before.Count ? before[i] : null, i < after.Count ? after[i] : null);
            }
        }
    }

    private void Retry(string layer, LockRetry? before, LockRetry? after)
    {
        var split = layer.IndexOf(LockWords.In, StringComparison.Ordinal);
        var name = split < 0 ? layer : layer.Substring(0, split);
        var member = split < 0 ? "" : layer.Substring(split + LockWords.In.Length);
        var (kind, what, weakens) = (before, after) switch
        {
            (null, { } now) => (LockChangeKind.Added, $"{name} of {LockWords.Attempts(now.Attempts)}, new", true),
            ({ } old, null) => (LockChangeKind.Removed, $"{name} of {LockWords.Attempts(old.Attempts)} removed", false),
            ({ } old, { } now) when old.Attempts != now.Attempts =>
                (LockChangeKind.Changed, $"attempts of the {name} {(Weakening.OfAttempts(old.Attempts, now.Attempts) ? "raised" : "lowered")} {old.Attempts} → {now.Attempts}", Weakening.OfAttempts(old.Attempts, now.Attempts)),
            var (_, now) => (LockChangeKind.Changed, $"{name} is {(now!.IsDeclared ? "declared now" : "not declared any more")}", !now.IsDeclared),
        };
        _retries.Add(LockLayers.Reference(layer));
        _changes.Add(new(kind, "retry", LockNames.Short(member), what, weakens, _owners.Of(member), LockKey.Retry(layer), member));
    }

    private void Entries()
    {
        var before = _before.Entries.GroupBy(e => e.Title, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var after = _after.Entries.GroupBy(e => e.Title, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        foreach (var entry in _before.Entries.Where(e => !after.ContainsKey(e.Title)))
        {
            Add(LockChangeKind.Removed, entry, $"{entry.Kind} entry point removed", weakens: false);
        }

        foreach (var entry in _after.Entries)
        {
            if (before.TryGetValue(entry.Title, out var old))
            {
                Entry(old, entry);
                continue;
            }

            var open = entry.Effects.Count(e => e.Undeclared.Count > 0);
            var effects = entry.Effects.Count switch { 0 => "no effect", 1 => "1 effect", var n => n + " effects" };
            Add(LockChangeKind.Added, entry, $"{entry.Kind} entry point, new, with {effects}{(open == 0 ? "" : $", {open} of them undeclared")}", open > 0);
        }
    }

    private void Entry(LockEntry before, LockEntry after)
    {
        if (before.Kind != after.Kind || before.AtLeastOnce != after.AtLeastOnce)
        {
            Add(LockChangeKind.Changed, after, after.AtLeastOnce && !before.AtLeastOnce ? "may run at least once now" : before.AtLeastOnce && !after.AtLeastOnce ? "does not repeat any more" : $"{before.Kind} → {after.Kind}", after.AtLeastOnce && !before.AtLeastOnce);
        }

        if (before.Owner != after.Owner && !_decisions.TouchesAny("OwnedBy"))
        {
            Add(LockChangeKind.Changed, after, Owner(before.Owner, after.Owner), after.Owner.Length == 0);
        }

        var gone = before.Effects.Where(e => after.Effects.All(o => o.Identity != e.Identity)).ToList();
        var come = after.Effects.Where(e => before.Effects.All(o => o.Identity != e.Identity)).ToList();
        foreach (var effect in come)
        {
            // Another method has it now: the work went elsewhere, and whether less is said of it shows.
            if (gone.FirstOrDefault(e => e.Kind == effect.Kind && e.Subject == effect.Subject) is { } moved)
            {
                gone.Remove(moved);
                var lost = effect.Undeclared.Except(moved.Undeclared, StringComparer.Ordinal).ToList();
                Group(LockChangeKind.Changed, "effect", after, effect, $"{Verb(effect)}, in {LockNames.Short(effect.Member)} now and no longer in {LockNames.Short(moved.Member)}{string.Concat(lost.Select(u => ", " + u))}", lost.Count > 0);
            }
            else
            {
                Group(LockChangeKind.Added, "effect", after, effect, $"{Verb(effect)} in {LockNames.Short(effect.Member)}, new{string.Concat(effect.Undeclared.Select(u => ", " + u))}", effect.Undeclared.Count > 0);
            }
        }

        gone.ForEach(effect => Group(LockChangeKind.Removed, "effect", after, effect, $"{Verb(effect)} in {LockNames.Short(effect.Member)} no longer", false));
        foreach (var effect in after.Effects)
        {
            if (before.Effects.FirstOrDefault(e => e.Identity == effect.Identity) is { } old)
            {
                Effect(after, old, effect);
            }
        }
    }

    private void Effect(LockEntry entry, LockEffect before, LockEffect after)
    {
        if (before.Count != after.Count)
        {
            Group(LockChangeKind.Changed, "effect", entry, after, $"{Verb(after)} at {after.Count} places in {LockNames.Short(after.Member)}, before at {before.Count}", false);
        }

        var explained = false;
        foreach (var old in before.Covers.Where(c => after.Covers.All(n => n.Text != c.Text)))
        {
            explained |= Cover(LockChangeKind.Removed, entry, after, old, "no longer " + Stands(old), !old.Text.StartsWith(LockWords.RetriedBy, StringComparison.Ordinal) && !IsRefusal(old));
        }

        foreach (var now in after.Covers)
        {
            var old = before.Covers.FirstOrDefault(c => c.Text == now.Text);
            if (old is null)
            {
                explained |= Cover(LockChangeKind.Added, entry, after, now, "now " + Stands(now), now.Text.StartsWith(LockWords.RetriedBy, StringComparison.Ordinal) || IsRefusal(now));
            }
            else if (old.OnEveryPath != now.OnEveryPath)
            {
                explained |= Cover(LockChangeKind.Changed, entry, after, now, Stands(now) + (now.OnEveryPath ? " on every path now" : " on some paths only now"), !now.OnEveryPath && !IsRefusal(now) && !now.Text.StartsWith(LockWords.RetriedBy, StringComparison.Ordinal));
            }
        }

        var owners = _decisions.TouchesAny("OwnedBy");
        if (before.Owner != after.Owner && !owners)
        {
            Group(LockChangeKind.Changed, "effect", entry, after, $"{Verb(after)} in {LockNames.Short(after.Member)}: {Owner(before.Owner, after.Owner)}", after.Owner.Length == 0);
        }

        foreach (var flag in after.Undeclared.Except(before.Undeclared, StringComparer.Ordinal))
        {
            if (!explained && !(owners && flag == LockWords.NoOwner))
            {
                Group(LockChangeKind.Changed, "effect", entry, after, $"{Verb(after)} in {LockNames.Short(after.Member)}: {flag} any more", true);
            }
        }

        foreach (var flag in before.Undeclared.Except(after.Undeclared, StringComparer.Ordinal))
        {
            if (!explained && !(owners && flag == LockWords.NoOwner))
            {
                Group(LockChangeKind.Changed, "effect", entry, after, $"{Verb(after)} in {LockNames.Short(after.Member)}: declared now", false);
            }
        }
    }

    /// <summary>Whether the change has a cause: one that is a change of its own, or that this is.</summary>
    private bool Cover(LockChangeKind kind, LockEntry entry, LockEffect effect, LockCover cover, string what, bool weakens)
    {
        var at = cover.Text.IndexOf(LockWords.At, StringComparison.Ordinal);
        var intent = at < 0 ? "" : cover.Text.Substring(0, at);
        intent = intent.IndexOf('(') is > 0 and var paren ? intent.Substring(0, paren) : intent;
        var isStated = at > 0
            ? _decisions.Touches(cover.Text.Substring(at + LockWords.At.Length), intent) || (kind == LockChangeKind.Changed && _decisions.TouchesAny(intent))
            : cover.Text.StartsWith(LockWords.RetriedBy, StringComparison.Ordinal) && _retries.Contains(cover.Text.Substring(LockWords.RetriedBy.Length));
        if (!isStated)
        {
            Group(kind, "cover", entry, effect, $"{Verb(effect)} in {LockNames.Short(effect.Member)}, {what}", weakens);
        }

        return true;
    }

    private void Group(LockChangeKind kind, string area, LockEntry entry, LockEffect effect, string what, bool weakens)
    {
        var change = new LockChange(kind, area, entry.Title, what, weakens, effect.Owner, effect.Identity, effect.Member);
        if (!_grouped.TryGetValue(area + "\n" + what, out var group))
        {
            _grouped.Add(area + "\n" + what, group = (change, []));
        }

        group.Entries.Add(entry.Title);
        if (weakens && !group.Change.Weakens)
        {
            _grouped[area + "\n" + what] = (change, group.Entries);
        }
    }

    private static LockChange Named(LockChange change, List<string> entries)
    {
        var more = entries.Distinct(StringComparer.Ordinal).Count() - 1;
        return more == 0 ? change : change with { What = $"{change.What} (+{more} more {(more == 1 ? "entry" : "entries")})" };
    }

    private static bool IsRefusal(LockCover cover) =>
        Weakening.IsRefusal(cover.Text.Substring(0, Math.Max(0, cover.Text.IndexOfAny([' ', '('])))) && cover.IsDeclared;

    private static string Stands(LockCover cover)
    {
        var at = cover.Text.IndexOf(LockWords.At, StringComparison.Ordinal);
        return at < 0 ? cover.Text : $"under [{cover.Text.Substring(0, at)}] at {LockNames.Short(cover.Text.Substring(at + LockWords.At.Length))}";
    }

    private static string Verb(LockEffect effect) => effect.Kind switch
    {
        "db read" => "reads by " + effect.Subject,
        "db write" => "writes by " + effect.Subject,
        "db commit" => "commits by " + effect.Subject,
        "http" => "calls " + effect.Subject,
        "publish" => "publishes " + effect.Subject,
        "file write" => "writes a file by " + effect.Subject,
        var kind => kind + " " + effect.Subject,
    };

    private static string Owner(string before, string after) => after.Length == 0 ? $"no owner any more, before {before}" : before.Length == 0 ? $"owned by {after} now" : $"owner {before} → {after}";

    private void Add(LockChangeKind kind, LockEntry entry, string what, bool weakens) =>
        _changes.Add(new(kind, "entry point", entry.Title, what, weakens, entry.Owner, LockKey.Entry(entry.Title), ""));
}
