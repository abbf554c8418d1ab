using IntentContracts.Analysis.Reports.Documents;
using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis.Reports.Html;

/// <summary>intent.html: everything that the Markdown pages say, in one file that needs no other, no network and no server, with search, filters and an explorer of paths.</summary>
internal static class HtmlDocument
{
    public const string Path = "intent.html";

    public static string Write(DocumentMap map, ReportOptions options)
    {
        var style = "\n" + HtmlAssets.Style();
        var script = "\n" + HtmlAssets.Script();
        var policy = "default-src 'none'; style-src " + HtmlAssets.Hash(style) + "; script-src " + HtmlAssets.Hash(script) + "; base-uri 'none'; form-action 'none'";
        var document = HtmlAssets.Frame();
        var html = new System.Text.StringBuilder();
        var at = 0;
        while (document.IndexOf("{{", at, StringComparison.Ordinal) is >= 0 and var open)
        {
            var close = document.IndexOf("}}", open, StringComparison.Ordinal);
            html.Append(document, at, open - at);
            html.Append(document.Substring(open + 2, close - open - 2) switch
            {
                "policy" => policy,
                "project" => HtmlText.Content(map.Report.Project),
                "style" => style,
                "data" => "\n" + HtmlData.Write(map, options),
                "script" => script,
                var name => throw new InvalidOperationException("Nothing is called " + name + "."),
            });
            at = close + 2;
        }

        return html.Append(document, at, document.Length - at).ToString();
    }
}
