using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Tests.Facts;

public sealed class FoldingTests
{
    public static TheoryData<bool> BothConfigurations => [false, true];

    [Theory, MemberData(nameof(BothConfigurations))]
    public void An_async_method_holds_what_its_state_machine_does(bool release)
    {
        var place = Facts(release, """
            public interface ICard { Task<int> ChargeAsync(string id); }
            public class Orders(ICard card)
            {
                public async Task<int> PlaceAsync(string id)
                {
                    var result = await card.ChargeAsync(id).ConfigureAwait(false);
                    Console.WriteLine("placed " + "it");
                    return result;
                }
            }
            """).Methods.Single(m => m.Name == "PlaceAsync");

        Assert.True(place.Has(MethodTraits.Async));
        Assert.Equal(
            ["F:Orders.{card}P", "M:ICard.ChargeAsync(System.String)", "M:System.Threading.Tasks.Task`1.ConfigureAwait(System.Boolean)", "M:System.Console.WriteLine(System.String)"],
            place.Sites.Select(s => s.Target.Id));
        Assert.Equal(new ValueFact(ValueKind.Field, "F:Orders.{card}P"), place.Sites[1].Receiver);
        Assert.Equal(new ValueFact(ValueKind.Parameter, "0"), Assert.Single(place.Sites[1].Arguments));
        Assert.Equal(new ValueFact(ValueKind.Text, "placed it"), Assert.Single(place.Sites[3].Arguments));
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void What_is_written_beside_a_migration_is_not_read(bool release)
    {
        var facts = Facts(release, """
            namespace Microsoft.EntityFrameworkCore { public class ModelBuilder { public void Entity(string name, Action<ModelBuilder> build) => build(this); } }
            namespace Microsoft.EntityFrameworkCore.Infrastructure { public abstract class ModelSnapshot { protected abstract void BuildModel(Microsoft.EntityFrameworkCore.ModelBuilder model); } }
            namespace Own
            {
                using Microsoft.EntityFrameworkCore;
                public class Snapshot : Microsoft.EntityFrameworkCore.Infrastructure.ModelSnapshot
                {
                    protected override void BuildModel(ModelBuilder model) => model.Entity("Order", entity => entity.Entity("Line", _ => { }));
                }
                public class Model
                {
                    protected void BuildModel(ModelBuilder model) => model.Entity("Order", entity => entity.Entity("Line", _ => { }));
                }
            }
            """);

        Assert.Empty(Assert.Single(facts.Methods, m => m.Owner.StartsWith("M:Own.Snapshot.BuildModel", StringComparison.Ordinal)).Sites);
        Assert.Equal(3, facts.Methods.Count(m => m.Owner.StartsWith("M:Own.Model.BuildModel", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void Iterators_and_async_streams_are_folded_with_their_finally_blocks(bool release)
    {
        var facts = Facts(release, """
            public class C
            {
                public IEnumerable<int> Numbers(int n, IDisposable d)
                {
                    try { Console.Write("a"); yield return n; Console.Write("b"); }
                    finally { Console.Write("z"); d.Dispose(); }
                }
                public async IAsyncEnumerable<int> Stream(int n, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
                {
                    await Task.Delay(n, ct);
                    yield return n;
                    Console.Write("s");
                }
            }
            """);

        var numbers = facts.Methods.Single(m => m.Name == "Numbers");
        Assert.True(numbers.Has(MethodTraits.Iterator));
        Assert.Equal(["a", "b", "z"], Texts(numbers));
        Assert.Equal(new ValueFact(ValueKind.Parameter, "1"), numbers.Sites.Single(s => s.Target.Name == "Dispose").Receiver);
        var stream = facts.Methods.Single(m => m.Name == "Stream");
        Assert.True(stream.Has(MethodTraits.Iterator | MethodTraits.Async));
        Assert.Equal(["Delay", "Write"], stream.Sites.Select(s => s.Target.Name));
        Assert.Equal(new ValueFact(ValueKind.Parameter, "0"), stream.Sites[0].Arguments[0]);
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void Lambdas_belong_to_the_overload_that_creates_them(bool release)
    {
        var facts = Facts(release, """
            public class C
            {
                public void Each(List<string> ids) => ids.ForEach(i => Console.WriteLine("list" + i));
                public void Each(string[] ids) => Array.ForEach(ids, i => Console.WriteLine("array" + i));
            }
            """);

        foreach (var (owner, text) in new[] { ("M:C.Each(System.Collections.Generic.List{System.String})", "list"), ("M:C.Each(System.String[])", "array") })
        {
            var lambda = facts.Methods.Single(m => m.Has(MethodTraits.Lambda) && Texts(m).Contains(text));
            Assert.Equal(owner, lambda.Owner);
            Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(owner)}~lambda:[0-9a-f]{{12}}$", lambda.Id);
            Assert.Equal("C", lambda.Type);
            var creation = facts.Methods.Single(m => m.Id == owner).Sites;
            var made = creation.Single(s => s.Kind == SiteKind.Delegate);
            Assert.Equal(lambda.Id, made.Target.Id);
            Assert.Equal("ForEach", creation[made.Consumer].Target.Name);
            Assert.Equal(text == "list" ? 0 : 1, made.ConsumerArgument);
        }
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void Every_place_a_lambda_can_stand_in_has_an_owner(bool release)
    {
        var facts = Facts(release, """
            public class C<T>(string name)
            {
                private readonly Func<string> _initialised = () => string.Intern("initialised");
                private static readonly Func<string> Static = () => string.Intern("static");
                private readonly Func<string> _primary = () => "primary" + name;
                public Func<Func<string>> Nested(string x) => () => () => "nested" + x;
                public Func<U, string> Generic<U>(U u) => v => "generic" + u + v + typeof(T);
                public Func<Task<string>> Async(string x) => async () => { await Task.Yield(); return "async" + x + this; };
                public string InLocal() { return Local(); string Local() { Func<string> f = () => string.Intern("local lambda"); return f(); } }
                public string Property { get { Func<string> f = () => string.Intern("property"); return f(); } }
                public override string ToString() { Func<string> f = () => "base" + base.ToString(); return f(); }
            }
            """);

        string OwnerOf(string text) => facts.Methods.Single(m => m.Has(MethodTraits.Lambda) && Texts(m).Contains(text)).Owner;
        Assert.Equal("M:C`1.#ctor(System.String)", OwnerOf("initialised"));
        Assert.Equal("M:C`1.#cctor", OwnerOf("static"));
        Assert.Equal("M:C`1.#ctor(System.String)", OwnerOf("primary"));
        Assert.Equal("M:C`1.Nested(System.String)", OwnerOf("nested"));
        Assert.Equal("M:C`1.Generic``1(``0)", OwnerOf("generic"));
        Assert.Equal("M:C`1.Async(System.String)", OwnerOf("async"));
        Assert.Equal("M:C`1.InLocal", OwnerOf("local lambda"));
        Assert.Equal("M:C`1.get_Property", OwnerOf("property"));
        var inBase = facts.Methods.Single(m => m.Has(MethodTraits.Lambda) && Texts(m).Contains("base"));
        Assert.Contains(inBase.Sites, s => s.Target.Id == "M:System.Object.ToString" && s.Kind == SiteKind.Call);
        Assert.DoesNotContain(facts.Methods, m => m.Name.Contains('<', StringComparison.Ordinal));
        Assert.All(facts.Methods, m => Assert.DoesNotMatch("DisplayClass|b__|g__", m.Id));
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_local_function_is_called_by_its_folded_id_without_its_closure(bool release)
    {
        var facts = Facts(release, """
            public class C
            {
                public int M(int x) { return Twice(3) + Twice(x); int Twice(int y) => x * Math.Abs(y); }
                public int M(string s) { return Twice(3); static int Twice(int y) { return y == 0 ? 0 : Twice(y - 1); } }
                public async Task<int> N() { return await Inner(1); async Task<int> Inner(int a) { await Task.Delay(a); return a; } }
            }
            """);

        var twice = facts.Methods.Single(m => m.Id == "M:C.M(System.Int32)~local:Twice");
        Assert.True(twice.Has(MethodTraits.LocalFunction));
        Assert.Equal("Twice", twice.Name);
        Assert.Equal("System.Int32", Assert.Single(twice.Parameters).Name);
        var calls = facts.Methods.Single(m => m.Id == "M:C.M(System.Int32)").Sites;
        Assert.All(calls, c => Assert.Equal((twice.Id, 1, SiteKind.Call), (c.Target.Id, c.Target.ParameterCount, c.Kind)));
        Assert.Equal([new(ValueKind.Number, "3"), new(ValueKind.Parameter, "0")], calls.Select(c => c.Arguments.Single()));
        Assert.Equal("M:C.M(System.String)~local:Twice", facts.Methods.Single(m => m.Id == "M:C.M(System.String)~local:Twice").Sites.Single().Target.Id);
        var inner = facts.Methods.Single(m => m.Id == "M:C.N~local:Inner");
        Assert.Equal(new ValueFact(ValueKind.Parameter, "0"), inner.Sites.Single(s => s.Target.Name == "Delay").Arguments[0]);
        Assert.True(inner.Has(MethodTraits.Async | MethodTraits.LocalFunction));
    }

    [Fact]
    public void Ids_are_the_same_in_debug_and_release_and_when_unrelated_code_moves()
    {
        const string Body = """
                public void Twin(List<int> l) { l.ForEach(x => Console.Write(x)); l.ForEach(x => Console.Write(x)); }
                public async Task Run(string id, HttpClient http) => await Task.Run(async () => { var r = await http.GetAsync(id); foreach (var h in r.Headers) { Console.Write(h.Key); } });
                public Func<object, string> Switch() => o => o switch { string s when s.Length > 2 => s, int i => $"{i:x}", _ => Local(o) };
                private static string Local(object o) { return F(); string F() => "f" + o; }
            """;
        var debug = Facts(false, "using System.Net.Http; public class C {" + Body + "}");
        var release = Facts(true, "using System.Net.Http; public class C {" + Body + "}");
        var moved = Facts(false, "using System.Net.Http; public class C { public Action A() => () => Console.Beep(); public int X() { return F(); int F() => 1; }" + Body + "}");

        var ids = debug.Methods.Select(m => m.Id).ToArray();
        Assert.Equal(ids.Order(StringComparer.Ordinal), release.Methods.Select(m => m.Id).Order(StringComparer.Ordinal));
        Assert.Empty(ids.Except(moved.Methods.Select(m => m.Id)));
        Assert.Equal(ids.Length, ids.Distinct().Count());
        var twins = ids.Where(id => id.StartsWith("M:C.Twin", StringComparison.Ordinal) && id.Contains("~lambda", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(twins[0] + ":2", twins[1]);
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void Top_level_statements_own_their_lambdas(bool release)
    {
        var compiled = Compiled.Assembly((release ? CompileAs.Release : CompileAs.Debug) with { Kind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication }, "App", """
            var list = new List<string>();
            list.ForEach(x => Console.WriteLine("top" + x));
            await Task.Delay(1);
            Say();
            void Say() => Console.WriteLine(list.Count);
            """);
        var facts = compiled.Facts();

        var main = facts.Methods.Single(m => m.Name == "<Main>$");
        Assert.True(main.Has(MethodTraits.Async));
        Assert.Equal(compiled.Compilation.GetEntryPoint(default)!.GetDocumentationCommentId(), main.Id);
        Assert.Equal(main.Id, facts.Methods.Single(m => m.Has(MethodTraits.Lambda)).Owner);
        Assert.Equal(main.Id + "~local:Say", facts.Methods.Single(m => m.Has(MethodTraits.LocalFunction)).Id);
        var start = facts.Methods.Single(m => m.Name == "<Main>");
        Assert.Equal([main.Id], start.Sites.Select(s => s.Target.Id));
    }

    [Fact]
    public void File_local_types_are_the_users_and_closures_are_not()
    {
        var facts = Facts(false, "file class Hidden { public void M() { } } public class C { public object M(int x) => new { x, f = (Func<int>)(() => x) }; }");

        Assert.Contains(facts.Types, t => t.Name.EndsWith("__Hidden", StringComparison.Ordinal));
        Assert.DoesNotContain(facts.Types, t => t.Name.Contains("DisplayClass", StringComparison.Ordinal) || t.Name.Contains("AnonymousType", StringComparison.Ordinal));
    }

    private static AssemblyFacts Facts(bool release, string source) =>
        Compiled.Assembly(release ? CompileAs.Release : CompileAs.Debug, "Snippet", source).Facts();

    private static IEnumerable<string> Texts(MethodFact method) =>
        method.Sites.SelectMany(s => s.Arguments).Where(a => a.Kind == ValueKind.Text).Select(a => a.Text);
}
