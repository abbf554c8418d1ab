using System.Text.Json;
using IntentContracts.Shared;

namespace IntentContracts.AspNetCore;

/// <summary>Manifests as JSON. What is added later is added as further properties.</summary>
internal static class ManifestJson
{
    public static byte[] Write(IReadOnlyList<AssemblyManifest> assemblies)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new() { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("format", 1);
            Array(json, "assemblies", assemblies, assembly =>
            {
                json.WriteString("name", assembly.Name);
                json.WriteString("version", assembly.Version);
                Write(json, assembly.Manifest);
            });
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Manifest manifest)
    {
        Array(json, "intents", manifest.Intents, intent => Strings(json, intent.Span, ("target", intent.Target), ("attribute", intent.Attribute), ("arguments", intent.Text)));
        Array(json, "guards", manifest.Guards, guard =>
        {
            Strings(json, guard.Span, ("target", guard.Shell));
            List(json, "order", guard.Order);
        });
        Array(json, "conditions", manifest.Conditions, condition => Strings(json, condition.Span, ("target", condition.Target), ("kind", condition.Kind), ("condition", condition.Text), ("because", condition.Because)));
        Array(json, "machines", manifest.Machines, machine =>
        {
            Strings(json, machine.Span, ("type", machine.Type), ("member", machine.Member), ("initial", machine.Initial));
            List(json, "terminal", machine.Terminal);
            List(json, "states", machine.States);
        });
        Array(json, "transitions", manifest.Transitions, transition =>
        {
            Strings(json, transition.Span, ("type", transition.Type), ("target", transition.Shell), ("to", transition.To));
            List(json, "from", transition.From);
        });
        Array(json, "summaries", manifest.Summaries, summary => Strings(json, ManifestSpan.None, ("target", summary.Target), ("text", summary.Text)));
    }

    private static void Strings(Utf8JsonWriter json, ManifestSpan span, params ReadOnlySpan<(string Name, string Value)> properties)
    {
        foreach (var (name, value) in properties)
        {
            json.WriteString(name, value);
        }

        if (span.File.Length > 0)
        {
            json.WriteString("file", span.File);
            json.WriteNumber("line", span.Line);
        }
    }

    private static void List(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
