using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Locks;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC1006: what a [ThreadSafe] type can change, it changes under one lock, atomically, or inside something that is thread-safe itself.</summary>
internal sealed class ThreadSafeTypesGuardTheirState : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var types = context.Graph.Types.All
            .Where(t => t.Fact.Attributes.Any(a => a.Type == IntentNames.ThreadSafe))
            .OrderBy(t => t.Assembly, StringComparer.Ordinal).ThenBy(t => t.Fact.Name, StringComparer.Ordinal).ToList();
        if (types.Count == 0)
        {
            yield break;
        }

        var fields = new HashSet<(string, string)>(types.SelectMany(t => t.Fact.Fields.Select(f => (t.Assembly, f.Id))));
        var accesses = context.Graph.Nodes
            .Where(context.Locks.Held.IsRun)
            .SelectMany(context.Locks.Accesses.Of)
            .Where(a => fields.Contains((a.Field.Assembly, a.Field.Id)) && !LockIndex.IsUnshared(a))
            .ToLookup(a => (a.Field.Assembly, a.Field.Id));
        foreach (var type in types)
        {
            foreach (var field in type.Fact.Fields)
            {
                if (IsFine(field) || Report(context, type, field, [.. accesses[(type.Assembly, field.Id)]]) is not { } violation)
                {
                    continue;
                }

                if (field.Attributes.Any(a => a.Type == IntentNames.NotThreadSafe))
                {
                    context.Refusals.Use(type.Assembly, field.Id, IntentNames.NotThreadSafe);
                }
                else
                {
                    yield return violation;
                }
            }
        }
    }

    private static bool IsFine(FieldFact field) =>
        field.Has(FieldTraits.Constant)
        || field.Has(FieldTraits.PerThread)
        || (field.Has(FieldTraits.Backing) && GuardDeclarations.PropertyName(field.Name) is null) // a field-like event changes by compare and exchange
        || field.Attributes.Any(a => a.Type == IntentNames.GuardedBy)
        || (field.Has(FieldTraits.ReadOnly) && !Mutables.IsCollection(field.Type));

    private static Violation? Report(RuleContext context, TypeNode type, FieldFact field, IReadOnlyList<FieldAccess> accesses)
    {
        var name = Names.Type(type.Fact.Name) + "." + (GuardDeclarations.PropertyName(field.Name) ?? field.Name);
        var changes = accesses.Where(a => a.IsWrite).ToList();
        if (changes.Count == 0)
        {
            return IsOpen(type, field) ? Declared(context, type, field, name) : null;
        }

        // A collection must not be read while somebody changes it; a reference or a number can.
        var guarded = changes.Any(a => a.ChangesContent) ? accesses : changes;
        var unguarded = guarded.Where(a => !a.IsAtomic && !IsSingleWord(field, a)).ToList();
        if (unguarded.Count == 0 || HasOneLock(context, unguarded))
        {
            return IsOpen(type, field) ? Declared(context, type, field, name) : null;
        }

        var first = unguarded.OrderBy(a => context.Locks.Held.At(a.Node, a.Site).IsEmpty ? 0 : 1).ThenByDescending(a => a.IsWrite).ThenBy(Place, StringComparer.Ordinal).First();
        var verb = first.ChangesContent ? "changes" : first.IsWrite ? "writes" : "reads";
        return LockReports.At(
            context,
            RuleTable.ThreadSafeTypeIsUnguarded,
            certain: true,
            first.Node,
            first.Site,
            "state " + name,
            $"{Names.Short(first.Node)} {verb} {name} of a [ThreadSafe] type without a lock that all its writers hold",
            name,
            "guard it ([GuardedBy]), make it immutable or atomic, or take [ThreadSafe] away");
    }

    private static bool HasOneLock(RuleContext context, IReadOnlyList<FieldAccess> accesses)
    {
        HashSet<string>? common = null;
        foreach (var access in accesses)
        {
            var held = context.Locks.Held.At(access.Node, access.Site).Locks
                .Where(h => (!access.IsWrite || !h.IsShared) && (h.Of == access.Receiver || h.Of == HeldLock.Static) && (h.IsField || h.Name == HeldLock.This || h.Name.StartsWith("type:", StringComparison.Ordinal)))
                .Select(h => h.Name);
            if (common is null)
            {
                common = [.. held];
            }
            else
            {
                common.IntersectWith(held);
            }
        }

        return common is { Count: > 0 };
    }

    /// <summary>A volatile field that gets a value which does not come from itself is whole and seen at once.</summary>
    private static bool IsSingleWord(FieldFact field, FieldAccess access)
    {
        if (!field.Has(FieldTraits.Volatile) || access.ChangesContent)
        {
            return false;
        }

        var sites = access.Node.Method.Sites;
        for (var i = access.Site - 1; i >= 0 && sites[i].Span == sites[access.Site].Span; i--)
        {
            if (sites[i].Kind == SiteKind.FieldRead && sites[i].Target.Id == field.Id)
            {
                return false; // _count++
            }
        }

        return true;
    }

    /// <summary>Anybody can assign it: a field or a setter that others see.</summary>
    private static bool IsOpen(TypeNode type, FieldFact field)
    {
        if (field.Has(FieldTraits.ReadOnly) || field.Has(FieldTraits.Volatile))
        {
            return false;
        }

        return GuardDeclarations.PropertyName(field.Name) is { } property
            ? Setter(type, property) is { } setter && !setter.Method.Has(MethodTraits.Private)
            : field.Has(FieldTraits.Visible);
    }

    private static MethodNode? Setter(TypeNode type, string property) => type.Methods.FirstOrDefault(m => m.Method.Name == "set_" + property);

    private static Violation? Declared(RuleContext context, TypeNode type, FieldFact field, string name)
    {
        var setter = GuardDeclarations.PropertyName(field.Name) is { } property ? Setter(type, property) : null;
        var assembly = context.Graph.Assemblies.First(a => a.Name == type.Assembly);
        var shown = setter ?? type.Methods.FirstOrDefault(m => m.Method.Span.IsKnown);
        Location location = setter is not null ? new SiteLocation(setter, -1)
            : new AttributeLocation(assembly, "T:" + type.Fact.Name, IntentNames.ThreadSafe, 0, shown);
        if (LockReports.EntryTo(context, type, shown) is not { } entry)
        {
            return null;
        }

        return new(
            RuleTable.ThreadSafeTypeIsUnguarded,
            Certain: true,
            entry,
            [],
            location,
            "state " + name,
            "T:" + type.Fact.Name,
            $"anybody can assign {name} of a [ThreadSafe] type, without a lock",
            "",
            "make it readonly, or assign it in a method that takes a lock");
    }

    private static string Place(FieldAccess access)
    {
        var span = access.Span;
        return $"{(span.IsKnown ? access.Node.Assembly.Documents[span.Document] : "")}:{span.Line:D8}";
    }
}
