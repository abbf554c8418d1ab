using System.Text.Json;
using Json.Schema;

namespace IntentContracts.Tasks.Tests.Builds;

/// <summary>What a published JSON schema says against a document, by a validator that is not ours.</summary>
internal static class JsonSchemas
{
    private static readonly EvaluationOptions s_options = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    /// <summary>
    /// The schema of SARIF 2.1.0, as Microsoft ships it with its matchers for jest. Against the one that OASIS published with errata 01 it lacks one demand that says something about
    /// our documents: that a region has a <c>startLine</c>.
    /// </summary>
    public static async Task<(JsonSchema? Schema, string Why)> Sarif()
    {
        var (text, why) = await NpmFile.Get("@microsoft/jest-sarif", "1.0.0-beta.0", "lib/schemas/sarif-2.1.0-rtm.5.json");

        // Draft 7, in which OASIS had it until the errata: of what the schema uses, the two drafts differ in the spelling of the id.
        return (text is null ? null : JsonSchema.FromText(text.Replace("json-schema.org/draft-04/", "json-schema.org/draft-07/", StringComparison.Ordinal).Replace("\"id\": \"https:", "\"$id\": \"https:", StringComparison.Ordinal)), why);
    }

    /// <summary>Our own schema of intent.json.</summary>
    public static JsonSchema Intent { get; } = JsonSchema.FromText(File.ReadAllText(Path.Combine(Repository.Root, "docs", "schemas", "intent-1.schema.json")));

    /// <summary>Place by place; nothing for a valid document, whose alternatives may well have failed one by one.</summary>
    public static IReadOnlyList<string> Wrong(JsonSchema schema, string document)
    {
        using var parsed = JsonDocument.Parse(document);
        var results = schema.Evaluate(parsed.RootElement, s_options);
        return results.IsValid ? [] : [.. from place in results.Details ?? [] from error in place.Errors ?? new Dictionary<string, string>() select $"{place.InstanceLocation}: {error.Key} {error.Value}"];
    }
}
