using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis.Findings.Sources;

/// <summary>
/// Where in a statement of several lines something is written. Symbols know a statement, from its first line to its last; whoever chains calls or hands over options wants to be sent to the call. The source is asked, where it is at hand; where it is not, or is not clear, the statement is the place.
/// </summary>
/// <param name="read">The text of a file; null when it is not on this machine or cannot be read.</param>
internal sealed class StatementLines(Func<string, string?> read)
{
    private readonly Dictionary<string, SourceFile?> _files = new(StringComparer.Ordinal);

    /// <param name="file">On this machine.</param>
    /// <param name="place">The statement.</param>
    public Place Of(MethodNode node, int site, string file, Place place)
    {
        var sites = node.Method.Sites;
        if (place.EndLine <= place.Line || WrittenName.Of(sites[site]) is not { } name || Source(file)?.WordsOf(place) is not { } words)
        {
            return place;
        }

        var written = new Mentions(words.Words).Of(name);
        var alike = Enumerable.Range(0, sites.Count).Where(i => sites[i].Span == sites[site].Span && WrittenName.Of(sites[i]) == name).ToList();
        var found = written.Count == alike.Count ? written[alike.IndexOf(site)]
            : written.Count > 0 && written.All(w => words.File.LineOf(w.At) == words.File.LineOf(written[0].At)) ? written[0]
            : (Word?)null;
        return found is { } word ? words.File.PlaceOf(word, place.File) : place;
    }

    private SourceFile? Source(string file)
    {
        if (!_files.TryGetValue(file, out var source))
        {
            _files.Add(file, source = read(file) is { } text ? new(text) : null);
        }

        return source;
    }
}
