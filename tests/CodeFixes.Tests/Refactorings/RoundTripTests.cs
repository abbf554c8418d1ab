using IntentContracts.CodeFixes.Refactorings;

namespace IntentContracts.CodeFixes.Tests.Refactorings;

/// <summary>What was split and merged again is what it was, but for the <c>partial</c> of its type.</summary>
public sealed class RoundTripTests
{
    [Theory]
    [InlineData("public void $$M() { }")]
    [InlineData("/// <summary>Doc.</summary>\n    public async Task<T> $$M<T>(T x = default)\n        where T : struct\n    {\n        // x\n        await Task.Yield();\n        return x;\n    }")]
    [InlineData("[Obsolete] public int $$M(in int x, params int[] y) => x; // end")]
    [InlineData("public unsafe virtual int* $$M(int* x) => x;")]
    [InlineData("protected int $$M { get; private set; } = 4;")]
    [InlineData("public string $$M\n    {\n        get => field;\n        internal init { field = value; }\n    } = \"\";")]
    [InlineData("public event Action? $$M;\n\n    private void Raise() => M?.Invoke();")]
    [InlineData("public event Action $$M { add { } remove { } }")]
    [InlineData("[Requires(\"true\")]\n    public async IAsyncEnumerable<int> $$M([EnumeratorCancellation] CancellationToken token) { await Task.Yield(); yield return 1; }")]
    [InlineData("[Requires(\"n != null\")]\n    public bool $$M([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? n) => n is not null;")]
    public async Task Back_to_where_it_was(string member)
    {
        var isStream = member.Contains("IAsyncEnumerable", StringComparison.Ordinal);
        var source = (isStream ? "" : "[Invariant(\"true\")]\n") + "public partial class A\n{\n" + (isStream ? "" : "    public A() { EnsureInvariants(); }\n\n") + "    " + member + "\n}\n";
        var (project, actions) = await Apply.AtCaretAsync(new MakeGuarded(), source);
        var split = await Apply.TakeAsync(Assert.Single(actions), project);
        Assert.DoesNotContain(await Workspaces.ProblemsAsync(split), p => !p.Contains("CS0067", StringComparison.Ordinal));

        var text = await Workspaces.TextAsync(split);
        var caret = System.Text.RegularExpressions.Regex.Match(text, @"partial [^;{]*?\bM\b").Index;
        var merged = await Apply.TakeAsync((await Apply.AtAsync(new MergeCoreBack(), split.Documents.First(), text.IndexOf("partial", caret + 1 > text.Length ? 0 : caret, StringComparison.Ordinal)))[0], split);
        Assert.Equal(source.Replace("$$", "", StringComparison.Ordinal), await Workspaces.TextAsync(merged));
    }
}
