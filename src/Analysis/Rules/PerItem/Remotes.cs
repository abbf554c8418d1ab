using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Items that are remote parties themselves: <c>foreach (var node in cluster) await node.StatsAsync();</c>, where a node asks at its own address, or through a client that it has made for that. Nobody else could be asked for all of them.
/// </summary>
internal sealed class Remotes(CodeGraph graph)
{
    /// <summary>Steps from a request to the address in it; longer ones compute.</summary>
    private const int Longest = 6;

    /// <param name="chain">The calls from the body with the loop to the one with the question.</param>
    /// <param name="isItem">Whether a value of the body with the loop is the item.</param>
    public bool Are(Question question, IReadOnlyList<CallEdge> chain, Func<ValueFact, bool> isItem)
    {
        if (chain.Count == 0 || chain.Any(e => e.Via is not null) || !IsItem(chain[0].From.Method, chain[0].From.Method.Sites[chain[0].Site].Receiver, isItem))
        {
            return false;
        }

        for (var level = 0; level < chain.Count; level++)
        {
            var body = chain[level].To;
            var call = body.Method.Sites[level + 1 < chain.Count ? chain[level + 1].Site : question.Site];
            if (call.Receiver.Kind != ValueKind.This)
            {
                // An extension of the client is handed it first.
                return !body.Method.Has(MethodTraits.Static) && (call.Arguments.Any(a => IsOwnAddress(body.Method, a, 0)) || IsOwnClient(body, call.Target.HasReceiver ? call.Receiver : Values.Argument(call, 0)));
            }
        }

        return false;
    }

    /// <summary>The item, or the value of a pair from a dictionary of them.</summary>
    private static bool IsItem(MethodFact method, ValueFact value, Func<ValueFact, bool> isItem) =>
        isItem(value) || (Values.Source(method, value) is { Target: { Type: "System.Collections.Generic.KeyValuePair`2", Name: "get_Value" } } pair && isItem(pair.Receiver));

    /// <summary>A text or an address that is put together from one that the object has.</summary>
    private static bool IsOwnAddress(MethodFact method, ValueFact value, int steps)
    {
        if (steps == Longest)
        {
            return false;
        }

        if (value.Kind == ValueKind.Field)
        {
            return Addresses.IsNamed(value.Text) && method.Sites.Any(s => s.Kind == SiteKind.FieldRead && s.Target.Id == value.Text && s.Receiver.Kind == ValueKind.This);
        }

        if (value.Kind == ValueKind.Many)
        {
            return value.Elements.Any(e => IsOwnAddress(method, e, steps + 1));
        }

        return Values.Source(method, value) is { } source
            && ((source.Receiver.Kind == ValueKind.This && source.Target.Name.StartsWith("get_", StringComparison.Ordinal) && Addresses.IsNamed(source.Target.Name))
                || source.Arguments.Any(a => IsOwnAddress(method, a, steps + 1))
                || (source.Target.HasReceiver && IsOwnAddress(method, source.Receiver, steps + 1))
                || (source.Target.Name == "ToStringAndClear" && method.Sites.Any(s => s.Target.Name == "AppendFormatted" && s.Receiver == source.Receiver && s.Arguments.Any(a => IsOwnAddress(method, a, steps + 1)))));
    }

    /// <summary>A client that the object keeps, or hands out to itself, and that its type makes for its own address.</summary>
    private bool IsOwnClient(MethodNode body, ValueFact client)
    {
        var type = client.Kind == ValueKind.Field ? body.Method.Sites.FirstOrDefault(s => s.Kind == SiteKind.FieldRead && s.Target.Id == client.Text && s.Receiver.Kind == ValueKind.This)?.Target.Returns
            : Values.Source(body.Method, client) is { Receiver.Kind: ValueKind.This } own && graph.IsOwn(own.Target.Assembly) ? own.Target.Returns
            : null;
        return type is not null && (graph.Types.Find(body.Assembly.Name, body.Method.Type)?.Methods ?? []).Any(maker =>
            maker.Method.Sites.Any(made => made.Kind == SiteKind.New && made.Target.Type == type.Name && made.Arguments.Any(a => IsOwnAddress(maker.Method, a, 0)))
            || maker.Method.Sites.Any(set => set.Target.Name == "set_BaseAddress" && set.Target.Type == type.Name && Values.Argument(set, 0) is { Kind: not ValueKind.Unknown } address && !IsFixed(maker.Method, address)));
    }

    /// <summary><c>new Uri("https://…")</c>: the same for all of them.</summary>
    private static bool IsFixed(MethodFact method, ValueFact address) =>
        address.Kind == ValueKind.Text || (Values.Source(method, address) is { Kind: SiteKind.New } made && Values.Argument(made, 0).Kind == ValueKind.Text);
}
