namespace IntentContracts.Analysis.Graph;

/// <summary>How many implementations a call can run, of which it runs one.</summary>
internal sealed class ImplementationCounts
{
    private readonly Dictionary<(MethodNode, int), int> _of = [];

    public ImplementationCounts(CodeGraph graph)
    {
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
