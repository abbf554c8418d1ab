using IntentContracts.Architecture.Tests.Reading;
using Mono.Cecil;

namespace IntentContracts.Architecture.Tests.Source;

/// <summary>No static remembers anything: a build node and a server process run many unrelated things, at the same time.</summary>
public sealed class StaticStateTests
{
    // Each with its reason, in its own file.
    private static readonly string[] s_perThread = ["IntentContracts.Runtime.OpenMembers::t_current"];

    private static readonly string[] s_growing =
        ["System.Collections.Concurrent", "System.Runtime.CompilerServices.ConditionalWeakTable", "System.Threading.ThreadLocal"];

    // Finds an open boundary from its DbContext, and is as alive as that context.
    private static readonly string[] s_attached = ["IntentContracts.EntityFrameworkCore."];

    [Fact]
    public void NoStaticFieldChanges() =>
        Violations.None(
            from field in StaticFields()
            where !field.IsInitOnly && !field.IsLiteral && !IsCompilers(field)
            let name = field.DeclaringType.FullName + "::" + field.Name
            where !(s_perThread.Contains(name) && field.CustomAttributes.Any(a => a.AttributeType.Name == nameof(ThreadStaticAttribute)))
            select name);

    [Fact]
    public void NoStaticCollectionGrows() =>
        Violations.None(
            from field in StaticFields()
            where s_growing.Any(type => field.FieldType.FullName.StartsWith(type, StringComparison.Ordinal))
            let name = field.DeclaringType.FullName + "::" + field.Name
            where !s_attached.Any(room => name.StartsWith(room, StringComparison.Ordinal))
            select name);

    private static IEnumerable<FieldDefinition> StaticFields() =>
        Compiled.All.SelectMany(m => m.Types).SelectMany(Compiled.WithNested).SelectMany(t => t.Fields).Where(f => f.IsStatic);

    // Cached delegates of lambdas and method groups, dynamic call sites, switch tables.
    private static bool IsCompilers(FieldDefinition field) =>
        field.Name.StartsWith('<') || field.DeclaringType.Name.StartsWith('<');
}
