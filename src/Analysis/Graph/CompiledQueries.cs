using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Delegates that Entity Framework has made of a query (<c>EF.CompileQuery</c>, <c>EF.CompileAsyncQuery</c>): to invoke one is to ask the database.</summary>
internal sealed class CompiledQueries
{
    private const string Maker = "Microsoft.EntityFrameworkCore.EF";

    private readonly Dictionary<string, bool> _fields = new(StringComparer.Ordinal);

    public CompiledQueries(CodeGraph graph)
    {
        foreach (var node in graph.NodesNear(m => m.Type == Maker))
        {
            foreach (var site in node.Method.Sites)
            {
                if (site.Kind == SiteKind.FieldWrite && IsSynchronous(node.Method, Values.Argument(site, 0)) is { } synchronous)
                {
                    _fields[site.Target.Id] = synchronous;
                }
            }
        }
    }

    /// <summary>Whether a call that runs a compiled query waits for its rows; null for any other call.</summary>
    public bool? Waits(MethodFact method, SiteFact site) =>
        site.Target.Name != "Invoke" ? null
        : site.Receiver.Kind == ValueKind.Field ? _fields.TryGetValue(site.Receiver.Text, out var waits) ? waits : null
        : IsSynchronous(method, site.Receiver);

    private static bool? IsSynchronous(MethodFact method, ValueFact value) =>
        Values.Source(method, value) is { Target: { Type: Maker, Name: "CompileQuery" or "CompileAsyncQuery" } made } ? made.Name == "CompileQuery" : null;
}
