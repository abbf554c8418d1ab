using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Tests.Facts;

public sealed class FoldingTests
{
    private const string Source = """
        namespace Shop;
        public interface ICard { Task<int> ChargeAsync(string id); }
        public class Orders(ICard card)
        {
            public async Task<int> PlaceAsync(string id)
            {
                var result = await card.ChargeAsync(id).ConfigureAwait(false);
                Console.WriteLine("placed " + "it");
                return result;
            }
            public void Each(List<string> ids) => ids.ForEach(i => Console.WriteLine(i));
            public void Each(string[] ids) => Array.ForEach(ids, i => Console.Error.WriteLine(i));
            public IEnumerable<int> Numbers(int n) { for (var i = 0; i < n; i++) { yield return i; Console.Write(i); } }
            public int Local(int x) { return Twice(x) + Twice(1); int Twice(int y) => x * y + Math.Abs(y); }
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_async_method_holds_what_its_state_machine_does(bool release)
    {
        var facts = Compiled.Assembly(release ? CompileAs.Release : CompileAs.Debug, "Shop", Source).Facts();

        var place = Assert.Single(facts.Methods, m => m.Name == "PlaceAsync");

        Assert.True(place.Has(MethodTraits.Async));
        Assert.Equal(
            ["get card field", "M:Shop.ICard.ChargeAsync(System.String)", "M:System.Threading.Tasks.Task`1.ConfigureAwait(System.Boolean)", "M:System.Console.WriteLine(System.String)"],
            place.Sites.Select(s => s.Kind == SiteKind.FieldRead ? "get card field" : s.Target.Id));
        Assert.Equal(new ValueFact(ValueKind.Parameter, "0"), Assert.Single(place.Sites[1].Arguments));
        Assert.Equal(new ValueFact(ValueKind.Text, "placed it"), Assert.Single(place.Sites[3].Arguments));
        Assert.True(place.Flow.CanFollow(1, 3));
        Assert.False(place.Flow.CanFollow(3, 1));
    }
}
