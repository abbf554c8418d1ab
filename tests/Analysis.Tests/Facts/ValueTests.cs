using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Tests.Facts;

/// <summary>What is known of receivers and arguments, and who consumes a delegate.</summary>
public sealed class ValueTests
{
    public static TheoryData<bool> BothConfigurations => [false, true];

    [Theory, MemberData(nameof(BothConfigurations))]
    public void Constants_parameters_fields_and_results_are_followed_through_locals(bool release)
    {
        var method = Method(release, "M", """
            public class C
            {
                private readonly string _name = "";
                public void M(string p, int n)
                {
                    const string Table = "orders";
                    var sql = "select * from " + Table;
                    Take(sql, 7, null, true);
                    var made = new System.Text.StringBuilder();
                    made.Append(_name);
                    var result = made.ToString();
                    Take(result, n, this, false);
                    string joined = string.Concat("a", "b");
                    Take(joined, 0, p, false);
                }
                private static void Take(string a, int b, object? c, bool d) { }
            }
            """);

        var takes = method.Sites.Where(s => s.Target.Name == "Take").ToArray();
        Assert.Equal([new(ValueKind.Text, "select * from orders"), new(ValueKind.Number, "7"), new(ValueKind.Null, ""), new(ValueKind.Number, "1")], takes[0].Arguments);
        var toString = method.Sites.Select((s, i) => (s, i)).Single(x => x.s.Target.Name == "ToString");
        var made = method.Sites.Select((s, i) => (s, i)).Single(x => x.s.Kind == SiteKind.New);
        Assert.Equal(new ValueFact(ValueKind.New, $"{made.i}"), toString.s.Receiver);
        Assert.Equal([new(ValueKind.Result, $"{toString.i}"), new(ValueKind.Parameter, "1"), new(ValueKind.This, ""), new(ValueKind.Number, "0")], takes[1].Arguments);
        Assert.Equal([new(ValueKind.Text, "ab"), new(ValueKind.Number, "0"), new(ValueKind.Parameter, "0"), new(ValueKind.Number, "0")], takes[2].Arguments);
        Assert.Equal(new ValueFact(ValueKind.Field, "F:C._name"), method.Sites.Single(s => s.Target.Name == "Append").Arguments.Single());
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void Numbers_are_read_in_their_shortest_and_their_longest_form(bool release)
    {
        var method = Method(release, "M", """
            public class C
            {
                public void M() { Take(-1); Take(8); Take(-2); Take(200); Take(int.MinValue); }
                private static void Take(int a) { }
            }
            """);

        Assert.Equal(["-1", "8", "-2", "200", "-2147483648"], method.Sites.Where(s => s.Target.Name == "Take").Select(s => s.Arguments.Single().Text));
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void What_two_paths_disagree_on_is_unknown(bool release)
    {
        var method = Method(release, "M", """
            public class C
            {
                public void M(bool b, string p)
                {
                    Take(b ? "x" : "y");
                    var twice = "first"; if (b) twice = Console.ReadLine()!; Take(twice);
                    var byRef = "before"; Change(ref byRef); Take(byRef);
                    p = p.Trim(); Take(p);
                }
                private static void Take(string a) { }
                private static void Change(ref string a) { }
            }
            """);

        Assert.All(method.Sites.Where(s => s.Target.Name == "Take").Take(3), s => Assert.DoesNotContain(s.Arguments, a => a.Kind is not (ValueKind.Unknown or ValueKind.Local)));
        Assert.DoesNotContain(new ValueFact(ValueKind.Parameter, "1"), method.Sites.Last(s => s.Target.Name == "Take").Arguments);
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void What_a_lambda_captures_is_named_by_the_method_around_it(bool release)
    {
        var facts = Facts(release, """
            public interface IDb { Task SaveAsync(); }
            public class C
            {
                public async Task M(int n, Func<Task> body)
                {
                    var twice = n; twice++;
                    var local = Make();
                    await Run(async () => { await Task.Yield(); await body(); await local.SaveAsync(); await Run(() => body()); Use(twice); });
                }
                private static IDb Make() => null!;
                private static Task Run(Func<Task> f) => f();
                private static void Use(int n) { }
            }
            """);

        var lambdas = facts.Methods.Where(m => m.Has(MethodTraits.Lambda)).ToList();
        Assert.All(lambdas.SelectMany(m => m.Sites).Where(s => s.Target.Name == "Invoke"), s => Assert.Equal(new(ValueKind.Captured, "body"), s.Receiver));
        Assert.Equal(2, lambdas.SelectMany(m => m.Sites).Count(s => s.Target.Name == "Invoke"));
        Assert.Equal(new(ValueKind.Captured, "local"), lambdas.SelectMany(m => m.Sites).Single(s => s.Target.Name == "SaveAsync").Receiver);
        Assert.DoesNotContain(lambdas.SelectMany(m => m.Sites).Single(s => s.Target.Name == "Use").Arguments, a => a.Kind == ValueKind.Captured);
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void Captured_and_hoisted_values_are_seen_through(bool release)
    {
        var facts = Facts(release, """
            public interface IDb { Task<IDb> OpenAsync(string s); ValueTask<int> SaveAsync(string s); }
            public class C(IDb field)
            {
                private readonly IDb _db = field;
                public async Task M(IDb db, string id)
                {
                    var open = await db.OpenAsync(id);
                    await open.SaveAsync(id);
                    await _db.SaveAsync("later").ConfigureAwait(false);
                    Action a = () => Use(id, this);
                    Use(id, this);
                    a();
                }
                private static void Use(string s, object o) { }
            }
            """);

        var method = facts.Methods.Single(m => m.Name == "M");
        SiteFact Site(string name) => method.Sites.First(s => s.Target.Name == name);
        Assert.Equal(new ValueFact(ValueKind.Parameter, "0"), Site("OpenAsync").Receiver);
        Assert.Equal(new ValueFact(ValueKind.Parameter, "1"), Site("OpenAsync").Arguments.Single());
        var opened = method.Sites.Select((s, i) => (s, i)).Single(x => x.s.Target.Name == "OpenAsync").i;
        Assert.Equal(new ValueFact(ValueKind.Result, $"{opened}"), Site("SaveAsync").Receiver);
        Assert.Equal(new ValueFact(ValueKind.Field, "F:C._db"), method.Sites.Last(s => s.Target.Name == "SaveAsync").Receiver);
        Assert.Equal([new(ValueKind.Parameter, "1"), new(ValueKind.This, "")], Site("Use").Arguments);
        var lambda = facts.Methods.Single(m => m.Has(MethodTraits.Lambda));
        Assert.Equal([new(ValueKind.Captured, "id"), new(ValueKind.This, "")], lambda.Sites.Single(s => s.Target.Name == "Use").Arguments);
        Assert.Contains(method.Body.Steps, s => s is { Kind: StepKind.Capture, Slot: "id", Value: { Kind: ValueKind.Parameter, Text: "1" } });
        var invoke = method.Sites.Single(s => s.Target.Name == "Invoke");
        Assert.Equal(new ValueFact(ValueKind.Delegate, lambda.Id), invoke.Receiver);
        var creation = method.Sites.Single(s => s.Kind == SiteKind.Delegate);
        Assert.Equal(("Invoke", -1), (method.Sites[creation.Consumer].Target.Name, creation.ConsumerArgument));
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_store_into_a_field_says_what_is_stored_and_a_default_that_it_is_none(bool release)
    {
        var method = Method(release, "M", """
            public class C
            {
                private string _name = "";
                private CancellationToken _token;
                public void M(string p)
                {
                    _name = p;
                    Take(default);
                    var none = default(CancellationToken);
                    Take(none);
                    var own = new CancellationTokenSource().Token;
                    Take(own);
                }
                private static void Take(CancellationToken token) { }
            }
            """);

        Assert.Equal([new(ValueKind.Parameter, "0")], method.Sites.Single(s => s.Kind == SiteKind.FieldWrite).Arguments);
        Assert.Equal([ValueKind.Null, ValueKind.Null, ValueKind.Result], method.Sites.Where(s => s.Target.Name == "Take").Select(s => s.Arguments.Single().Kind));
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_delegate_names_the_call_that_consumes_it(bool release)
    {
        var facts = Facts(release, """
            public class C
            {
                private Action? _kept;
                public static void Static(string s) { }
                public virtual void Virtual() { }
                public Action M(List<string> l, string x)
                {
                    l.Where(s => s.Length > 1).Select(s => s + x).ToList().ForEach(Static);
                    Task.Run(Virtual);
                    _kept = () => Console.Beep();
                    var later = new Thread(() => Console.Write(x));
                    later.Start();
                    return () => Console.Write(1);
                }
            }
            """);

        var sites = facts.Methods.Single(m => m.Name == "M").Sites;
        var delegates = sites.Where(s => s.Kind == SiteKind.Delegate).ToArray();
        Assert.Equal(
            ["Where:1", "Select:1", "ForEach:0", "Run:0", "-", ".ctor:0", "-"],
            delegates.Select(d => d.Consumer < 0 ? "-" : $"{sites[d.Consumer].Target.Name}:{d.ConsumerArgument}"));
        Assert.Equal("M:C.Static(System.String)", delegates[2].Target.Id);
        Assert.Equal("M:C.Virtual", delegates[3].Target.Id);
        Assert.Equal(new ValueFact(ValueKind.This, ""), delegates[3].Receiver);
        Assert.All(delegates.Where(d => d.Target.Name == "lambda"), d => Assert.Contains(facts.Methods, m => m.Id == d.Target.Id));
        Assert.DoesNotContain(sites, s => s.Target.Type.Contains('<', StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_wait_that_somebody_wrote_stays_a_site(bool release)
    {
        var facts = Facts(release, """
            public class C
            {
                public async Task M(Task t) { await t; t.GetAwaiter().GetResult(); }
                public void N(Task t) => t.GetAwaiter().GetResult();
            }
            """);

        Assert.All(facts.Methods.Where(m => m.Name is "M" or "N"), m => Assert.Equal(["GetAwaiter", "GetResult"], m.Sites.Select(s => s.Target.Name)));
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_callvirt_is_a_call_when_nothing_can_override(bool release)
    {
        var method = Method(release, "M", """
            public interface I { void Face(); }
            public class C : I
            {
                public void Plain() { } public virtual void Open() { } public void Face() { }
                public void M(C c, I i, string s) { c.Plain(); c.Open(); i.Face(); s.Trim(); _ = typeof(C); _ = nameof(M); }
            }
            """);

        Assert.Equal(
            ["Call:Plain", "VirtualCall:Open", "VirtualCall:Face", "VirtualCall:Trim"],
            method.Sites.Where(s => s.Target.Name.Length > 0).Select(s => $"{s.Kind}:{s.Target.Name}"));
    }

    private static MethodFact Method(bool release, string name, string source) => Facts(release, source).Methods.Single(m => m.Name == name);

    private static AssemblyFacts Facts(bool release, string source) =>
        Compiled.Assembly(release ? CompileAs.Release : CompileAs.Debug, "Snippet", source).Facts();
}
