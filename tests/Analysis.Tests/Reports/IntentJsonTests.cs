using System.Text.Json;
using System.Text.RegularExpressions;
using IntentContracts.Analysis.Reports.Json;

namespace IntentContracts.Analysis.Tests.Reports;

public sealed class IntentJsonTests
{
    private static readonly JsonElement s_schema =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "schemas", "intent-1.schema.json"))).RootElement;

    [Fact]
    public void Report_IsWhatItsSchemaSays()
    {
        Assert.Empty(Violations(JsonDocument.Parse(IntentJson.Write(SampleReport.Full)).RootElement));
        Assert.Empty(Violations(JsonDocument.Parse(IntentJson.Write(SampleReport.Empty)).RootElement));
    }

    [Fact]
    public void Report_NamesItsSchema() =>
        Assert.Equal(IntentJson.Schema, s_schema.GetProperty("$id").GetString());

    [Theory]
    [InlineData("""{ "version": 1 }""", "$: project is missing")]
    [InlineData("""{ "version": 2 }""", "$.version: is not 1")]
    [InlineData("""{ "surprise": 1 }""", "$: surprise is not known")]
    [InlineData("""{ "project": 1 }""", "$.project: is not string")]
    [InlineData("""{ "findings": [ { "ruleId": "CS0001" } ] }""", "$.findings[0].ruleId: does not match")]
    [InlineData("""{ "exceptions": [ { "status": "late" } ] }""", "$.exceptions[0].status: is not one of")]
    public void Validation_Notices(string json, string violation) =>
        Assert.Contains(Violations(JsonDocument.Parse(json).RootElement), v => v.StartsWith(violation, StringComparison.Ordinal));

    private static List<string> Violations(JsonElement document)
    {
        var violations = new List<string>();
        Check(document, s_schema, "$", violations);
        return violations;
    }

    // As much of JSON Schema as the schema uses; a keyword that it does not know fails the test. Stricter in one way: readers ignore properties
    // that they do not know, we do not write any that the schema does not name.
    private static void Check(JsonElement value, JsonElement schema, string at, List<string> violations)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            switch (keyword.Name)
            {
                case "$schema" or "$id" or "$defs" or "title" or "description":
                    break;
                case "$ref":
                    Check(value, s_schema.GetProperty("$defs").GetProperty(keyword.Value.GetString()!["#/$defs/".Length..]), at, violations);
                    break;
                case "type":
                    IEnumerable<string?> types = keyword.Value.ValueKind == JsonValueKind.Array ? keyword.Value.EnumerateArray().Select(t => t.GetString()) : [keyword.Value.GetString()];
                    Require(types.Contains(TypeOf(value)), "is not " + string.Join(" or ", types));
                    break;
                case "const":
                    Require(value.GetRawText() == keyword.Value.GetRawText(), "is not " + keyword.Value);
                    break;
                case "enum":
                    Require(keyword.Value.EnumerateArray().Any(v => v.GetRawText() == value.GetRawText()), "is not one of " + keyword.Value);
                    break;
                case "pattern":
                    Require(value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!), "does not match " + keyword.Value);
                    break;
                case "minimum":
                    Require(value.ValueKind != JsonValueKind.Number || value.GetInt32() >= keyword.Value.GetInt32(), "is below " + keyword.Value);
                    break;
                case "required" when value.ValueKind == JsonValueKind.Object:
                    foreach (var name in keyword.Value.EnumerateArray())
                    {
                        Require(value.TryGetProperty(name.GetString()!, out _), name + " is missing");
                    }

                    break;
                case "properties" when value.ValueKind == JsonValueKind.Object:
                    foreach (var property in value.EnumerateObject())
                    {
                        var isKnown = keyword.Value.TryGetProperty(property.Name, out var inner);
                        Require(isKnown, property.Name + " is not known");
                        if (isKnown)
                        {
                            Check(property.Value, inner, at + "." + property.Name, violations);
                        }
                    }

                    break;
                case "items" when value.ValueKind == JsonValueKind.Array:
                    foreach (var (i, item) in value.EnumerateArray().Index())
                    {
                        Check(item, keyword.Value, at + "[" + i + "]", violations);
                    }

                    break;
                case "required" or "properties" or "items":
                    break;
                default:
                    Assert.Fail("The test does not know the keyword " + keyword.Name);
                    break;
            }
        }

        void Require(bool holds, string otherwise)
        {
            if (!holds)
            {
                violations.Add(at + ": " + otherwise);
            }
        }
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "integer",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };
}
