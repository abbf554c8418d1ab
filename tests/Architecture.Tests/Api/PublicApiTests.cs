using IntentContracts.Architecture.Tests.Reading;

namespace IntentContracts.Architecture.Tests.Api;

/// <summary>What users can call is approved line by line: a change of it shows in the review as a change of a text.</summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData("Attributes")]
    [InlineData("Runtime")]
    [InlineData("Testing")]
    [InlineData("EntityFrameworkCore")]
    [InlineData("PostgreSql")]
    [InlineData("AspNetCore")]
    [InlineData("Analysis")]
    [InlineData("Tasks")]
    public void Approved(string assembly) => Snapshot.Match(PublicApi.Of(Compiled.Named(assembly)), name: assembly);

    /// <summary>The compiler finds them by their attributes; nobody calls them.</summary>
    [Fact]
    public void Generators_ShowOnlyGeneratorsAndAnalyzers() =>
        Violations.None(
            from type in Compiled.Generators.Types
            where type.IsPublic && !type.CustomAttributes.Any(a => a.AttributeType.Name is "GeneratorAttribute" or "DiagnosticAnalyzerAttribute")
            select type.FullName);
}
