using System.Text.Json;
using Xunit.Abstractions;

namespace IntentContracts.Tasks.Tests.Builds;

/// <summary>What a build leaves for machines is what the published schemas say, with everything in it that a build can find.</summary>
[Collection(RealBuilds.Name)]
public sealed class MachineFilesTests(PackageFeed feed, ITestOutputHelper output)
{
    private const string Rates = """
        namespace Shop;

        [IntentContracts.IntentException("IC2102", Reason = "yesterday's rate is \"good enough\", <b>för</b> now", Owner = "payments", Until = "2027-03-31")]
        public sealed class Rates(HttpClient http)
        {
            public async Task<string> LoadAsync(CancellationToken ct)
            {
                try
                {
                    return await http.GetStringAsync("https://rates.example/", ct);
                }
                catch (HttpRequestException)
                {
                    return "";
                }
            }
        }
        """;

    [Fact]
    public async Task Sarif_and_intent_json_with_new_accepted_and_excepted_findings_fit_their_schemas()
    {
        var shop = new Shop(feed);
        var accepted = shop.Build("-p:IntentBaseline=Accept", "-p:IntentContinuousIntegration=false");
        Assert.True(accepted.ExitCode == 0, accepted.ToString());
        shop.Write("Api/Rates.cs", Rates);
        shop.Replace("Api/Program.cs", "app.Run();", """
            app.MapPost("/again", (string order, CancellationToken ct) => gateway.ChargeAsync(order, ct));
            app.MapGet("/rates", (CancellationToken ct) => new Shop.Rates(new HttpClient()).LoadAsync(ct));
            app.Run();
            """);

        var build = shop.Build("--no-restore", "-p:IntentToday=2026-11-02");

        Assert.Contains("error IC1401: POST /again", Assert.Single(build.Diagnostics), StringComparison.Ordinal);
        Assert.Equal([], JsonSchemas.Wrong(JsonSchemas.Intent, File.ReadAllText(shop["Api/obj/Debug/net10.0/intent/intent.json"])));
        var sarif = File.ReadAllText(shop["Api/obj/Debug/net10.0/intent/intent.sarif"]);
        var (schema, why) = await JsonSchemas.Sarif();
        if (schema is null)
        {
            output.WriteLine("not compared with the schema of SARIF: " + why);
        }
        else
        {
            Assert.Equal([], JsonSchemas.Wrong(schema, sarif));

            // And the schema is one that would notice: a property it does not know, one that is missing, a word it does not know, a URI that is none.
            Assert.All(["ruleId", "text", "unchanged", "https://github.com"], known => Assert.NotEmpty(JsonSchemas.Wrong(schema, sarif.Replace($"\"{known}", "\"no such thing ", StringComparison.Ordinal))));
        }

        AssertComplete(shop, JsonDocument.Parse(sarif).RootElement);
    }

    /// <summary>What a schema cannot ask: that everything was there to be judged, and that its references lead somewhere.</summary>
    private static void AssertComplete(Shop shop, JsonElement log)
    {
        var run = Assert.Single(log.GetProperty("runs").EnumerateArray());
        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(
            """
            IC1401 new
            IC1401 unchanged: accepted in intent.baseline
            IC2102 new: yesterday's rate is "good enough", <b>för</b> now (owner payments, until 2027-03-31)
            """,
            string.Join('\n', results.Select(r => $"{Text(r, "ruleId")} {Text(r, "baselineState")}{string.Concat(r.GetProperty("suppressions").EnumerateArray().Select(s => ": " + Text(s, "justification")))}").Order(StringComparer.Ordinal)));
        Assert.All(results, r => Assert.Equal(Text(r, "ruleId"), Text(run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[r.GetProperty("ruleIndex").GetInt32()], "id")));

        // Equal to the line of the baseline, so that both tell the same story.
        Assert.Equal(
            File.ReadAllLines(shop["Api/intent.baseline"]).Where(line => line[0] != '#'),
            results.Where(r => Text(r, "baselineState") == "unchanged").Select(r => Text(r.GetProperty("partialFingerprints"), "intentContracts/v2")));

        var flows = results.SelectMany(r => r.GetProperty("codeFlows").EnumerateArray()).SelectMany(f => f.GetProperty("threadFlows").EnumerateArray()).ToList();
        Assert.Equal(results.Count, flows.Count);
        var places = flows.SelectMany(f => f.GetProperty("locations").EnumerateArray()).Select(l => l.GetProperty("location")).Concat(results.SelectMany(r => r.GetProperty("locations").EnumerateArray()));
        Assert.All(places, place =>
        {
            var artifact = place.GetProperty("physicalLocation").GetProperty("artifactLocation");
            Assert.Equal("%SRCROOT%", Text(artifact, "uriBaseId"));
            Assert.InRange(place.GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32(), 1, File.ReadAllLines(shop[Uri.UnescapeDataString(Text(artifact, "uri"))]).Length);
        });
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}
