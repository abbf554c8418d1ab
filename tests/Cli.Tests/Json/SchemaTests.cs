using System.Text.Json;

namespace IntentContracts.Cli.Tests.Json;

/// <summary>What <c>--json</c> prints is what the published schema says: nothing is missing, nothing is undocumented.</summary>
public sealed class SchemaTests(Shop shop) : IClassFixture<Shop>
{
    private static readonly JsonElement s_schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "schemas", "intent-cli-1.schema.json"))).RootElement;

    [Theory]
    [InlineData("why", "http")]
    [InlineData("why", "Orders.PlaceAsync")]
    [InlineData("reach", "Endpoints.Import")]
    [InlineData("report")]
    [InlineData("brief")]
    [InlineData("config", "explain", "IC1401")]
    [InlineData("config", "explain", "IC0004")]
    public async Task An_answer_fits_its_schema(params string[] arguments) => Fits((await shop.RunAsync([.. arguments, "--json"])).Output);

    [Theory]
    [InlineData("explain", "IC1401")]
    [InlineData("explain")]
    public async Task So_does_one_that_needs_no_program(params string[] arguments) => Fits((await Intent.RunAsync([.. arguments, "--json"])).Output);

    private static void Fits(string output)
    {
        using var answer = JsonDocument.Parse(output);
        var command = answer.RootElement.GetProperty("command").GetString();
        var schema = s_schema.GetProperty("oneOf").EnumerateArray().Single(s => s.GetProperty("properties").GetProperty("command").GetProperty("const").GetString() == command);
        Assert.Empty(Wrong(answer.RootElement, schema, "$"));
    }

    private static IEnumerable<string> Wrong(JsonElement value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = s_schema.GetProperty("$defs").GetProperty(reference.GetString()!.Split('/')[^1]);
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object => OfObject(value, schema, at),
            JsonValueKind.Array => value.EnumerateArray().SelectMany((item, i) => Wrong(item, schema.GetProperty("items"), $"{at}[{i}]")),
            _ => Types(schema).Contains(Type(value)) || schema.TryGetProperty("const", out _) || (schema.TryGetProperty("enum", out var words) && words.EnumerateArray().Any(w => w.GetString() == value.GetString()))
                ? []
                : [at + " is " + value.GetRawText()],
        };
    }

    private static IEnumerable<string> OfObject(JsonElement value, JsonElement schema, string at)
    {
        var known = schema.GetProperty("properties");
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(n => n.GetString()!) : [];
        var missing = required.Where(name => !value.TryGetProperty(name, out _)).Select(name => at + " lacks " + name);
        return missing.Concat(value.EnumerateObject().SelectMany(p =>
            known.TryGetProperty(p.Name, out var inner) ? Wrong(p.Value, inner, at + "." + p.Name)
            : at == "$" && p.Name is "version" ? []
            : [at + "." + p.Name + " is not in the schema"]));
    }

    private static IEnumerable<string> Types(JsonElement schema) =>
        !schema.TryGetProperty("type", out var type) ? [] : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!) : [type.GetString()!];

    private static string Type(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "integer",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };
}
