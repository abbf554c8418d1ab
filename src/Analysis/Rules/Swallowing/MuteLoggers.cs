using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Loggers that write nowhere: <c>NullLogger.Instance</c>, also in a field that never holds anything else.</summary>
internal sealed class MuteLoggers(CodeGraph graph)
{
    private HashSet<string>? _fields;

    /// <summary>Whether what a call would record is recorded by nobody.</summary>
    public bool Is(MethodNode node, SiteFact call)
    {
        var logger = call.Target.HasReceiver ? call.Receiver : Values.Argument(call, 0);
        return IsNull(node.Method, logger) || (logger.Kind == ValueKind.Field && Fields.Contains(logger.Text));
    }

    private static bool IsNull(MethodFact method, ValueFact logger) =>
        (logger.Kind == ValueKind.Field && logger.Text.StartsWith("F:Microsoft.Extensions.Logging.Abstractions.NullLogger", StringComparison.Ordinal))
        || Values.Source(method, logger)?.Target.Type is "Microsoft.Extensions.Logging.Abstractions.NullLogger" or "Microsoft.Extensions.Logging.Abstractions.NullLogger`1";

    private HashSet<string> Fields => _fields ??= Find();

    private HashSet<string> Find()
    {
        var found = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var node in graph.NodesNear(m => m.Type.StartsWith("Microsoft.Extensions.Logging.Abstractions.NullLogger", StringComparison.Ordinal)))
        {
            foreach (var store in node.Method.Sites.Where(s => s.Kind == SiteKind.FieldWrite))
            {
                var isNull = IsNull(node.Method, Values.Argument(store, 0));
                found[store.Target.Id] = isNull && (!found.TryGetValue(store.Target.Id, out var before) || before);
            }
        }

        return new(found.Where(f => f.Value).Select(f => f.Key), StringComparer.Ordinal);
    }
}
