using IntentContracts.Architecture.Tests.Reading;
using Mono.Cecil;

namespace IntentContracts.Architecture.Tests.Flow;

public sealed class AnalysisFlowTests
{
    private const string Root = "IntentContracts.Analysis";
    private const string Check = "the check";

    // Options and results are the vocabulary between caller and check; Reports.Model is what Findings and everything before it has to say,
    // decided before a document is written.
    private static readonly Rooms s_rooms = new(
        Root,
        ["Metadata", "Facts", "Flow", "Catalogues", "Graph", "Rules", "Lock", "Reports.Model", "Findings", "Reports.Text", "Reports.Json", "Reports.Sarif", "Reports.Documents", "Reports.Html", "Reports", Check],
        ["Shared", "options and results", "Work"]);

    [Fact]
    public void DataFlowsOneWay() => Violations.None(s_rooms.Violations(Compiled.Analysis, Place));

    [Fact]
    public void EveryRoomIsThere() =>
        Assert.Equal(
            s_rooms.Order.Concat(s_rooms.Shared).Order(StringComparer.Ordinal),
            Compiled.Written(Compiled.Analysis).Select(Place).Distinct().Order(StringComparer.Ordinal));

    // Documents of different kinds do not know each other.
    [Theory]
    [InlineData("Json", "Sarif")]
    [InlineData("Json", "Documents")]
    [InlineData("Sarif", "Documents")]
    [InlineData("Documents", "Html")]
    [InlineData("Documents", "Json")]
    [InlineData("Documents", "Sarif")]
    [InlineData("Html", "Sarif")]
    public void Reports_AreSeparate(string user, string used) =>
        Violations.None(
            from type in Compiled.Written(Compiled.Analysis)
            where type.Namespace == Root + ".Reports." + user
            from other in Uses.OfTypes(type)
            where other.Namespace == Root + ".Reports." + used
            select type.Name + " → " + other.FullName);

    private static string? Place(TypeReference type) => type.Namespace switch
    {
        "IntentContracts.Shared" => "Shared",
        Root => type.Resolve().IsPublic && type.Name != nameof(Analysis.IntentCheck) ? "options and results" : Check,
        var ns when ns.StartsWith(Root + ".", StringComparison.Ordinal) => Innermost(ns[(Root.Length + 1)..]),
        _ => null,
    };

    // Facts.Extraction is a part of Facts; Reports.Json is a room of its own.
    private static string? Innermost(string folder) =>
        s_rooms.Order.Append("Work").Where(room => (folder + ".").StartsWith(room + ".", StringComparison.Ordinal)).MaxBy(room => room.Length);
}
