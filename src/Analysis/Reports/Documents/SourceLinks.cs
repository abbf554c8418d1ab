using System.Globalization;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Analysis.Reports.Text;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>Places as a reader wants them: <c>src/Orders.cs:31</c>, a link where it is known what to link to.</summary>
/// <param name="prefix">Relative path or address of the source root; empty when there is none to link to.</param>
/// <param name="depth">How many folders below the documents folder the page stands.</param>
internal sealed class SourceLinks(string prefix, int depth)
{
    public string To(Place place)
    {
        if (!place.IsKnown)
        {
            return "";
        }

        var line = place.Line > 0 ? place.Line.ToString(CultureInfo.InvariantCulture) : "";
        var label = MarkdownText.Code(line.Length > 0 ? place.File + ":" + line : place.File);
        return prefix.Length == 0 ? label : MarkdownText.Link(label, Target(place.File) + (line.Length > 0 ? "#L" + line : ""));
    }

    private string Target(string file)
    {
        var root = prefix[prefix.Length - 1] == '/' ? prefix : prefix + "/";
        return root.Contains("://") ? root + UriPath.Encode(file) : string.Concat(Enumerable.Repeat("../", depth)) + UriPath.Encode(root + file);
    }
}
