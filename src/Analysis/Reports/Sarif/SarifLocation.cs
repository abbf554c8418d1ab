using IntentContracts.Analysis.Reports.Json;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Analysis.Reports.Text;

namespace IntentContracts.Analysis.Reports.Sarif;

/// <summary>A place as a SARIF location. URIs are relative to the root of the checkout, which <c>%SRCROOT%</c> stands for (as CodeQL writes it).</summary>
internal static class SarifLocation
{
    public static void Write(JsonWriter json, Place place, string message, string? name = null)
    {
        using (json.Object(name))
        {
            using (json.Object("physicalLocation"))
            {
                using (json.Object("artifactLocation"))
                {
                    json.Property("uri", UriPath.Encode(place.File));
                    json.Property("uriBaseId", "%SRCROOT%");
                }

                Region(json, place);
            }

            if (message.Length > 0)
            {
                using (json.Object("message"))
                {
                    json.Property("text", message);
                }
            }
        }
    }

    // Code scanning asks for a region even where only the file is known; its first line stands for the whole file.
    private static void Region(JsonWriter json, Place place)
    {
        using (json.Object("region"))
        {
            json.Property("startLine", Math.Max(place.Line, 1));
            if (place.Line < 1 || place.Column < 1)
            {
                return;
            }

            json.Property("startColumn", place.Column);
            if (place.EndColumn < 1 || place.EndLine < place.Line || (place.EndLine == place.Line && place.EndColumn < place.Column))
            {
                return;
            }

            json.Property("endLine", place.EndLine);
            json.Property("endColumn", place.EndColumn);
        }
    }
}
