using IntentContracts.Analysis.Catalogues;

namespace IntentContracts.Analysis.Tests.Catalogues;

public sealed class CatalogueParserTests
{
    [Fact]
    public void The_built_in_catalogues_are_well_formed_and_say_nothing_twice()
    {
        var lines = BuiltInCatalogues.Read();

        Assert.True(lines.Count > 100);

        // What is said aside stands beside what a member is otherwise, and once under each heading.
        Assert.Empty(lines.GroupBy(l => (l.Role, l.Type, l.Member, l.Meaning.IsAside ? l.Meaning.GetType() : null)).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Fact]
    public void A_wrong_line_does_not_take_the_others_with_it()
    {
        var problems = new List<CatalogueProblem>();

        var lines = CatalogueParser.Parse("f", "A.B::C -> publish\n\n  nonsense\nimplements A.I::Run -> entry job # why\n", problems);

        Assert.Equal(2, lines.Count);
        Assert.Equal(new EntryMeaning("job"), lines[1].Meaning);
        Assert.Equal(3, Assert.Single(problems).Line);
    }

    [Fact]
    public void The_users_line_wins_and_the_longer_member_wins()
    {
        var problems = new List<CatalogueProblem>();
        var catalogue = new Catalogue(CatalogueParser.Parse("f", "A.B::Get* -> http read\nA.B::GetAndIncrement -> http write\nA.B::Put -> http write\nA.B::Put -> http idempotent", problems));

        Assert.Equal(Repetition.Harmless, ((EffectMeaning)catalogue.OfCall("A.B", "GetIt")!).Repetition);
        Assert.Equal(Repetition.Harmful, ((EffectMeaning)catalogue.OfCall("A.B", "GetAndIncrement")!).Repetition);
        Assert.Equal(Repetition.Harmless, ((EffectMeaning)catalogue.OfCall("A.B", "Put")!).Repetition);
        Assert.Null(catalogue.OfCall("A.B", "Other"));
    }
}
