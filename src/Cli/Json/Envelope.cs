using IntentContracts.Analysis.Reports.Json;
using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Cli.Json;

/// <summary>
/// What every <c>--json</c> begins with: the version of these documents and the command. A change that breaks a reader is a new version; new properties are none.
/// The schema is docs/schemas/intent-cli-1.schema.json.
/// </summary>
internal static class Envelope
{
    public const int Version = 1;

    public static string Write(string command, Action<JsonWriter> content)
    {
        var json = new JsonWriter();
        using (json.Object())
        {
            json.Property("version", Version);
            json.Property("command", command);
            content(json);
        }

        return json.ToString();
    }

    /// <summary>An array of objects.</summary>
    public static void Each<T>(JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        using (json.Array(name))
        {
            foreach (var item in items)
            {
                using (json.Object())
                {
                    write(item);
                }
            }
        }
    }

    /// <summary>A place in source; null when it is not known.</summary>
    public static void Place(JsonWriter json, string name, Place place)
    {
        if (!place.IsKnown)
        {
            json.Null(name);
            return;
        }

        using (json.Object(name))
        {
            json.Property("file", place.File);
            json.Property("line", place.Line);
            json.Property("column", place.Column);
        }
    }
}
