using System.Globalization;

namespace IntentContracts.Analysis.Lock;

/// <summary>What became of the declared decisions.</summary>
internal sealed class DecisionChanges
{
    private const string Area = "decision";

    private readonly Func<string, string> _ownerOf;
    private readonly List<LockChange> _changes = [];
    private readonly HashSet<(string Target, string Intent)> _touched = [];

    /// <param name="ownerOf">Who answers for a member.</param>
    public DecisionChanges(IntentLock before, IntentLock after, Func<string, string> ownerOf)
    {
        _ownerOf = ownerOf;
        var removed = Except(before.Decisions, after.Decisions);
        var added = Except(after.Decisions, before.Decisions);
        Moved(removed, added);
        foreach (var pair in removed.Concat(added).Select(d => (d.Target, d.Intent)).Distinct().ToList())
        {
            var gone = removed.Where(d => (d.Target, d.Intent) == pair).ToList();
            var come = added.Where(d => (d.Target, d.Intent) == pair).ToList();
            SameWords(gone, come);
            if (gone.Count == 1 && come.Count == 1)
            {
                Changed(gone[0], come[0]);
                continue;
            }

            gone.ForEach(d => Add(LockChangeKind.Removed, d, Words(d) + " removed", Weakening.OfRemoved(d.Intent)));
            come.ForEach(d => Add(LockChangeKind.Added, d, Words(d) + " added", Weakening.OfAdded(d.Intent)));
        }
    }

    public IReadOnlyList<LockChange> Changes => _changes;

    /// <summary>Whether a decision of that kind was added to the target, taken from it or changed: what follows from it is the same change.</summary>
    /// <param name="target">As effects refer to it.</param>
    public bool Touches(string target, string intent) => _touched.Contains((target, intent));

    public bool TouchesAny(string intent) => _touched.Any(t => t.Intent == intent);

    private static List<LockDecision> Except(IEnumerable<LockDecision> all, IEnumerable<LockDecision> others)
    {
        var left = all.ToList();
        foreach (var other in others)
        {
            left.Remove(other);
        }

        return left;
    }

    /// <summary>The same decision at another member: it was renamed, got a parameter, or handed its work on.</summary>
    private void Moved(List<LockDecision> removed, List<LockDecision> added)
    {
        foreach (var gone in removed.ToList())
        {
            var twins = added.Where(d => d.Intent == gone.Intent && d.Arguments == gone.Arguments).ToList();
            if (twins.Count == 1 && removed.Count(d => d.Intent == gone.Intent && d.Arguments == gone.Arguments) == 1)
            {
                removed.Remove(gone);
                added.Remove(twins[0]);
                _touched.Add((LockNames.Reference(gone.Target), gone.Intent));
                Add(LockChangeKind.Changed, twins[0], $"{Words(gone)} moved here from {LockNames.Short(gone.Target)}", weakens: false);
            }
        }
    }

    /// <summary>Of several on one member, those that say the same in their first argument are the same decision: who moves the days of two assumptions at once has moved two days.</summary>
    private void SameWords(List<LockDecision> gone, List<LockDecision> come)
    {
        foreach (var before in gone.ToList())
        {
            var words = Words(before);
            var same = come.Where(d => Words(d) == words).ToList();
            if (same.Count == 1 && gone.Count(d => Words(d) == words) == 1)
            {
                gone.Remove(before);
                come.Remove(same[0]);
                Changed(before, same[0]);
            }
        }
    }

    private void Changed(LockDecision before, LockDecision after)
    {
        var old = LockArguments.Read(before.Arguments);
        var now = LockArguments.Read(after.Arguments);
        var parts = new List<string>();
        var weakens = false;
        foreach (var (name, from, to) in Differences(old, now))
        {
            var shown = name.Length == 1 && char.IsDigit(name[0]) ? "[" + before.Intent + "]" : before.Intent == "RetryPolicy" && name == "MaxAttempts" ? "attempts" : char.ToLowerInvariant(name[0]) + name.Substring(1);
            parts.Add($"{shown} {Weakening.Verb(before.Intent, name, from, to)} {from ?? "default"} → {to ?? "default"}");
            weakens |= Weakening.OfArgument(before.Intent, name, from, to);
        }

        Add(LockChangeKind.Changed, after, string.Join(", ", parts), weakens);
    }

    private static IEnumerable<(string Name, string? From, string? To)> Differences(LockArguments old, LockArguments now)
    {
        for (var i = 0; i < Math.Max(old.Positional.Count, now.Positional.Count); i++)
        {
            var from = i < old.Positional.Count ? old.Positional[i] : null;
            var to = i < now.Positional.Count ? now.Positional[i] : null;
            if (from != to)
            {
                yield return (i.ToString(CultureInfo.InvariantCulture), from, to);
            }
        }

        foreach (var name in old.Named.Concat(now.Named).Select(n => n.Key).Distinct().OrderBy(n => n, StringComparer.Ordinal))
        {
            if (old.Get(name) != now.Get(name))
            {
                yield return (name, old.Get(name), now.Get(name));
            }
        }
    }

    private static string Words(LockDecision decision)
    {
        var positional = LockArguments.Read(decision.Arguments).Positional;
        return "[" + decision.Intent + (positional.Count == 0 ? "" : "(\"" + positional[0] + "\")") + "]";
    }

    private void Add(LockChangeKind kind, LockDecision decision, string what, bool weakens)
    {
        _touched.Add((LockNames.Reference(decision.Target), decision.Intent));
        _changes.Add(new(kind, Area, LockNames.Short(decision.Target), what, weakens, _ownerOf(decision.Target), decision.Key, decision.Target));
    }
}
