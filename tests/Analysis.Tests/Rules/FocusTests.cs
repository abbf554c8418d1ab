using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules;
using IntentContracts.Analysis.Tests.Corpus;

namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>A library's check leaves out what nobody of it comes to, and says the same.</summary>
public sealed class FocusTests
{
    private static readonly Catalogue Catalogue = new(BuiltInCatalogues.Read());
    private static readonly AssemblyFacts Library;
    private static readonly AssemblyFacts App;

    static FocusTests()
    {
        var library = Compiled.Assembly(CompileAs.Debug, "Corpus.Library", CorpusSource.All.Library);
        Library = library.Facts();
        App = Compiled.Assembly(CompileAs.Debug, "Corpus", CorpusSource.All.App, library).Facts();
    }

    [Theory]
    [InlineData(CheckScope.All)]
    [InlineData(CheckScope.CriticalPaths)]
    public void Rules_say_the_same_with_and_without_what_lies_off_every_path(CheckScope scope)
    {
        var whole = Said(Context(scope, focus: null));
        var focused = Context(scope, focus: App);

        Assert.True(focused.Graph.Focus.Count < focused.Graph.Nodes.Count);
        Assert.NotEmpty(whole);
        Assert.Equal(whole, Said(focused));
    }

    [Fact]
    public void The_focus_holds_the_own_methods_and_is_closed_under_calls()
    {
        var graph = GraphBuilder.Build([Library, App], Catalogue, Library);
        var focus = graph.Focus.ToHashSet();

        Assert.Superset(graph.NodesOf(Library).ToHashSet(), focus);
        Assert.All(focus.SelectMany(n => n.Edges), e => Assert.Contains(e.To, focus));
        Assert.True(focus.Count < graph.NodesOf(Library).Count() + graph.NodesOf(App).Count());
    }

    [Fact]
    public void Rules_about_paths_say_nothing_where_there_are_no_entry_points()
    {
        var context = Context(CheckScope.CriticalPaths, focus: App, hasEntries: false);

        Assert.All(RuleList.All.OfType<IPathRule>(), rule => Assert.Empty(rule.Check(context)));
        Assert.NotEmpty(RuleList.All.OfType<IPathRule>().SelectMany(rule => rule.Check(Context(CheckScope.All, focus: App))));
    }

    private static RuleContext Context(CheckScope scope, AssemblyFacts? focus, bool hasEntries = true)
    {
        var graph = GraphBuilder.Build([Library, App], Catalogue, focus);
        var entries = hasEntries ? new EntryPoints(graph, Catalogue, [], null, scope == CheckScope.All).Find().Where(e => e.Node.Assembly == App).ToList() : [];
        return new(graph, Catalogue, scope, App, entries, new Ownership(graph), SeesEverything: false, EnforcementWasAskedFor: false, [], []);
    }

    private static List<string> Said(RuleContext context) =>
        [.. RuleList.All.SelectMany(rule => rule.Check(context)).Select(v => $"{v.RuleId} {v.Certain} {v.Entry?.Node} {string.Join(" → ", v.Path.Select(e => e.To))} {v.Problem}").Order(StringComparer.Ordinal)];
}
