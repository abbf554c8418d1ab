using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Values that have no room for an exception: numbers, codes, states. Whoever has one of them knows what kind of failure it was, and not which.</summary>
internal static class SmallValues
{
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "System.Boolean", "System.Char", "System.SByte", "System.Byte", "System.Int16", "System.UInt16", "System.Int32", "System.UInt32", "System.Int64", "System.UInt64", "System.IntPtr", "System.UIntPtr",
        "System.Single", "System.Double", "System.Decimal", "System.Guid", "System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly", "System.TimeSpan", "System.Nullable`1", "System.Net.HttpRequestError",
        "System.Net.Sockets.SocketError", "System.Xml.Schema.XmlSeverityType",
    };

    /// <summary>What libraries call the enumerations by which their exceptions are told apart: <c>HttpStatusCode</c>, <c>WebExceptionStatus</c>. Metadata says of a foreign type no more than its name.</summary>
    private static readonly string[] Endings = ["Code", "Status", "Reason", "Kind", "Severity"];

    /// <summary>Whether a call returns one.</summary>
    public static bool Are(CodeGraph graph, MethodRef target) =>
        target.Type == "System.Nullable`1" || ((graph.Find(target)?.Method.Returns ?? target.Returns) is { } type && Is(graph, type));

    public static bool Is(CodeGraph graph, TypeName type) =>
        Types.Contains(type.Name)
        || (graph.Types.Find(type.Assembly, type.Name) is { } own
            ? own.Fact.Base?.Name == "System.Enum"
            : Endings.Any(e => type.Name.EndsWith(e, StringComparison.Ordinal)));
}
