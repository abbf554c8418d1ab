using IntentContracts.Architecture.Tests.Reading;
using Mono.Cecil;

namespace IntentContracts.Architecture.Tests.Flow;

/// <summary>What is typed becomes a check, the check an answer, the answer text; commands put that together and know nothing else.</summary>
public sealed class CliFlowTests
{
    private const string Root = "IntentContracts.Cli.";

    private static readonly Rooms s_rooms = new(Root, ["Terminals", "Inputs", "Trees", "Json", "Queries", "Settings", "Pages", "Reports", "Briefs", "Diffs", "Commands"], []);

    [Fact]
    public void DataFlowsOneWay() => Violations.None(s_rooms.Violations(Compiled.Cli, Place));

    [Fact]
    public void EveryRoomIsThere() =>
        Assert.Equal(s_rooms.Order.Order(StringComparer.Ordinal), Compiled.Written(Compiled.Cli).Select(Place).Distinct().Order(StringComparer.Ordinal));

    /// <summary>One place lets text from source onto the terminal, and it parses no markup.</summary>
    [Fact]
    public void OnlyTheTerminalKnowsSpectre() =>
        Violations.None(
            from type in Compiled.Written(Compiled.Cli)
            where type.Namespace != Root + "Terminals"
            from used in Uses.OfTypes(type)
            where used.Namespace.StartsWith("Spectre", StringComparison.Ordinal)
            select type.FullName + " → " + used.FullName);

    private static string? Place(TypeReference type) =>
        type.Namespace.StartsWith(Root, StringComparison.Ordinal) ? type.Namespace[Root.Length..] : null;
}
