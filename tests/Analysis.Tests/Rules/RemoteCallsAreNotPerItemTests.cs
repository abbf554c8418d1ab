namespace IntentContracts.Analysis.Tests.Rules;

public sealed class RemoteCallsAreNotPerItemTests
{
    [Theory]
    [InlineData("foreach (var id in ids) { await http.GetStringAsync(\"/\" + id); } // error IC3102")]
    [InlineData("await Task.WhenAll(ids.Select(id => http.GetStringAsync(\"/\" + id))); // error IC3102")]
    [InlineData("await Parallel.ForEachAsync(ids, async (id, token) => await http.DeleteAsync(\"/\" + id, token)); // error IC3102")]
    [InlineData("foreach (var chunk in ids.Chunk(100)) { await http.GetStringAsync(\"/?ids=\" + string.Join(',', chunk)); }")]
    [InlineData("foreach (var host in new[] { \"a\", \"b\" }) { await http.GetStringAsync(host); }")]
    [InlineData("await http.GetStringAsync(\"/?ids=\" + string.Join(',', ids));")]
    public void A_request_for_each_item(string statement)
    {
        foreach (var optimised in new[] { false, true })
        {
            using var solution = new RuleCase { Optimised = optimised }.Add("Api", $$"""
                public sealed class ItemsController(HttpClient http) : ControllerBase
                {
                    [HttpGet("/items")] public async Task Get(List<int> ids)
                    {
                        {{statement}}
                    }
                }
                """);

            solution.Verify();
        }
    }
}
