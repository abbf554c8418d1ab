using System.Globalization;
using IntentContracts.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Tests.Generators.Parsing;

/// <summary>C# inside attributes: where errors are shown, what is refused, and that nothing can leave its place.</summary>
public sealed class ExpressionTests
{
    private const string Type = "public sealed partial class Box { public int N { get; private set; } public Box() { EnsureInvariants(); } }";

    [Theory]
    [InlineData("[Invariant(\"N >= 0 && [|Missing|] == 1\")]", "CS0103")]
    [InlineData("[Invariant(@\"N >= 0 && [|Missing|] == 1\")]", "CS0103")]
    [InlineData("[Invariant(\"\"\"N >= 0 && [|Missing|] == \"a\".Length\"\"\")]", "CS0103")]
    [InlineData("   [Invariant(  \"[|N + 1|]\"  )]", "CS0029")]
    [InlineData("[Invariant(\"true\"), Invariant(\"[|Missing|]\")]", "CS0103")]
    [InlineData("[Invariant([|\"N >= 0 && \" + \"Missing\"|])]", "CS0103")]
    [InlineData("[Invariant([|\"N >= 0 \\u0026& Missing\"|])]", "CS0103")]
    [InlineData("[Invariant([|\"N >= 0 &&\\nMissing\"|])]", "CS0103")]
    public void The_compilers_error_stands_inside_the_attribute(string attribute, string error)
    {
        var source = Marked.Parse("using System;\n\n  " + attribute + "\n" + Type);
        var generated = Compile.Generate(source.Source);
        var diagnostic = Assert.Single(generated.Compilation.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal(error, diagnostic.Id);
        var user = generated.Compilation.SyntaxTrees.Single(t => t.FilePath == "/src/File1.cs");
        var mapped = diagnostic.Location.GetMappedLineSpan();
        var resolved = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(diagnostic.Location.SourceTree!.FilePath)!, mapped.Path));
        Assert.Equal("/src/File1.cs", resolved);
        Assert.Equal(user.GetLocation(source.Spans[0]).GetLineSpan().Span, mapped.Span);
    }

    [Fact]
    public void A_key_is_underlined_in_its_attribute_too()
    {
        var source = Marked.Parse("public partial class Orders { [Idempotent(Key = \"request.[|Idd|]\")] public partial Task PlaceAsync(Orders request); private Task PlaceAsyncCore(Orders request) => Task.CompletedTask; }");
        var diagnostic = Assert.Single(Compile.Generate(source.Source).Compilation.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal("CS1061", diagnostic.Id);
        Assert.Equal(source.Spans[0].Start, diagnostic.Location.GetMappedLineSpan().StartLinePosition.Character);
    }

    [Theory]
    [InlineData("the condition assigns: it runs whenever the guard looks, so it must only read", "[|N = 1|]")]
    [InlineData("the condition changes a variable: it runs whenever the guard looks, so it must only read", "[|N++|] > 0")]
    [InlineData("the condition changes a variable: it runs whenever the guard looks, so it must only read", "0 < [|--N|]")]
    [InlineData("the condition assigns: it runs whenever the guard looks, so it must only read", "N > 0 && ([|N += 1|]) > 0")]
    [InlineData("the condition passes a variable by reference: it runs whenever the guard looks, so it must only read", "int.TryParse(\\\"\\\", out var n)")]
    [InlineData("the condition contains statements: it runs whenever the guard looks, so it must only read", "Enumerable.Range(0, N).All([|x => { return true; }|])")]
    [InlineData("the condition throws: it runs whenever the guard looks, so it must only read", "N > 0 ? true : [|throw new Exception()|]")]
    [InlineData("the condition is not a C# expression: Unexpected token ';'; write one expression, or name a property with nameof", "true; N = 1")]
    [InlineData("the condition is not a C# expression: Unexpected token '}'; write one expression, or name a property with nameof", "true } void M() { ")]
    [InlineData("the condition is not a C# expression: Expected expression; write one expression, or name a property with nameof", "N >= ")]
    public async Task Only_a_pure_expression_is_a_condition(string message, string condition)
    {
        var marked = Marked.Parse(condition);
        var source = $"[Invariant(\"{marked.Source}\")] {Type}";
        var said = await Refuses.AllAsync(Compile.Generate(source));
        var diagnostic = Assert.Single(said);
        Assert.Equal("IC0008", diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
        if (marked.Spans.Count > 0)
        {
            Assert.Equal(marked.Spans[0].Start + source.IndexOf(marked.Source, StringComparison.Ordinal), diagnostic.Location.SourceSpan.Start);
            Assert.Equal(marked.Spans[0].Length, diagnostic.Location.SourceSpan.Length);
        }
    }

    public static TheoryData<string> Hostile { get; } =
    [
        "true; } } class Evil { static Evil() { ",
        "true) || (true",
        "true // ",
        "true /* ",
        "*/ true /*",
        "\"",
        "\\",
        "true\n#error x\n",
        "true\n}",
        "\"\"\"\nx\n\"\"\"",
        "@\"a\nb\" == null",
        "$\"{N}\" == $\"\"\"{N}\"\"\"",
        "\u2028true\u2028;",
        "true\u0085}",
        "\ud800",
        "\"\ud800\" == null",
        "N is > 0 and < 3 or { } x",
        "a: true",
        "ref N",
        "out var x",
        "__arglist(1)",
        "true, false",
        "N < 3 > (1)",
        "a < b, c > (d)",
        "from x in new[] { 1 } select x",
        "async () => await X()",
        "() => { }",
        "stackalloc int[3]",
        "this",
        "base",
        "N switch { 1 => true, _ => false }",
        "checked(N + 1) > 0 == unchecked(true)",
        new string('(', 3900),
        new string('(', 100_000) + "1" + new string(')', 100_000),
        new string('!', 3_900) + "true",
        string.Concat(Enumerable.Repeat("N+", 1_900)) + "N > 0",
        new string('x', 100_000),
        "#if true",
        "#line 1 \"x\"\ntrue",
        "#pragma warning disable\ntrue",
        "/// <summary>\ntrue",
        "\0",
        "\t\v\f true",
        "“true”",
        "global::System.Environment.Exit(1) is object",
    ];

    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    public void No_text_leaves_its_expression(string text)
    {
        var source = $"[Invariant({SymbolDisplay.FormatLiteral(text, quote: true)})] public sealed partial class Box {{ public int N; public Box() {{ EnsureInvariants(); }} public partial void M(); private void MCore() {{ }} }}";
        var generated = Compile.Generate(source);
        var root = CSharpSyntaxTree.ParseText(generated.File("Guards/Box.g.cs"), Compile.ParseOptions).GetCompilationUnitRoot();
        Assert.DoesNotContain(root.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
        var box = Assert.IsType<ClassDeclarationSyntax>(Assert.Single(root.Members));
        Assert.Equal(
            ["M", "Invariant1", "EnsureInvariants", "CheckInvariants"],
            box.Members.Select(m => m is MethodDeclarationSyntax method ? method.Identifier.Text : ((PropertyDeclarationSyntax)m).Identifier.Text));
        Assert.DoesNotContain(root.DescendantTrivia(), t => t.IsKind(SyntaxKind.ErrorDirectiveTrivia));
    }

    [Theory]
    [InlineData("/a/b/obj/gen/Guards", "/a/b/X.cs", "../../../X.cs")]
    [InlineData("/a/b/obj/gen/Guards", "/c/X.cs", "../../../../../c/X.cs")]
    [InlineData("C:\\a\\obj", "c:\\a\\X.cs", "../X.cs")]
    [InlineData("C:\\a\\obj", "D:\\a\\X.cs", "X.cs")]
    [InlineData("", "/a/X.cs", "X.cs")]
    [InlineData("/a/", "X.cs", "X.cs")]
    [InlineData("/a/", "/a/b/X.cs", "b/X.cs")]
    public void Paths_are_relative_to_the_generated_file(string folder, string file, string expected) =>
        Assert.Equal(expected, IntentContracts.Generators.Guards.RelativePath.Between(folder, file));
}
