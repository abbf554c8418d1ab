using IntentContracts.Architecture.Tests.Reading;

namespace IntentContracts.Architecture.Tests.Flow;

/// <summary>What each assembly may know, by the names of the assemblies that it references.</summary>
public sealed class ReferenceTests
{
    [Theory]
    [InlineData("Attributes", "netstandard")]
    [InlineData("Runtime", "IntentContracts.Attributes|Microsoft.Extensions.Logging.Abstractions|Polly.Core|System.*")]
    [InlineData("Testing", "IntentContracts.Attributes|IntentContracts.Runtime|System.*")]
    [InlineData("EntityFrameworkCore", "IntentContracts.Attributes|IntentContracts.Runtime|Microsoft.EntityFrameworkCore*|System.*")]
    [InlineData("PostgreSql", "IntentContracts.Attributes|IntentContracts.Runtime|Npgsql|System.*")]
    [InlineData("AspNetCore", "IntentContracts.Attributes|IntentContracts.Runtime|Microsoft.AspNetCore*|Microsoft.Extensions.*|Microsoft.Net.Http.Headers|System.*")]
    [InlineData("Generators", "netstandard|Microsoft.CodeAnalysis|Microsoft.CodeAnalysis.CSharp|System.Collections.Immutable|System.Memory")]
    [InlineData("CodeFixes", "netstandard|IntentContracts.Generators|Microsoft.CodeAnalysis|Microsoft.CodeAnalysis.CSharp|Microsoft.CodeAnalysis.Workspaces|System.Collections.Immutable|System.Composition.AttributedModel|System.Memory")]
    [InlineData("Analysis", "netstandard|System.Reflection.Metadata|System.Collections.Immutable|System.Memory")]
    [InlineData("Tasks", "netstandard|IntentContracts.Analysis|Microsoft.Build.Framework|Microsoft.Build.Utilities.Core|System.Memory")]
    [InlineData("Cli", "IntentContracts.Analysis|Microsoft.Win32.Primitives|System.CommandLine|Spectre.Console|System.*")]
    public void AssemblyKnowsOnlyWhatItMay(string name, string allowed)
    {
        var patterns = allowed.Split('|');

        Assert.All(Compiled.Named(name).AssemblyReferences, reference => Assert.Contains(patterns, pattern => Matches(reference.Name, pattern)));
    }

    [Fact]
    public void Tasks_SeesNoInternalsOfAnalysis() =>
        Assert.DoesNotContain(
            Compiled.Analysis.Assembly.CustomAttributes.Where(a => a.AttributeType.Name == "InternalsVisibleToAttribute").Select(a => (string)a.ConstructorArguments[0].Value),
            friend => friend.StartsWith("IntentContracts.Tasks", StringComparison.Ordinal) && !friend.EndsWith("Tests", StringComparison.Ordinal));

    private static bool Matches(string name, string pattern) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : name == pattern;
}
