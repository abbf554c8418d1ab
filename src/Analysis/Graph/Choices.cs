namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Calls that run one of several implementations: what one of them does is not what the call does. A proxy to the service elsewhere often stands beside the service itself, and one query among fifty rules is no rule that queries.
/// </summary>
internal sealed class Choices
{
    private readonly Dictionary<(MethodNode, int), int> _of = [];
    private readonly Func<int, int> _needed;

    /// <param name="needed">How many of so many implementations.</param>
    public Choices(CodeGraph graph, Func<int, int> needed)
    {
        _needed = needed;
        var real = new Dictionary<(MethodNode, int), int>();
        foreach (var edge in graph.Focus.SelectMany(n => n.Edges).Where(IsChoice))
        {
            var call = (edge.From, edge.Site);
            _of.TryGetValue(call, out var count);
            _of[call] = count + 1;
            real.TryGetValue(call, out var plain);
            real[call] = IsDecorator(edge) ? plain : plain + 1;
        }

        // Around the only one decorators choose nothing.
        foreach (var call in real.Where(pair => pair.Value == 1).Select(pair => pair.Key))
        {
            _of[call] = 1;
        }
    }

    public int Needed(int of) => _needed(of);

    /// <summary>The number of implementations that the call of an edge can run; 1 for any other call.</summary>
    public int Of(CallEdge edge) => IsChoice(edge) && _of.TryGetValue((edge.From, edge.Site), out var count) ? count : 1;

    /// <summary>What only stands around another implementation of the same member is none of its own.</summary>
    private static bool IsDecorator(CallEdge edge)
    {
        var called = edge.From.Method.Sites[edge.Site].Target;
        return edge.To.Method.Sites.Any(s => s.Kind == Facts.SiteKind.VirtualCall && s.Target.Name == called.Name && s.Target.Type == called.Type && s.Receiver.Kind != Facts.ValueKind.This);
    }

    /// <summary>A handler is no choice: a message that has several runs them all.</summary>
    private static bool IsChoice(CallEdge edge)
    {
        var site = edge.From.Method.Sites[edge.Site];
        return site.Kind == Facts.SiteKind.VirtualCall && edge.Via is null && (edge.To.Method.Name == site.Target.Name || edge.To.Method.Implements.Any(m => m.Name == site.Target.Name));
    }
}
