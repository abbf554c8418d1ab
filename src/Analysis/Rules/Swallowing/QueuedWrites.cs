using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// <c>_ = _channel.Writer.WriteAsync(order);</c> into a bounded channel that the type makes itself: while it is full the write waits, and the caller has gone on; once it is completed the write fails, and what was to be written is lost.
/// </summary>
internal sealed class QueuedWrites(CodeGraph graph)
{
    /// <summary>BoundedChannelFullMode.Wait; all others leave something out on purpose, and wait for nothing.</summary>
    private const string Wait = "0";

    /// <summary>Null for any other call.</summary>
    public Failure? At(MethodNode node, int index)
    {
        var method = node.Method;
        return method.Sites[index] is { Target: { Type: "System.Threading.Channels.ChannelWriter`1", Name: "WriteAsync" } } write
            && Values.Source(method, write.Receiver) is { Target.Name: "get_Writer", Receiver: { Kind: ValueKind.Field } channel }
            && IsBounded(node, channel.Text)
                ? new(Names.Member(write.Target), Certain: false, IsEffect: false, [], write.Target)
                : null;
    }

    private bool IsBounded(MethodNode node, string field) =>
        Writes(node, field).ToList() is { Count: > 0 } writes && writes.TrueForAll(w => Values.Source(w.Method, w.Value) is { Target: { Type: "System.Threading.Channels.Channel", Name: "CreateBounded" } } made && Waits(w.Method, Values.Argument(made, 0)));

    private IEnumerable<(MethodFact Method, ValueFact Value)> Writes(MethodNode node, string field) =>
        graph.Types.Find(node.Assembly.Name, node.Owner(graph).Method.Type)?.Methods
            .SelectMany(m => m.Method.Sites.Where(s => s.Kind == SiteKind.FieldWrite && s.Target.Id == field).Select(s => (m.Method, Values.Argument(s, 0)))) ?? [];

    private static bool Waits(MethodFact method, ValueFact options) =>
        !method.Sites.Any(s => s.Receiver == options && s.Target.Name == "set_FullMode" && Values.Argument(s, 0) is not { Kind: ValueKind.Number, Text: Wait });
}
