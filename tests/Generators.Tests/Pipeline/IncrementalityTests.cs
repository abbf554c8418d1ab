using System.Reflection;
using IntentContracts.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace IntentContracts.Tests.Generators.Pipeline;

/// <summary>Why each step ran after an edit: a step that runs for nothing is paid for on every key stroke. Each row names every step.</summary>
public sealed class IncrementalityTests
{
    private const string Guarded = """
        public enum Status { Draft, Paid, Shipped }

        /// <summary>Places orders.</summary>
        [Invariant("N >= 0"), OwnedBy("orders"), StateMachine(nameof(Status), Initial = Status.Draft, Terminal = [Status.Paid, Status.Shipped])]
        public sealed partial class Orders
        {
            private readonly ITransactionRunner _runner = null!;
            public int N { get; private set; }
            public Status Status { get; private set; }
            public Orders() { EnsureInvariants(); }
            [Idempotent(Key = "id", Lease = "00:01:00"), Deadline("00:00:05"), Exclusive(Key = "id"), RetryPolicy(MaxAttempts = 3), TransactionBoundary]
            [Requires("id > 0", Because = "it is a key"), Ensures("N == old(N) + 1"), Transition(From = [Status.Draft], To = Status.Paid)]
            public partial Task PlaceAsync(int id, CancellationToken ct);
            private Task PlaceAsyncCore(int id, CancellationToken ct) { N++; return Task.CompletedTask; }
            [Requires("value > 0")] public partial int Limit { get; set; }
            private int LimitCore { get; set; }
        }
        """;

    private const string Other = "public class Other { public int M() => 1; }";
    private const string Config = "GuardFolder=Unchanged Modes=Cached ProjectFolder=Cached Vocabulary=Unchanged Severities=Unchanged FileSeverities=Unchanged Unreachable=None ";
    private const string Nothing = Config + "Parts=Unchanged Guards=Cached Entries=Cached SharedNames=Cached Intents=Cached Manifest=Cached Output=Cached";
    private const string PlacesOnly = Config + "Parts=Modified Guards=Unchanged Entries=Modified SharedNames=Cached Intents=Cached Manifest=Modified Output=Cached";
    private const string ManifestOnly = Config + "Parts=Unchanged Guards=Cached Entries=Cached SharedNames=Cached Intents=Modified Manifest=Modified Output=Cached";
    private const string EntriesOnly = Config + "Parts=Modified Guards=Unchanged Entries=Modified SharedNames=Cached Intents=Modified Manifest=Modified Output=Cached";
    private const string Member = Config + "Parts=Modified Guards=Modified Entries=Modified SharedNames=Cached Intents=Cached Manifest=Modified Output=Modified";
    private const string SeverityOnly = "GuardFolder=Unchanged Modes=Cached ProjectFolder=Cached Vocabulary=Unchanged Severities=Unchanged FileSeverities=Modified,Unchanged Unreachable=None Parts=Unchanged Guards=Cached Entries=Cached SharedNames=Cached Intents=Cached Manifest=Modified Output=Cached";
    private const string Shell = Config + "Parts=Modified Guards=Modified Entries=Modified SharedNames=Cached Intents=Modified Manifest=Modified Output=Modified";
    private const string ShellAlone = Config + "Parts=Modified Guards=Modified Entries=Unchanged SharedNames=Cached Intents=Modified Manifest=Modified Output=Modified";

    [Fact]
    public void The_first_run_is_new() => Assert.Equal(
        Sorted("GuardFolder=New Modes=New ProjectFolder=New Vocabulary=New Severities=New FileSeverities=New Unreachable=None Parts=New Guards=New Entries=New SharedNames=New Intents=New Manifest=New Output=New"),
        Reasons(Compile.Driver().RunGenerators(Compile.Sources(Guarded, Other))));

    [Theory]
    [InlineData("elsewhere", "", "", Nothing)]
    [InlineData("in the body", "N++;", "N += 2;", Nothing)]
    [InlineData("in the body of a constructor", "{ EnsureInvariants(); }", "{ N = 1; EnsureInvariants(); }", Nothing)]
    [InlineData("of an unrelated member", "private set; }\n    public Orders", "private set; } public int Unrelated() => 1;\n    public Orders", Nothing)]
    [InlineData("in trivia after the declarations", "CompletedTask; }", "CompletedTask; } // done", Nothing)]
    [InlineData("in trivia inside a declaration", "public partial Task", "public /* later */ partial Task", PlacesOnly)]
    [InlineData("in trivia above", "/// <summary>Places", "// A note.\n/// <summary>Places", Shell)]
    [InlineData("of the documentation", "Places orders.", "Places and moves orders.", ManifestOnly)]
    [InlineData("of an Idempotent's key", "Idempotent(Key = \"id\"", "Idempotent(Key = \"-id\"", ShellAlone)]
    [InlineData("of an Idempotent's lease", "\"00:01:00\"", "\"00:02:00\"", ShellAlone)]
    [InlineData("of a Deadline", "\"00:00:05\"", "\"00:00:06\"", ShellAlone)]
    [InlineData("of an Exclusive's key", "Exclusive(Key = \"id\")", "Exclusive(Key = \"-id\")", ShellAlone)]
    [InlineData("of a RetryPolicy", "MaxAttempts = 3", "MaxAttempts = 4", ShellAlone)]
    [InlineData("of a TransactionBoundary", "TransactionBoundary]", "TransactionBoundary(Isolation = System.Data.IsolationLevel.Snapshot)]", ShellAlone)]
    [InlineData("of a Requires", "id > 0", "id > 1", Shell)]
    [InlineData("of a reason", "it is a key", "it is the key", Shell)]
    [InlineData("of an Ensures", "old(N) + 1", "old(N) + 2", Shell)]
    [InlineData("of a Transition", "To = Status.Paid)", "To = Status.Shipped)", Shell)]
    [InlineData("of a StateMachine", "Terminal = [Status.Paid, Status.Shipped]", "Terminal = [Status.Paid]", EntriesOnly)]
    [InlineData("of an Invariant", "\"N >= 0\"", "\"N >= 1\"", Shell)]
    [InlineData("of an owner", "\"orders\"", "\"order2\"", ShellAlone)]
    [InlineData("of a setter's condition", "value > 0", "value > 1", Member)]
    [InlineData("of a signature", "int id, CancellationToken ct)", "long id, CancellationToken ct)", Shell)]
    [InlineData("of a diagnostic only", "LimitCore { get; set; }\n}", "LimitCore { get; set; }\n}\n#pragma warning disable IC1401", SeverityOnly)]
    public void An_edit_runs_what_it_changes(string where, string old, string @new, string expected)
    {
        var compilation = Compile.Sources(Guarded, Other);
        var driver = Compile.Driver().RunGenerators(compilation);
        compilation = Replace(compilation, "/src/File1.cs", old.Length == 0 ? Guarded : Guarded.Replace(old, @new, StringComparison.Ordinal));
        compilation = Replace(compilation, "/src/File2.cs", Other.Replace("=> 1", "=> 2", StringComparison.Ordinal));
        Assert.Equal(where + ": " + Sorted(expected), where + ": " + Reasons(driver.RunGenerators(compilation)));
    }

    private static string Reasons(GeneratorDriver driver)
    {
        var run = driver.GetRunResult().Results.Single();
        Assert.Null(run.Exception);
        var steps = typeof(Steps).GetFields(BindingFlags.Static | BindingFlags.Public).Select(f => (string)f.GetRawConstantValue()!);
        var outputs = run.TrackedOutputSteps["SourceOutput"].SelectMany(s => s.Outputs).Select(o => o.Reason.ToString()).Distinct();
        return Sorted(string.Join(" ", steps.Select(s => s + "=" + Reason(run, s)).Append("Output=" + string.Join(",", outputs))));
    }

    private static string Reason(GeneratorRunResult run, string step) => run.TrackedSteps.TryGetValue(step, out var ran)
        ? string.Join(",", ran.SelectMany(s => s.Outputs).Select(o => o.Reason.ToString()).Distinct().Order(StringComparer.Ordinal)) is { Length: > 0 } reasons ? reasons : "None"
        : "None";

    private static string Sorted(string reasons) => string.Join(" ", reasons.Split(' ').Order(StringComparer.Ordinal));

    private static CSharpCompilation Replace(CSharpCompilation compilation, string path, string text)
    {
        var old = compilation.SyntaxTrees.Single(t => t.FilePath == path);
        return compilation.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText(text, Compile.ParseOptions, path, old.Encoding));
    }
}
