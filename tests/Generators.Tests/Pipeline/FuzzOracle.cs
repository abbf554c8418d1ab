using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Tests.Generators.Pipeline;

/// <summary>What holds for generated code whatever the source: it parses, adds to the source's own types and to nothing else, and each embedded expression is one expression.</summary>
internal static class FuzzOracle
{
    public static void Check(SyntaxTree source, ImmutableArray<GeneratedSourceResult> generated, string what)
    {
        var own = Types(source.GetRoot()).ToHashSet(StringComparer.Ordinal);
        foreach (var file in generated.Where(f => f.HintName.StartsWith("Guards/", StringComparison.Ordinal) && !f.HintName.Contains("read-me", StringComparison.Ordinal)))
        {
            var root = CSharpSyntaxTree.ParseText(file.SourceText, Compile.ParseOptions).GetCompilationUnitRoot();
            foreach (var type in Types(root))
            {
                Assert.True(own.Contains(type), $"{type} is no type of the source\n{what}\n{file.SourceText}");
            }

            // A source with errors of its own hands them on (a name that is missing, a type that is half written); a source without any gives none.
            if (!source.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error))
            {
                Assert.True(!root.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error), $"{root.GetDiagnostics().FirstOrDefault()}\n{what}\n{file.SourceText}");
                CheckExpressions(root, what);
            }

            Assert.True(root.AttributeLists.Count == 0 && root.Members.All(m => m is BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax), what + "\n" + file.SourceText);
        }
    }

    // Evaluators are members with an expression body: nothing else of generated code has one. No condition may end its own line and begin another.
    private static void CheckExpressions(CompilationUnitSyntax root, string what)
    {
        foreach (var arrow in root.DescendantNodes().OfType<ArrowExpressionClauseSyntax>().Where(a => a.Parent is MethodDeclarationSyntax or PropertyDeclarationSyntax))
        {
            var text = arrow.Expression.ToString();
            var again = SyntaxFactory.ParseExpression(text, options: Compile.ParseOptions, consumeFullText: true);
            Assert.True(again.ToString() == text && !again.ContainsDiagnostics, $"{text} does not parse to itself\n{what}");
            Assert.True(!text.Contains('\n', StringComparison.Ordinal), $"{text} runs over several lines\n{what}");
        }
    }

    private static IEnumerable<string> Types(SyntaxNode root) =>
        from type in root.DescendantNodes().OfType<TypeDeclarationSyntax>()
        select string.Join(".", type.AncestorsAndSelf().Reverse().Select(Name).Where(n => n.Length > 0));

    private static string Name(SyntaxNode node) => node switch
    {
        TypeDeclarationSyntax type => type.Identifier.ValueText + "`" + (type.TypeParameterList?.Parameters.Count ?? 0),
        BaseNamespaceDeclarationSyntax space => string.Concat(space.Name.DescendantTokens().Select(t => t.ValueText)),
        _ => "",
    };
}
