using Microsoft.CodeAnalysis;

namespace IntentContracts.Analysis.Tests.Facts;

/// <summary>Our ids are the compiler's documentation ids: what the generator writes into the manifest must find its method here.</summary>
public sealed class DocIdTests
{
    private const string Source = """
        using System.Collections;
        namespace Shop.Deep
        {
            public interface IRepository<T> { T Get(int id); void Put<U>(T item, U[] more) where U : T; event Action<T> Changed; T this[int i, string s] { get; set; } }
            public delegate int Pick<in T>(T from, ref int seed);
            public enum Color : byte { Red }
            public class Outer<T>
            {
                public Outer(T value, List<T> values) { }
                static Outer() { }
                public T Field = default!;
                public class Inner<U, V>
                {
                    public void Use(T t, U u, V v, Outer<int>.Inner<string, V[]> w, List<U>.Enumerator e) { }
                    public Inner<U, V> Self(Inner<V, U> other) => this;
                    public class Plain { public void M(Dictionary<T, List<U>>[,] d, KeyValuePair<T, U>? pair) { } }
                }
                public static Outer<T> operator +(Outer<T> a, Outer<T> b) => a;
                public static implicit operator int(Outer<T> a) => 0;
                public static explicit operator string(Outer<T> a) => "";
                public static explicit operator checked byte(Outer<T> a) => 0;
                public static explicit operator byte(Outer<T> a) => 0;
                ~Outer() { }
            }
            public class Shapes : IRepository<string>, IEnumerable<int>
            {
                public void Arrays(int[] a, int[][] b, int[,] c, int[,][] d, string?[][,,] e) { }
                public void ByRef(ref int a, out string b, in DateTime c, ref readonly long d) { b = ""; }
                public unsafe void Pointers(int* a, void** b, delegate*<int, void> c) { }
                public void Nullables(int? a, string? b, (int X, string Y) t, (int, (string, long)?)[] u) { }
                public void Generic<A, B>(A a, List<B> b, Func<A, B[]> f, Outer<A>.Inner<B, A> i) { }
                public void Params(params string[] all) { }
                public void Spans(ReadOnlySpan<char> a, params ReadOnlySpan<object> b) { }
                public void Dynamic(dynamic d, nint n, Color c = Color.Red) { }
                public void Optional(string a = "x", CancellationToken ct = default) { }
                string IRepository<string>.Get(int id) => "";
                void IRepository<string>.Put<U>(string item, U[] more) { }
                event Action<string> IRepository<string>.Changed { add { } remove { } }
                string IRepository<string>.this[int i, string s] { get => ""; set { } }
                public IEnumerator<int> GetEnumerator() { yield return 1; }
                IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
                public int Auto { get; init; }
                public volatile int Volatile;
                public int this[int index] { get => index; set { } }
                public async Task<int> Async(int a) { await Task.Yield(); return a; }
            }
            public record Person(string Name, int Age) { public Person() : this("", 0) { } }
            public readonly record struct Point(int X, int Y);
            public abstract class Base { public abstract ref readonly int Read(); public virtual void M(IEnumerable<Base> all) { } protected internal void P() { } }
            public static class Extensions { public static void Do(this string s, Base b) { } }
        }
        public class Global { public class Nested { public void M(Nested n, global::Shop.Deep.Color c) { } } }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_method_of_the_source_has_the_compilers_id(bool release)
    {
        var compiled = Compiled.Assembly(release ? CompileAs.Release : CompileAs.Debug, "Shapes", Source);
        var expected = Types(compiled.Compilation.Assembly.GlobalNamespace).SelectMany(type => type.GetMembers().OfType<IMethodSymbol>())
            .Where(method => method is not { IsPartialDefinition: true } && !IsImplicitStructConstructor(method))
            .Select(method => method.GetDocumentationCommentId()!).Order(StringComparer.Ordinal).ToArray();

        var ours = compiled.Facts().Methods.Select(m => m.Id).ToHashSet(StringComparer.Ordinal);

        var missing = expected.Except(ours).ToArray();
        Assert.True(missing.Length == 0, string.Join("\n", missing));
        Assert.True(expected.Length > 60, $"only {expected.Length} methods");
    }

    [Fact]
    public void Every_type_of_the_source_has_the_compilers_id()
    {
        var compiled = Compiled.Assembly("Shapes", Source);
        var expected = Types(compiled.Compilation.Assembly.GlobalNamespace).Select(type => type.GetDocumentationCommentId());

        var ours = compiled.Facts().Types.Select(t => "T:" + t.Name);

        Assert.Equal(expected.Order(StringComparer.Ordinal), ours.Where(id => id != "T:<Module>" && !id.Contains("CompilerServices") && !id.Contains("CodeAnalysis")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_call_on_an_instance_of_a_generic_type_names_the_definition()
    {
        var library = Compiled.Assembly("Shapes", Source);
        var caller = Compiled.Assembly("Caller", """
            using Shop.Deep;
            public class C
            {
                public void M(Outer<string>.Inner<int, long> i, IRepository<C> r, Shapes s, Outer<int>.Inner<string, long[]> w)
                {
                    i.Self(null!);
                    r.Put(this, new C[0]);
                    r[1, ""] = this;
                    s.Generic<int, string>(1, null!, null!, null!);
                    new Outer<DateTime>.Inner<int[], C>.Plain().M(null!, null);
                    byte b = (byte)(Outer<int>)null!;
                }
            }
            """, library);
        var known = library.Facts().Methods.Select(m => m.Id).ToHashSet(StringComparer.Ordinal);

        var sites = caller.Facts().Methods.Single(m => m.Name == "M").Sites;

        Assert.Equal(7, sites.Count(s => s.Target.Assembly == "Shapes" && known.Contains(s.Target.Id)));
        Assert.Equal(["System.Int32", "System.String"], sites.Single(s => s.Target.Name == "Generic").Target.MethodArguments.Select(a => a.ToString()));
        Assert.Equal(["System.DateTime", "System.Int32[]", "C"], sites.Single(s => s.Target.Type.EndsWith("Plain", StringComparison.Ordinal) && s.Target.Name == "M").Target.TypeArguments.Select(a => a.ToString()));
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().Where(m => m.DeclaringSyntaxReferences.Length > 0)
            .SelectMany(m => (m is INamedTypeSymbol type ? [type] : Array.Empty<INamedTypeSymbol>()).Concat(Types(m)));

    private static bool IsImplicitStructConstructor(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: true, Parameters.Length: 0, ContainingType.TypeKind: TypeKind.Struct or TypeKind.Enum };
}
