using IntentContracts.Architecture.Tests.Reading;
using Mono.Cecil;

namespace IntentContracts.Architecture.Tests.Flow;

/// <summary>What is offered (fixes, refactorings) is made of what can be done (split, merge, check), and that of edits in a text.</summary>
public sealed class CodeFixFlowTests
{
    private const string Root = "IntentContracts.CodeFixes.";

    private static readonly Rooms s_rooms = new(Root, ["Edits", "Splitting", "Merging", "Checks", "Fixes", "Refactorings"], []);

    [Fact]
    public void DataFlowsOneWay() => Violations.None(s_rooms.Violations(Compiled.CodeFixes, Place));

    [Fact]
    public void EveryRoomIsThere() =>
        Assert.Equal(s_rooms.Order.Order(StringComparer.Ordinal), Compiled.Written(Compiled.CodeFixes).Select(Place).Distinct().Order(StringComparer.Ordinal));

    /// <summary>The compiler at the command line loads this assembly, too, and has no Workspaces: it may find nothing in it that it would run.</summary>
    [Fact]
    public void TheCompilerHasNothingToRunInIt() =>
        Violations.None(
            from type in Compiled.Written(Compiled.CodeFixes)
            from attribute in type.CustomAttributes
            where attribute.AttributeType.Name is "DiagnosticAnalyzerAttribute" or "GeneratorAttribute"
            select type.FullName);

    private static string? Place(TypeReference type) =>
        type.Namespace.StartsWith(Root, StringComparison.Ordinal) ? type.Namespace[Root.Length..] : null;
}
