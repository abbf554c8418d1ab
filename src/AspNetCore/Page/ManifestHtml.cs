using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace IntentContracts.AspNetCore;

/// <summary>Manifests as one page. It loads nothing and runs nothing, and every text in it is encoded.</summary>
internal static class ManifestHtml
{
    private const string Style =
        "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1d2330;background:#fff}"
        + "table{border-collapse:collapse;width:100%;margin:.5rem 0 2rem}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #d9dee7}"
        + "code{font:13px/1.5 ui-monospace,monospace;overflow-wrap:anywhere}h2{margin-top:2.5rem}";

    /// <summary>Nothing but this one style sheet, known by its hash (CSP Level 3, section 2.3.1).</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static byte[] Write(IReadOnlyList<AssemblyManifest> assemblies)
    {
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Intent contracts</title><style>").Append(Style).Append("</style></head>\n<body>\n<h1>Intent contracts</h1>\n");
        if (assemblies.Count == 0)
        {
            html.Append("<p>No loaded assembly declares any.</p>\n");
        }

        foreach (var (name, version, manifest) in assemblies)
        {
            html.Append("<h2>").Append(Text(name)).Append(' ').Append(Text(version)).Append("</h2>\n");
            Table(html, "Intents", ["Target", "Intent", "Arguments", "Where"], manifest.Intents.Select(i => new[] { i.Target, Short(i.Attribute), i.Text, Where(i.Span) }));
            Table(html, "Guards, outermost first", ["Target", "Guards", "Where"], manifest.Guards.Select(g => new[] { g.Shell, string.Join(" → ", g.Order), Where(g.Span) }));
            Table(html, "Conditions", ["Target", "Kind", "Condition", "Because", "Where"], manifest.Conditions.Select(c => new[] { c.Target, c.Kind, c.Text, c.Because, Where(c.Span) }));
            Table(html, "State machines", ["Type", "Member", "Initial", "Terminal", "States"], manifest.Machines.Select(m => new[] { m.Type, m.Member, m.Initial, string.Join(", ", m.Terminal), string.Join(", ", m.States) }));
            Table(html, "Transitions", ["Target", "From", "To", "Where"], manifest.Transitions.Select(t => new[] { t.Shell, string.Join(", ", t.From), t.To, Where(t.Span) }));
            Table(html, "Summaries", ["Target", "Summary"], manifest.Summaries.Select(s => new[] { s.Target, s.Text }));
        }

        return Encoding.UTF8.GetBytes(html.Append("</body>\n</html>\n").ToString());
    }

    private static void Table(StringBuilder html, string title, string[] columns, IEnumerable<string[]> rows)
    {
        var cells = rows.ToList();
        if (cells.Count == 0)
        {
            return;
        }

        html.Append("<h3>").Append(Text(title)).Append("</h3>\n<table><thead><tr>");
        foreach (var column in columns)
        {
            html.Append("<th scope=\"col\">").Append(Text(column)).Append("</th>");
        }

        html.Append("</tr></thead><tbody>\n");
        foreach (var row in cells)
        {
            html.Append("<tr>");
            foreach (var cell in row)
            {
                html.Append("<td><code>").Append(Text(cell)).Append("</code></td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody></table>\n");
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);

    private static string Where(Shared.ManifestSpan span) => span.File.Length == 0 ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{span.File}:{span.Line}");

    private static string Short(string attribute)
    {
        var name = attribute[(attribute.LastIndexOf('.') + 1)..];
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name;
    }
}
