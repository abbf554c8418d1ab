using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Those who are told and tell nobody: <c>NullLogger.Instance</c>, and a callback that does nothing, in a field that never holds anything else.</summary>
internal sealed class MuteSinks(CodeGraph graph)
{
    private HashSet<string>? _loggers;
    private HashSet<string>? _callbacks;

    /// <summary>Whether what a call would record is recorded by nobody.</summary>
    public bool Is(MethodNode node, SiteFact call)
    {
        var sink = call.Target.HasReceiver ? call.Receiver : Values.Argument(call, 0);
        return IsNull(node.Method, sink) || (sink.Kind == ValueKind.Field && (call.Target.Name == "Invoke" ? Callbacks : Loggers).Contains(sink.Text));
    }

    private static bool IsNull(MethodFact method, ValueFact logger) =>
        (logger.Kind == ValueKind.Field && logger.Text.StartsWith("F:Microsoft.Extensions.Logging.Abstractions.NullLogger", StringComparison.Ordinal))
        || Values.Source(method, logger)?.Target.Type is "Microsoft.Extensions.Logging.Abstractions.NullLogger" or "Microsoft.Extensions.Logging.Abstractions.NullLogger`1";

    private HashSet<string> Loggers => _loggers ??= Only(
        graph.NodesNear(m => m.Type.StartsWith("Microsoft.Extensions.Logging.Abstractions.NullLogger", StringComparison.Ordinal)),
        (method, _, value) => IsNull(method, value));

    private HashSet<string> Callbacks => _callbacks ??= Only(graph.Nodes, (method, node, value) =>
        value.Kind == ValueKind.Delegate && graph.Find(node.Assembly.Name, value.Text) is { } body && EmptyBodies.DoesNothing(body));

    /// <summary>Fields of which every store that the code shows is such a value.</summary>
    private HashSet<string> Only(IEnumerable<MethodNode> nodes, Func<MethodFact, MethodNode, ValueFact, bool> isSuch)
    {
        var found = new Dictionary<string, bool>(StringComparer.Ordinal);
        var owners = new Dictionary<string, MethodRef>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            foreach (var store in node.Method.Sites.Where(s => s.Kind == SiteKind.FieldWrite))
            {
                owners[store.Target.Id] = store.Target;
                var known = isSuch(node.Method, node, Values.Argument(store, 0));
                found[store.Target.Id] = known && (!found.TryGetValue(store.Target.Id, out var before) || before);
            }
        }

        return new(found.Where(f => f.Value && KeptCallbacks.IsClosed(graph, owners[f.Key])).Select(f => f.Key), StringComparer.Ordinal);
    }
}
