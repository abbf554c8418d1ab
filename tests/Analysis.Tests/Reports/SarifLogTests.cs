using System.Text.Json;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Analysis.Reports.Sarif;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Tests.Reports;

public sealed class SarifLogTests
{
    private const string ProjectFile = "src/Api/Shop.Api.csproj";

    // With the rules that it needs, so that a new rule in the table does not change what was approved.
    [Fact]
    public void WholeLog() =>
        Snapshot.Match(
            SarifLog.Write(
                SampleReport.Full,
                new(ProjectFile, "1.2.3"),
                [.. RuleTable.All.Where(rule => SampleReport.Full.Findings.Any(finding => finding.RuleId == rule.Id))]),
            "sarif");

    [Fact]
    public void Log_HasWhatTheSpecificationRequires()
    {
        var log = Parse(SampleReport.Full);

        Assert.Equal("2.1.0", log.GetProperty("version").GetString());
        var run = Assert.Single(log.GetProperty("runs").EnumerateArray());
        var driver = run.GetProperty("tool").GetProperty("driver");
        Assert.Equal("IntentContracts", driver.GetProperty("name").GetString());
        Assert.Equal("IntentContracts/Shop.Api/", run.GetProperty("automationDetails").GetProperty("id").GetString());
        var rules = driver.GetProperty("rules").EnumerateArray().ToList();
        Assert.Equal(RuleTable.All.Select(r => r.Id), rules.Select(r => r.GetProperty("id").GetString()));
        Assert.All(rules, rule =>
        {
            Assert.Matches("^[A-Z][A-Za-z0-9]+$", rule.GetProperty("name").GetString());
            Assert.NotEmpty(rule.GetProperty("shortDescription").GetProperty("text").GetString()!);
            Assert.NotEmpty(rule.GetProperty("fullDescription").GetProperty("text").GetString()!);
            Assert.NotEmpty(rule.GetProperty("help").GetProperty("text").GetString()!);
            Assert.True(Uri.IsWellFormedUriString(rule.GetProperty("helpUri").GetString(), UriKind.Absolute));
            Assert.Contains(rule.GetProperty("defaultConfiguration").GetProperty("level").GetString(), s_levels);
        });
    }

    [Fact]
    public void EveryResult_HasARuleALevelAMessageAPlaceAndAFingerprint()
    {
        var run = Parse(SampleReport.Full).GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        var results = run.GetProperty("results").EnumerateArray().ToList();

        Assert.Equal(SampleReport.Full.Findings.Count, results.Count);
        Assert.All(results, result =>
        {
            var id = result.GetProperty("ruleId").GetString();
            Assert.Equal(id, rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
            Assert.Contains(result.GetProperty("level").GetString(), s_levels);
            Assert.NotEmpty(result.GetProperty("message").GetProperty("text").GetString()!);
            Assert.NotEmpty(result.GetProperty("partialFingerprints").GetProperty("intentContracts/v2").GetString()!);
            Assert.Equal(JsonValueKind.Array, result.GetProperty("suppressions").ValueKind);
            AssertLocation(Assert.Single(result.GetProperty("locations").EnumerateArray()));
        });
    }

    [Fact]
    public void Path_IsOneThreadFlow_FromTheEntryThroughTheCallsToTheEffect()
    {
        var result = Result("IC2301");

        var flow = Assert.Single(Assert.Single(result.GetProperty("codeFlows").EnumerateArray()).GetProperty("threadFlows").EnumerateArray());
        var stops = flow.GetProperty("locations").EnumerateArray().Select(l => l.GetProperty("location")).ToList();
        Assert.All(stops, AssertLocation);
        Assert.Equal(
            [
                "src/Api/OrderEndpoints.cs:12",
                "src/Api/OrderEndpoints.cs:14",
                "src/Application/OrderService.cs:20",
                "src/Application/OrderService.cs:27",
                "src/Infrastructure/PaymentClient.cs:11",
            ],
            stops.Select(Where));
        Assert.Equal("OrderService.PlaceAsync (guarded: idempotent, transaction)", stops[1].GetProperty("message").GetProperty("text").GetString());
    }

    [Fact]
    public void ExceptedFinding_IsSuppressedWithItsReason()
    {
        var suppression = Assert.Single(Result("IC2301").GetProperty("suppressions").EnumerateArray());

        Assert.Equal("external", suppression.GetProperty("kind").GetString());
        Assert.Equal("accepted", suppression.GetProperty("status").GetString());
        Assert.Equal("The gateway moves to its own team in spring.", suppression.GetProperty("justification").GetString());
        Assert.Empty(Result("IC1401").GetProperty("suppressions").EnumerateArray());
    }

    [Fact]
    public void FindingWithoutPlaceOrPath_StandsAtTheProjectFile()
    {
        var result = Result("IC9001");

        Assert.Equal("src/Api/Shop.Api.csproj:1", Where(result.GetProperty("locations")[0]));
        Assert.False(result.TryGetProperty("codeFlows", out _));
    }

    [Theory]
    [InlineData(RuleSeverity.None, "none")]
    [InlineData(RuleSeverity.Note, "note")]
    [InlineData(RuleSeverity.Warning, "warning")]
    [InlineData(RuleSeverity.Error, "error")]
    public void Severity_IsTheLevel(object severity, string level)
    {
        var finding = SampleReport.Full.Findings[0] with { Severity = (RuleSeverity)severity };

        var log = Parse(SampleReport.Empty with { Findings = [finding] });

        Assert.Equal(level, log.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("level").GetString());
    }

    [Fact]
    public void Against_a_baseline_a_result_is_new_or_unchanged_and_accepted()
    {
        var finding = SampleReport.Full.Findings[0] with { Exception = "" };
        var report = SampleReport.Empty with { Findings = [finding, finding with { IsBaselined = true }] };

        var results = JsonDocument.Parse(SarifLog.Write(report, new(ProjectFile, ComparesWithBaseline: true), RuleTable.All)).RootElement.GetProperty("runs")[0].GetProperty("results");

        Assert.Equal(["new", "unchanged"], results.EnumerateArray().Select(r => r.GetProperty("baselineState").GetString()));
        Assert.Equal([0, 1], results.EnumerateArray().Select(r => r.GetProperty("suppressions").GetArrayLength()));
        Assert.False(Parse(report).GetProperty("runs")[0].GetProperty("results")[0].TryGetProperty("baselineState", out _));
    }

    [Fact]
    public void Region_WithoutAnEnd_HasAStartOnly()
    {
        var finding = SampleReport.Full.Findings[0] with { Place = new("a b#c.cs", 7, 3, 0, 0) };

        var location = Parse(SampleReport.Empty with { Findings = [finding] }).GetProperty("runs")[0].GetProperty("results")[0].GetProperty("locations")[0];

        var physical = location.GetProperty("physicalLocation");
        Assert.Equal("a%20b%23c.cs", physical.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal(["startLine", "startColumn"], physical.GetProperty("region").EnumerateObject().Select(p => p.Name));
    }

    private static readonly string[] s_levels = ["none", "note", "warning", "error"];

    private static JsonElement Parse(IntentReport report) => JsonDocument.Parse(SarifLog.Write(report, new(ProjectFile), RuleTable.All)).RootElement;

    private static JsonElement Result(string ruleId) =>
        Parse(SampleReport.Full).GetProperty("runs")[0].GetProperty("results").EnumerateArray().Single(r => r.GetProperty("ruleId").GetString() == ruleId);

    private static void AssertLocation(JsonElement location)
    {
        var physical = location.GetProperty("physicalLocation");
        var artifact = physical.GetProperty("artifactLocation");
        Assert.True(Uri.IsWellFormedUriString(artifact.GetProperty("uri").GetString(), UriKind.Relative));
        Assert.Equal("%SRCROOT%", artifact.GetProperty("uriBaseId").GetString());
        var region = physical.GetProperty("region");
        Assert.True(region.GetProperty("startLine").GetInt32() >= 1);
        Assert.All(region.EnumerateObject(), number => Assert.True(number.Value.GetInt32() >= 1, number.Name));
    }

    private static string Where(JsonElement location)
    {
        var physical = location.GetProperty("physicalLocation");
        return physical.GetProperty("artifactLocation").GetProperty("uri").GetString() + ":" + physical.GetProperty("region").GetProperty("startLine").GetInt32();
    }
}
