using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>Readers of XML that fetch it themselves: <c>XmlReader.Create(feedUrl)</c> sends a request and waits for the answer. Of a file it opens it, as everything does.</summary>
internal sealed class XmlAddresses(GivenValues given)
{
    /// <summary>Callers further up than this nobody asks for a text.</summary>
    private const int Deepest = 3;

    private static readonly string[] Schemes = ["http://", "https://", "ftp://"];
    private static readonly string[] Addresses = ["url", "uri", "urlstring"];
    private static readonly string[] Files = ["path", "file", "filename", "fullname", "directory"];

    private enum Named
    {
        Unknown,
        File,
        Address,
    }

    /// <summary>Null where the call fetches nothing; else whether that is certain.</summary>
    public bool? Fetches(MethodNode node, SiteFact site) =>
        site.Target is { Type: "System.Xml.XmlReader", Name: "Create" } && site.Target.Id.StartsWith("M:System.Xml.XmlReader.Create(System.String", StringComparison.Ordinal)
            && Of(node, Values.Argument(site, 0), Deepest) is var named and not Named.File
                ? named == Named.Address
                : null;

    private Named Of(MethodNode node, ValueFact value, int depth) => value.Kind switch
    {
        ValueKind.Text => IsAddress(value.Text) ? Named.Address : Named.File,
        ValueKind.Field or ValueKind.Captured => OfName(value.Text),
        ValueKind.Parameter when depth > 0 && Values.Index(value) is { } position => OfAll([.. given.Arguments(node, position).Select(g => Of(g.Caller, g.Value, depth - 1))]),
        ValueKind.Result when Values.Source(node.Method, value) is { } made => OfMade(node, made, depth),
        _ => Named.Unknown,
    };

    private Named OfMade(MethodNode node, SiteFact made, int depth) => made.Target switch
    {
        { Type: "System.IO.Path" } => Named.File,
        { Type: "System.Uri" } => Named.Address,
        { Type: "System.String", Name: "Concat" or "Format" or "Trim" or "TrimEnd" } => OfFirst(node, made, depth),
        { Name: var name } when name.StartsWith("get_", StringComparison.Ordinal) => OfName(name),
        _ => Named.Unknown,
    };

    private Named OfFirst(MethodNode node, SiteFact made, int depth) =>
        (made.Target.HasReceiver ? made.Receiver : Values.Argument(made, 0)) is var first && depth > 0 && Of(node, first.Kind == ValueKind.Many && first.Elements.Count > 0 ? first.Elements[0] : first, depth - 1) is Named.Address ? Named.Address : Named.Unknown;

    private static Named OfAll(IReadOnlyList<Named> all) =>
        all.Contains(Named.Address) ? Named.Address : all.Count > 0 && all.All(n => n == Named.File) ? Named.File : Named.Unknown;

    private static Named OfName(string name) =>
        Ends(name, Addresses) ? Named.Address : Ends(name, Files) ? Named.File : Named.Unknown;

    private static bool Ends(string name, string[] with) => Array.Exists(with, w => name.EndsWith(w, StringComparison.OrdinalIgnoreCase));

    private static bool IsAddress(string text) => Array.Exists(Schemes, s => text.StartsWith(s, StringComparison.OrdinalIgnoreCase));
}
