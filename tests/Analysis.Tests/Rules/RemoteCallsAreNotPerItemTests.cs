namespace IntentContracts.Analysis.Tests.Rules;

public sealed class RemoteCallsAreNotPerItemTests
{
    [Theory]
    [InlineData("foreach (var id in ids) { await http.GetStringAsync(\"/\" + id); } // error IC3102")]
    [InlineData("await Task.WhenAll(ids.Select(id => http.GetStringAsync(\"/\" + id))); // error IC3102")]
    [InlineData("await Parallel.ForEachAsync(ids, async (id, token) => await http.GetStringAsync(\"/\" + id, token)); // error IC3102")]
    [InlineData("await Parallel.ForEachAsync(ids, async (id, token) => await http.DeleteAsync(\"/\" + id, token)); // warning IC3102")]
    [InlineData("foreach (var id in ids) { await http.PostAsync(\"/\" + id, null); } // warning IC3102")]
    [InlineData("foreach (var id in ids) { using var request = new HttpRequestMessage(HttpMethod.Put, \"/\" + id); await http.SendAsync(request); } // warning IC3102")]
    [InlineData("foreach (var id in ids) { using var request = new HttpRequestMessage(HttpMethod.Get, \"/\" + id); await http.SendAsync(request); } // error IC3102")]
    [InlineData("foreach (var id in ids) { await SendAsync(HttpMethod.Post, \"/\" + id); } // warning IC3102")]
    [InlineData("foreach (var id in ids) { await SendAsync(HttpMethod.Get, \"/\" + id); } // error IC3102")]
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

                    private async Task SendAsync(HttpMethod method, string path)
                    {
                        using var request = new HttpRequestMessage(method, path);
                        using var answer = await http.SendAsync(request);
                    }
                }
                """);

            solution.Verify();
        }
    }

    [Fact]
    public void A_loop_over_so_many_rows_is_possible()
    {
        foreach (var optimised in new[] { false, true })
        {
            using var solution = new RuleCase { Optimised = optimised, Only = ["IC3102"] }.Add("Api", """
                public sealed class Row { public int Id { get; set; } public string Name { get; set; } = ""; }
                public sealed class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); }
                public sealed class RowsController(HttpClient http, Db db) : ControllerBase
                {
                    [HttpPost("/due")] public async Task Due(int limit)
                    {
                        foreach (var row in await db.Rows.OrderBy(r => r.Id).Take(limit).ToListAsync())
                        {
                            row.Name = await http.GetStringAsync("/names/" + row.Id); // warning IC3102
                        }

                        await db.SaveChangesAsync();
                    }

                    [HttpPost("/all")] public async Task All()
                    {
                        foreach (var row in await db.Rows.OrderBy(r => r.Id).ToListAsync())
                        {
                            row.Name = await http.GetStringAsync("/names/" + row.Id); // error IC3102
                        }

                        await db.SaveChangesAsync();
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
    [InlineData("using var answer = await http.PutAsync(\"/covers/\" + id, new ByteArrayContent(new byte[] { 1 })); // warning IC3102")]
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

    [Theory]
    [InlineData("await client.PullRequest.Get(id); // warning IC3102")]
    [InlineData("await store.GetObjectAsync(id); // warning IC3102")]
    [InlineData("await store.DeleteObjectAsync(id); // error IC3102", "send them in one request (DeleteObjects), or declare")]
    [InlineData("await http.GetStringAsync(\"/pulls/\" + id); // error IC3102", "send them in one request, or declare")]
    public void What_a_client_of_somebody_else_offers_he_has_decided(string statement, string remedy = "")
    {
        using var solution = new RuleCase { Only = ["IC3102"], Foreign = ["AWSSDK.S3", "Octokit"] }
            .Add("AWSSDK.S3", "namespace Amazon.S3 { public interface IAmazonS3 { Task DeleteObjectAsync(string key); Task GetObjectAsync(string key); } }")
            .Add("Octokit", "namespace Octokit { public interface IPullRequestsClient { Task<string> Get(string id); } public interface IGitHubClient { IPullRequestsClient PullRequest { get; } } }")
            .Add("Api", $$"""
                public sealed class PullsController(Octokit.IGitHubClient client, Amazon.S3.IAmazonS3 store, HttpClient http) : ControllerBase
                {
                    [HttpPost("/pulls")] public async Task Post(List<string> ids)
                    {
                        foreach (var id in ids)
                        {
                            {{statement}}
                        }
                    }
                }
                """);

        Assert.All(solution.Verify().Diagnostics, d => Assert.Contains(remedy, d.Message, StringComparison.Ordinal));
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

    [Theory]
    [InlineData("await http.GetStringAsync(new Uri($\"{party.Name}/.well-known/keys\")); // warning IC3102")]
    [InlineData("await http.GetStringAsync(party.Name + \"/keys?all=\" + ids.Count); // warning IC3102")]
    [InlineData("await KeysAsync(party.Name); // warning IC3102")]
    [InlineData("await PatientlyAsync(party.Name); // warning IC3102")]
    [InlineData("await http.GetStringAsync(Settings.Parse(party.Name).Host.TrimEnd('/') + \"/keys\"); // warning IC3102")]
    [InlineData("await http.GetStringAsync($\"{host}://{party.Name}/keys\"); // warning IC3102")]
    [InlineData("await http.GetStringAsync(\"https://\" + party.Name + \"/keys\"); // warning IC3102")]
    [InlineData("await http.GetStringAsync(\"/parties/\" + party.Name); // error IC3102")]
    [InlineData("await http.GetStringAsync($\"https://{host}/{party.Name}/keys\"); // error IC3102")]
    [InlineData("await http.GetStringAsync(new Uri(\"https://one.example/\" + party.Name)); // error IC3102")]
    [InlineData("await http.GetStringAsync(Fixed(party.Name)); // error IC3102")]
    [InlineData("await http.GetStringAsync(host + \"/parties/\" + party.Name); // error IC3102")]
    public void An_address_that_begins_with_the_item_is_possible(string statement)
    {
        foreach (var optimised in new[] { false, true })
        {
            using var solution = new RuleCase { Optimised = optimised, Only = ["IC3102"] }.Add("Api", Parties(statement, ""));

            solution.Verify();
        }
    }

    [Theory]
    [InlineData("await http.GetStringAsync(new Uri(party.Name + \"/keys\")); // warning IC3102")]
    [InlineData("await http.GetStringAsync(party.Name + \"/keys\"); // error IC3102")]
    public void Below_a_base_address_it_is_a_path_unless_it_is_absolute(string statement)
    {
        using var solution = new RuleCase { Only = ["IC3102"] }.Add("Api", Parties(statement, "http.BaseAddress = new Uri(host);"));

        solution.Verify();
    }

    private static string Parties(string statement, string before) => $$"""
        public sealed class PartiesController(Keys keys) : ControllerBase
        {
            [HttpPost("/parties")] public Task Post(List<Party> parties, List<int> ids, string host) => keys.AllAsync(parties, ids, host);
        }

        public sealed class Party { public string Name { get; set; } = ""; }
        public sealed class Settings { public string Host { get; set; } = ""; public static Settings Parse(string text) => new() { Host = text }; }

        public sealed class Keys(HttpClient http)
        {
            public async Task AllAsync(List<Party> parties, List<int> ids, string host)
            {
                {{before}}
                foreach (var party in parties)
                {
                    {{statement}}
                }
            }

            private async Task<string> KeysAsync(string party)
            {
                using var request = new HttpRequestMessage { RequestUri = new Uri(party + "/keys") };
                return await (await http.SendAsync(request)).Content.ReadAsStringAsync();
            }

            private Task<string> PatientlyAsync(string party) => Patience.TryAsync(async () => await http.GetStringAsync($"{party}/keys"));

            private static string Fixed(string party) => "https://one.example/" + party;
        }

        public static class Patience { public static async Task<string> TryAsync(Func<Task<string>> work) => await work(); }
        """;

    [Fact]
    public void An_address_that_is_read_out_of_the_item_is_possible()
    {
        foreach (var optimised in new[] { false, true })
        {
            using var solution = new RuleCase { Optimised = optimised, Only = ["IC3102"] }.Add("Api", """
                public interface INode { string Attribute(string name, string otherwise); }
                public sealed class PagesController(HttpClient http) : ControllerBase
                {
                    [HttpGet("/pages")] public async Task Get(List<INode> nodes)
                    {
                        foreach (var node in nodes)
                        {
                            var href = node.Attribute("href", "");
                            if (href.Length > 0)
                            {
                                await ReadAsync(href); // warning IC3102
                            }
                        }

                        foreach (var node in nodes)
                        {
                            await http.GetStringAsync("/pages" + node.Attribute("href", "")); // error IC3102
                        }
                    }

                    private async Task<string> ReadAsync(string url) => await http.GetStringAsync(url);
                }
                """);

            solution.Verify();
        }
    }

    [Theory]
    [InlineData("try { await http.GetStringAsync(\"/\" + id); db.SaveChanges(); done++; } catch (HttpRequestException e) { log.LogError(e, \"{Id}\", id); } // warning IC3102")]
    [InlineData("try { await http.GetStringAsync(\"/\" + id); db.SaveChanges(); done++; } catch (HttpRequestException e) { log.LogError(e, \"{Id}\", id); return; } // error IC3102")]
    [InlineData("try { await http.GetStringAsync(\"/\" + id); db.SaveChanges(); done++; } catch (HttpRequestException e) { log.LogError(e, \"{Id}\", id); throw; } // error IC3102")]
    [InlineData("try { Console.WriteLine(await http.GetStringAsync(\"/\" + id)); } catch (HttpRequestException e) { log.LogError(e, \"{Id}\", id); } // error IC3102")]
    public void What_is_changed_for_each_item_with_a_handler_of_its_own_is_possible(string statement)
    {
        foreach (var optimised in new[] { false, true })
        {
            using var solution = new RuleCase { Optimised = optimised, Only = ["IC3102"] }.Add("Api", $$"""
                using Microsoft.Extensions.Logging;
                public sealed class ItemsController(HttpClient http, DbContext db, ILogger<ItemsController> log) : ControllerBase
                {
                    [HttpDelete("/items")] public async Task Delete(List<int> ids)
                    {
                        var done = 0;
                        foreach (var id in ids)
                        {
                            {{statement}}
                        }

                        Console.WriteLine(done);
                    }
                }
                """);

            solution.Verify();
        }
    }
}
