using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Locks;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC1007: the lock that [GuardedBy] names is there, stays the same object, and is one that can be locked.</summary>
internal sealed class GuardsExistAndStay : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        foreach (var guard in context.Locks.Guards.All)
        {
            if (Problem(context, guard) is not var (problem, remedy))
            {
                continue;
            }

            var assembly = context.Graph.Assemblies.First(a => a.Name == guard.Type.Assembly);
            var shown = guard.Method ?? Writer(guard) ?? guard.Type.Methods.FirstOrDefault(m => m.Method.Span.IsKnown);
            if (LockReports.EntryTo(context, guard.Type, shown) is not { } entry)
            {
                continue;
            }

            yield return new(
                RuleTable.LockCannotGuard,
                Certain: true,
                entry,
                [],
                Place(guard, assembly, shown),
                "guard " + guard.LockName,
                guard.Target,
                problem,
                "",
                remedy,
                shown);
        }
    }

    private static (string Problem, string Remedy)? Problem(RuleContext context, GuardedMember guard)
    {
        if (guard.LockName == HeldLock.This)
        {
            return guard.IsStatic ? ($"{guard.Name} is static, and there is no this to guard it", "name a static readonly field") : null;
        }

        if (guard.LockField is not { } field)
        {
            return ($"{guard.Name} is guarded by {guard.LockName}, which is no field of {Names.Type(guard.Type.Fact.Name)}", Nearest(guard) is { } near ? $"did you mean nameof({near})?" : "declare the lock as a readonly field");
        }

        var name = GuardDeclarations.PropertyName(field.Name) ?? field.Name;
        if (guard.IsStatic && !field.Has(FieldTraits.Static))
        {
            return ($"{guard.Name} is static and {name} is not: every object has a lock of its own, and all share the state", $"make {name} static");
        }

        if (!CanBeLocked(context, field.Type))
        {
            return ($"{name}, which guards {guard.Name}, is of type {Names.Type(field.Type.Name)}, which cannot be locked", "use a Lock, or an object of its own");
        }

        return field.Has(FieldTraits.ReadOnly) || field.Type.Name == "System.Threading.SpinLock" || field.Has(FieldTraits.Constant) ? null
            : ($"{name}, which guards {guard.Name}, is not readonly: after an assignment two threads hold two locks", $"make {name} readonly");
    }

    private static bool CanBeLocked(RuleContext context, TypeName type)
    {
        if (type.Name is "System.String" or "System.Boolean" or "System.Byte" or "System.Int16" or "System.Int32" or "System.Int64" or "System.Char" or "System.Double" or "System.Single" or "System.Decimal"
            or "System.Guid" or "System.DateTime" or "System.DateTimeOffset" or "System.TimeSpan" or "System.Threading.CancellationToken" or "System.Nullable`1")
        {
            return false;
        }

        return context.Graph.Types.Find(type.Assembly, type.Name) is not { } own || (own.Fact.Traits & TypeTraits.ValueType) == 0;
    }

    /// <summary>The attribute, where the manifest knows it; otherwise where one of the two fields is given its value: the symbols know no other line of a field.</summary>
    private static Location Place(GuardedMember guard, AssemblyFacts assembly, MethodNode? shown)
    {
        if (shown is not null && guard.Method is null && !assembly.Manifest.Intents.Any(i => i.Target == guard.Target && i.Attribute == IntentNames.GuardedBy) && Write(shown, guard) is >= 0 and var write)
        {
            return new SiteLocation(shown, write);
        }

        return new AttributeLocation(assembly, guard.Target, IntentNames.GuardedBy, 0, shown);
    }

    /// <summary>Who gives the guarded field a value, or else its lock: an initialiser stands in the constructors.</summary>
    private static MethodNode? Writer(GuardedMember guard) =>
        new[] { guard.Member, guard.LockField?.Id }
            .SelectMany(field => guard.Type.Methods.OrderBy(m => m.Method.Has(MethodTraits.Constructor) ? 0 : 1).Where(m => WriteOf(m, field) >= 0))
            .FirstOrDefault();

    private static int Write(MethodNode node, GuardedMember guard) => WriteOf(node, guard.Member) is >= 0 and var guarded ? guarded : WriteOf(node, guard.LockField?.Id);

    private static int WriteOf(MethodNode node, string? field)
    {
        for (var i = 0; i < node.Method.Sites.Count; i++)
        {
            if (node.Method.Sites[i] is { Kind: SiteKind.FieldWrite } write && write.Target.Id == field)
            {
                return i;
            }
        }

        return -1;
    }

    private static string? Nearest(GuardedMember guard)
    {
        var names = guard.Type.Fact.Fields.Where(f => !f.Has(FieldTraits.Backing)).Select(f => f.Name).ToList();
        return names.Select(n => (Name: n, Distance: Distance(n, guard.LockName))).Where(n => n.Distance <= Math.Max(2, guard.LockName.Length / 2))
            .OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal).FirstOrDefault().Name;
    }

    /// <summary>Levenshtein's distance, case ignored.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                var same = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]);
                row[j] = same ? diagonal : 1 + Math.Min(diagonal, Math.Min(above, row[j - 1]));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
