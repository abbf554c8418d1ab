using System.Text;
using System.Text.RegularExpressions;
using IntentContracts.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace IntentContracts.Tests.Generators.Documents;

/// <summary>The examples of docs/intents, all in one compilation: with the generator, its analyzers, and no warning.</summary>
public sealed partial class IntentPageExampleTests
{
    /// <summary>What a web project has by implicit usings, and the little of EF Core that the examples touch.</summary>
    private const string Surroundings = """
        global using System.IO;
        global using System.Net.Http;
        global using System.Net.Http.Json;

        namespace Microsoft.EntityFrameworkCore
        {
            public class DbContext
            {
                public void Add(object entity) => _ = entity;
                public Task<int> SaveChangesAsync(CancellationToken cancellationToken) => Task.FromResult(cancellationToken.IsCancellationRequested ? 0 : 1);
            }
        }

        namespace IntentContracts.EntityFrameworkCore
        {
            public sealed class DbContextTransactionRunner(Microsoft.EntityFrameworkCore.DbContext context) : ITransactionRunner
            {
                public Task<TResult> RunAsync<TState, TResult>(TransactionRequest request, TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken) =>
                    context is null ? throw new InvalidOperationException() : body(state, cancellationToken);
            }
        }
        """;

    [Fact]
    public async Task Every_example_compiles()
    {
        var examples = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "intents"), "*.md").Order(StringComparer.Ordinal).SelectMany(Examples).ToList();
        Assert.True(examples.Count >= 20, "only " + examples.Count + " examples were found");

        var generated = Compile.Generate(Compile.Files([.. examples, ("/src/Surroundings.cs", Surroundings)]));
        Assert.Empty(generated.Problems());

        var analyzers = typeof(GuardsMustHold).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!);
        var found = await generated.Compilation.WithAnalyzers([.. analyzers]).GetAnalyzerDiagnosticsAsync();
        Assert.Empty(found.Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString()));
    }

    [Fact]
    public void Defaults_are_those_of_the_attribute()
    {
        var rows = 0;
        foreach (var type in typeof(IdempotentAttribute).Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(Attribute))))
        {
            var constructor = type.GetConstructors().Single();
            var attribute = constructor.Invoke([.. constructor.GetParameters().Select(p => p.ParameterType == typeof(string) ? "x" : p.ParameterType == typeof(Type) ? typeof(Exception) : Activator.CreateInstance(p.ParameterType))]);
            var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "intents", type.Name[..^"Attribute".Length] + ".md"));
            foreach (var property in type.GetProperties().Where(p => p.SetMethod is not null))
            {
                var stated = page.Split('\n').Single(line => line.StartsWith($"| `{property.Name}` |", StringComparison.Ordinal)).Split('|')[3];
                var expected = property.GetValue(attribute) switch
                {
                    "" or null or Array or System.Data.IsolationLevel.Unspecified => "",
                    string text => $"`\"{text}\"`",
                    bool value => value ? "`true`" : "`false`",
                    var value => $"`{value}`",
                };
                Assert.True(stated.Contains(expected, StringComparison.Ordinal), $"{type.Name}.{property.Name} is {expected} when not given, and its page says{stated}");
                rows++;
            }
        }

        Assert.True(rows > 15, "only " + rows + " arguments were found");
    }

    /// <summary>Each in a namespace of its own, behind what must come first in a file.</summary>
    private static IEnumerable<(string Path, string Text)> Examples(string page)
    {
        var text = File.ReadAllText(page).ReplaceLineEndings("\n");
        var name = Path.GetFileNameWithoutExtension(page);
        var number = 0;
        foreach (Match block in Block().Matches(text))
        {
            number++;
            var lines = block.Groups["code"].Value.Split('\n');
            var first = lines.TakeWhile(l => l.Length == 0 || l.StartsWith("using ", StringComparison.Ordinal) || l.StartsWith("[assembly:", StringComparison.Ordinal)).Count();
            var file = new StringBuilder();
            file.AppendJoin('\n', lines.Take(first)).Append('\n');
            file.Append("namespace Example.").Append(name).Append(number).Append(";\n");
            file.AppendJoin('\n', lines.Skip(first)).Append('\n');
            yield return ($"/src/{name}.{number}.cs", file.ToString());
        }
    }

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
