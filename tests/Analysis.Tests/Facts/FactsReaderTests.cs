using IntentContracts.Analysis.Facts;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Tests.Facts;

public sealed class FactsReaderTests
{
    private const string Source = """
        [assembly: System.Reflection.AssemblyMetadata("IntentContracts.Manifest/1", "summary\tM:C.M\tSays hello.")]
        [assembly: Mark(typeof(Outer<>.Inner), Level.High, 3, Names = new[] { "a", "b" }, Flag = true, Nothing = null)]
        [AttributeUsage(AttributeTargets.All)] public sealed class MarkAttribute(Type type, Level level, int number) : Attribute
        { public Type Type => type; public Level Level => level; public int Number => number; public string[]? Names { get; set; } public bool Flag { get; set; } public string? Nothing { get; set; } }
        public enum Level : long { Low, High = 5_000_000_000 }
        public class Outer<T> { public class Inner { } protected class Hidden { public void P() { } } internal interface IFace { void F(); } }
        public class C : Outer<int>, Outer<int>.IFace
        {
            public static void M()
            {
                Console.WriteLine("hello");
            }
            void Outer<int>.IFace.F() { }
            public int Auto { get; set; }
            [System.CodeDom.Compiler.GeneratedCode("tool", "1")] public void Made() { }
        }
        """;

    [Fact]
    public void Attributes_are_text()
    {
        var mark = Compiled.Assembly("Lib", Source).Facts().Attributes.Single(a => a.Type == "MarkAttribute");

        Assert.Equal(["Outer`1.Inner", "5000000000", "3"], mark.Arguments);
        Assert.Equal("a,b", mark.Get("Names"));
        Assert.Equal("true", mark.Get("Flag"));
        Assert.Null(mark.Get("Nothing"));
    }

    [Fact]
    public void The_manifest_is_read_from_the_assembly()
    {
        Assert.Equal(new ManifestSummary("M:C.M", "Says hello."), Assert.Single(Compiled.Assembly("Lib", Source).Facts().Manifest.Summaries));
        Assert.Same(Manifest.Empty, Compiled.Assembly("Other", "public class D;").Facts().Manifest);
    }

    [Fact]
    public void Types_and_methods_say_who_sees_and_made_them()
    {
        var facts = Compiled.Assembly("Lib", Source).Facts();

        TypeFact Type(string name) => facts.Types.Single(t => t.Name == name);
        Assert.True(Type("Outer`1.Hidden").Traits.HasFlag(TypeTraits.ExternallyVisible));
        Assert.False(Type("Outer`1.IFace").Traits.HasFlag(TypeTraits.ExternallyVisible));
        Assert.Equal("Outer`1", Type("Outer`1.Inner").Enclosing);
        Assert.Equal("Outer{System.Int32}", Type("C").Base!.ToString());
        Assert.Equal("Outer{System.Int32}.IFace", Type("C").Interfaces.Single().ToString());
        MethodFact Method(string name) => facts.Methods.Single(m => m.Type == "C" && m.Name == name);
        Assert.True(Method("M").Has(MethodTraits.Public | MethodTraits.Static | MethodTraits.ExternallyVisible));
        Assert.True(Method("Made").Has(MethodTraits.Generated));
        Assert.True(Method("get_Auto").Has(MethodTraits.Generated | MethodTraits.SpecialName));
        Assert.Equal("M:Outer`1.IFace.F", facts.Methods.Single(m => m.Implements.Count > 0).Implements.Single().Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_site_is_where_its_statement_is(bool embedded)
    {
        var compiled = Compiled.Assembly(CompileAs.Debug with { EmbedSymbols = embedded }, "Lib", Source);
        var facts = compiled.Facts();

        var method = facts.Methods.Single(m => m.Id == "M:C.M");
        var site = method.Sites.Single();
        Assert.True(facts.HasSymbols);
        Assert.Equal("/src/Lib.cs", facts.Documents[site.Span.Document]);
        Assert.Equal((11, 9, 11, 36), (site.Span.Line, site.Span.Column, site.Span.EndLine, site.Span.EndColumn));
        Assert.Equal(10, method.Span.Line);
    }

    [Fact]
    public void Symbols_beside_the_file_count_only_when_they_are_its_own()
    {
        var folder = Directory.CreateTempSubdirectory("facts").FullName;
        try
        {
            var lib = Compiled.Assembly("Lib", Source);
            var path = lib.WriteTo(folder);
            Assert.True(FactsReader.Read(path).HasSymbols);

            File.WriteAllBytes(Path.ChangeExtension(path, ".pdb"), Compiled.Assembly("Lib", Source + "class More;").Pdb!);
            Assert.False(FactsReader.Read(path).HasSymbols);

            File.WriteAllBytes(Path.ChangeExtension(path, ".pdb"), [1, 2, 3]);
            Assert.False(FactsReader.Read(path).HasSymbols);

            File.Delete(Path.ChangeExtension(path, ".pdb"));
            var none = FactsReader.Read(path);
            Assert.False(none.HasSymbols);
            Assert.All(none.Methods.SelectMany(m => m.Sites), s => Assert.False(s.Span.IsKnown));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void An_enum_of_another_assembly_that_is_no_int_costs_only_the_values()
    {
        var library = Compiled.Assembly("Lib", Source);
        var user = Compiled.Assembly("User", "[Mark(typeof(int), Level.High, 3)] public class U;", library).Facts();

        Assert.Equal("MarkAttribute", Assert.Single(user.Types.Single(t => t.Name == "U").Attributes).Type);
    }
}
