namespace IntentContracts.Analysis.Lock;

/// <summary>
/// Who answers for a member, from two locks alone. They name the owners of effects and entry points, and what is declared on members, types and assemblies, but not in which assembly a member
/// is: where that leaves more than one answer, there is none.
/// </summary>
internal sealed class LockOwners
{
    private readonly Dictionary<string, string> _effects = new(StringComparer.Ordinal);
    private readonly ILookup<string, string> _ofTypes;
    private readonly Dictionary<string, string> _declared = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Owner)> _wide = [];
    private readonly HashSet<string> _typesWithOwnedMembers = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<LockEntry> _entries;
    private readonly HashSet<string> _ambiguous;

    public LockOwners(IntentLock before, IntentLock after)
    {
        _entries = [.. before.Entries, .. after.Entries];
        var effects = _entries.SelectMany(e => e.Effects).ToList();
        foreach (var effect in effects)
        {
            _effects[effect.Member] = effect.Owner;
        }

        _ofTypes = effects.Where(e => e.Owner.Length > 0).ToLookup(e => TypeOf(e.Member), e => e.Owner, StringComparer.Ordinal);

        // What holds afterwards is written over what held before.
        foreach (var decision in before.Decisions.Concat(after.Decisions).Where(d => d.Intent == "OwnedBy"))
        {
            Declared(decision);
        }

        _ambiguous = [.. before.Decisions.Concat(after.Decisions).Select(d => d.Target).Concat(effects.Select(e => e.Member)).Distinct(StringComparer.Ordinal)
            .GroupBy(LockNames.Reference, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key)];
    }

    /// <summary>The owner; empty when nobody is named, or more than one can be meant.</summary>
    /// <param name="target">A member, or "type …" or "assembly …".</param>
    public string Of(string target)
    {
        if (_effects.TryGetValue(target, out var known) || _declared.TryGetValue(target, out known))
        {
            return known;
        }

        if (target.StartsWith("assembly ", StringComparison.Ordinal))
        {
            return "";
        }

        var type = target.StartsWith("type ", StringComparison.Ordinal) ? target.Substring(5) : TypeOf(target);
        for (var name = type; name.Length > 0; name = Enclosing(name))
        {
            if (_declared.TryGetValue("type " + name, out var owner))
            {
                return owner;
            }
        }

        return OfItsEffects(type) ?? OfItsSurroundings(target, type);
    }

    private void Declared(LockDecision decision)
    {
        var arguments = LockArguments.Read(decision.Arguments);
        var owner = arguments.Positional.Count > 0 ? arguments.Positional[0] : "";
        var isType = decision.Target.StartsWith("type ", StringComparison.Ordinal);
        if (decision.Target.StartsWith("assembly ", StringComparison.Ordinal))
        {
            _wide.Add((decision.Target.Substring(9), owner));
        }
        else if (isType && arguments.Get("WholeNamespace") is not null)
        {
            _wide.Add((Enclosing(decision.Target.Substring(5)), owner));
        }
        else if (!isType)
        {
            _typesWithOwnedMembers.Add(TypeOf(decision.Target));
        }

        _declared[decision.Target] = owner;
    }

    /// <summary>Other members of the type have effects: unless one of them has an owner of its own, theirs is the type's.</summary>
    private string? OfItsEffects(string type) =>
        !_typesWithOwnedMembers.Contains(type) && _ofTypes[type].Distinct(StringComparer.Ordinal).ToList() is { Count: 1 } owners ? owners[0] : null;

    /// <summary>Whoever answers for the entry points that come by, unless an assembly or a namespace that it may be in is somebody else's.</summary>
    private string OfItsSurroundings(string target, string type)
    {
        var wide = _wide.Select(w => w.Owner).Distinct(StringComparer.Ordinal).ToList();
        var reference = LockNames.Reference(target);
        var entries = _ambiguous.Contains(reference)
            ? []
            : _entries.Where(e => e.Effects.Any(x => x.Covers.Any(c => IsOf(c, reference)))).Select(e => e.Owner).Distinct(StringComparer.Ordinal).ToList();
        if (wide.Count > 1 || entries.Count > 1)
        {
            return "";
        }

        if (wide.Count == 0)
        {
            return entries.FirstOrDefault() ?? "";
        }

        var isThere = entries.Count == 0 ? _wide.Any(w => type.StartsWith(w.Name + ".", StringComparison.Ordinal)) : entries[0] == wide[0];
        return isThere ? wide[0] : "";
    }

    private static bool IsOf(LockCover cover, string reference) =>
        cover.Text.EndsWith(LockWords.At + reference, StringComparison.Ordinal) || cover.Text.EndsWith(LockWords.In + reference, StringComparison.Ordinal);

    private static string TypeOf(string member)
    {
        var end = member.IndexOfAny(['(', '~']);
        return Enclosing(end < 0 ? member : member.Substring(0, end));
    }

    private static string Enclosing(string name) => name.LastIndexOf('.') is > 0 and var dot ? name.Substring(0, dot) : "";
}
