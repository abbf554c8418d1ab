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

    [Theory]
    [InlineData("using var answer = await http.GetAsync(\"/covers/\" + id, HttpCompletionOption.ResponseHeadersRead); await using var file = File.Create(folder + id); await answer.Content.CopyToAsync(file); // warning IC3102")]
    [InlineData("await File.WriteAllBytesAsync(folder + id, await http.GetByteArrayAsync(\"/covers/\" + id)); // warning IC3102")]
    [InlineData("await using var page = await http.GetStreamAsync(\"/covers/\" + id); await using var file = File.Create(folder + id); await page.CopyToAsync(file); // warning IC3102")]
    [InlineData("await using var file = File.OpenRead(folder + id); using var answer = await http.PutAsync(\"/covers/\" + id, new StreamContent(file)); // warning IC3102")]
    [InlineData("using var form = new MultipartFormDataContent(); form.Add(new ByteArrayContent(await File.ReadAllBytesAsync(folder + id)), \"cover\", folder); using var answer = await http.PostAsync(\"/covers/\" + id, form); // warning IC3102")]
    [InlineData("await using var file = File.OpenRead(folder + id); await SendAsync(file, id); // warning IC3102")]
    [InlineData("await using var page = await http.GetStreamAsync(\"/covers/\" + id); Console.WriteLine(await System.Text.Json.JsonSerializer.DeserializeAsync<string>(page)); // error IC3102")]
    [InlineData("using var answer = await http.PutAsync(\"/covers/\" + id, new ByteArrayContent(new byte[] { 1 })); // error IC3102")]
    public void A_file_for_each_item_is_possible(string statement)
    {
        foreach (var optimised in new[] { false, true })
        {
            using var solution = new RuleCase { Optimised = optimised, Only = ["IC3102"] }.Add("Api", $$"""
                public sealed class CoversController(Covers covers) : ControllerBase
                {
                    [HttpPost("/covers")] public Task Post(List<int> ids, string folder) => covers.AllAsync(ids, folder);
                }

                public sealed class Covers(HttpClient http)
                {
                    public async Task AllAsync(List<int> ids, string folder)
                    {
                        foreach (var id in ids)
                        {
                            {{statement}}
                        }
                    }

                    private async Task SendAsync(Stream content, int id)
                    {
                        using var request = new HttpRequestMessage(HttpMethod.Put, "/covers/" + id) { Content = new StreamContent(content) };
                        using var answer = await http.SendAsync(request);
                    }
                }
                """);

            solution.Verify();
        }
    }

    [Fact]
    public void That_nobody_waits_for_it_is_possible()
    {
        using var solution = new RuleCase { Only = ["IC3102"] }.Add("Api", """
            public sealed class Peers(HttpClient http)
            {
                public async Task TellAsync(List<int> ids)
                {
                    foreach (var id in ids)
                    {
                        _ = SendAsync(id); // warning IC3102
                    }

                    foreach (var id in ids)
                    {
                        await SendAsync(id); // error IC3102
                    }
                }

                private async Task SendAsync(int id)
                {
                    using var answer = await http.GetAsync("/peers/" + id);
                }
            }
            public sealed class PeersController(Peers peers) : ControllerBase
            {
                [HttpPost("/peers")] public Task Post(List<int> ids) => peers.TellAsync(ids);
            }
            """);

        solution.Verify();
    }
}
