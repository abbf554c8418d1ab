using IntentContracts.Analysis.Reports.Json;
using IntentContracts.Analysis.Reports.Text;

namespace IntentContracts.Analysis.Reports.Html;

/// <summary>Text from source inside an HTML document, where it must be read and never act.</summary>
internal static class HtmlText
{
    /// <summary>
    /// As a JSON literal inside a script element. An HTML parser looks for <c>&lt;/script</c> and <c>&lt;!--</c> before any JSON parser sees a quote
    /// (HTML Living Standard, "Restrictions for contents of script elements"): without a <c>&lt;</c> neither can be there.
    /// </summary>
    public static string Literal(string text) =>
        JsonText.Quote(PlainText.OneLine(text)).Replace("<", "\\u003c").Replace(">", "\\u003e").Replace("&", "\\u0026");

    /// <summary>As the content of an element.</summary>
    public static string Content(string text) =>
        PlainText.OneLine(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;");
}
