using IntentContracts.Analysis.Findings.Sources;

namespace IntentContracts.Analysis.Tests.Findings.Sources;

/// <summary>Where a statement says a name: what is asked is marked with «», in the order in which it runs.</summary>
public sealed class MentionsTests
{
    [Theory]
    [InlineData("services.«AddRetry»(o)\n    .«AddRetry»(p)", "AddRetry")] // a chain runs from left to right
    [InlineData("«Save»(x).Then(y)", "Save")]
    [InlineData("b.«Handle»<List<int[]>>(e).Or<Other>()", "Handle")]
    [InlineData("a.«Read»(\"Read(\", 'R', @\"Read(\"\"\", $\"{Read(1)} Read(\", 1.5e3) // Read(\n + /* Read( */ b.«Read»()", "Read")]
    [InlineData("\"\"\"\n Read(\"\n\"\"\".Length + «Read»()", "Read")]
    [InlineData("Run(() => Read(1), x => { Read(2); }, async delegate (int x) { Read(3); }, «Read»(4))", "Read")] // those of lambdas are other bodies
    [InlineData("x switch { 1 => «Read»(1), _ => «Read»(2) }", "Read")] // the arms of a switch are not
    [InlineData("@«Read»(1)", "Read")]
    [InlineData("new Read(1).«Read»()", "Read")]
    [InlineData("a < b ? «Read»(1) : Read", "Read")]
    [InlineData("#pragma warning disable Read(\n«Read»()", "Read")]
    public void Calls(string marked, string name) => Expect(marked, name, NameForm.Call);

    [Theory]
    [InlineData("new «Order»(1, new Line(2))", "Order")]
    [InlineData("new Shop.«Order» { Id = 1 }", "Order")]
    [InlineData("Order(new(), typeof(Order), new «Order»<T>())", "Order")]
    public void Creations(string marked, string name) => Expect(marked, name, NameForm.New);

    [Theory]
    [InlineData("task\n  .«Result».Length", "Result")]
    [InlineData("Result(task?.«Result», Result: 1)", "Result")]
    [InlineData("list.ForEach(«Write»)", "Write")]
    public void Names(string marked, string name) => Expect(marked, name, NameForm.Mention);

    [Fact]
    public void ACallRunsAfterWhatStandsInItsBrackets()
    {
        const string text = "Read(Read(1), Read(2))";

        var found = new Mentions(Words.Of(text, 0, text.Length)!).Of(new("Read", NameForm.Call));

        Assert.Equal([5, 14, 0], found.Select(w => w.At));
    }

    [Fact]
    public void WhatThePreprocessorDecides_IsNotRead() => Assert.Null(Words.Of("a\n#if DEBUG\n.Read()\n#endif\n", 0, 24));

    [Theory]
    [InlineData("\"Read(")]
    [InlineData("$\"{Read(\"")]
    [InlineData("Read((((")]
    [InlineData("x => { Read(")]
    [InlineData("/* Read(")]
    [InlineData("'")]
    [InlineData("@")]
    [InlineData("$\"\"\"{{")]
    public void WhatIsNoCSharp_EndsSomewhere(string text)
    {
        var words = Words.Of(text, 0, text.Length);

        Assert.NotNull(words);
        Assert.All(new Mentions(words).Of(new("Read", NameForm.Call)), w => Assert.Equal("Read", w.Text));
    }

    private static void Expect(string marked, string name, NameForm form)
    {
        var text = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        var expected = new List<int>();
        for (var i = marked.IndexOf('«', StringComparison.Ordinal); i >= 0; i = marked.IndexOf('«', i + 1))
        {
            expected.Add(i - (2 * expected.Count));
        }

        var found = new Mentions(Words.Of(text, 0, text.Length)!).Of(new(name, form));

        Assert.Equal(expected, found.Select(w => w.At));
    }
}
