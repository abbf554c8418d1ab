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
        if (chain.Any(e => e.Via is not null || e.Site < 0))
        {
            return false;
        }

        // The item is asked itself, or is handed on to who asks it: foreach (var node in cluster) await ReportAsync(node);
        var first = Enumerable.Range(0, chain.Count).Where(level => IsItem(chain, level, chain[level].From.Method.Sites[chain[level].Site].Receiver, isItem)).DefaultIfEmpty(-1).First();
        for (var level = first; level >= 0 && level < chain.Count; level++)
        {
            var body = chain[level].To;
            var call = body.Method.Sites[level + 1 < chain.Count ? chain[level + 1].Site : question.Site];
            if (call.Receiver.Kind != ValueKind.This)
            {
                // An extension of the client is handed it first.
                return !body.Method.Has(MethodTraits.Static) && (call.Arguments.Any(a => IsOwnAddress(chain, first, level + 1, a, 0)) || IsOwnClient(body, call.Target.HasReceiver ? call.Receiver : Values.Argument(call, 0)));
            }
        }

        return false;
    }

    /// <summary>The item where it is, or the parameter that it is handed to.</summary>
    private static bool IsItem(IReadOnlyList<CallEdge> chain, int level, ValueFact value, Func<ValueFact, bool> isItem)
    {
        for (; level > 0; level--)
        {
            var call = chain[level - 1].From.Method.Sites[chain[level - 1].Site];
            if (value.Kind != ValueKind.Parameter || Values.Index(value) is not { } parameter || !GivenValues.IsCallOf(call, chain[level - 1].To.Method))
            {
                return false;
            }

            value = Values.Argument(call, parameter);
        }

        return IsItem(chain[0].From.Method, value, isItem);
    }

    /// <summary>An address of the object's own, also where another method of it has put that together, or the request with it, and hands it down.</summary>
    /// <param name="first">Where the object is called.</param>
    private static bool IsOwnAddress(IReadOnlyList<CallEdge> chain, int first, int level, ValueFact value, int steps)
    {
        for (; level > first + 1 && value.Kind == ValueKind.Parameter && Values.Index(value) is { } parameter; level--)
        {
            value = Values.Argument(chain[level - 1].From.Method.Sites[chain[level - 1].Site], parameter);
        }

        return IsOwnAddress(chain[level - 1].To, value, steps);
    }

    /// <summary>The item, or the value of a pair from a dictionary of them.</summary>
    private static bool IsItem(MethodFact method, ValueFact value, Func<ValueFact, bool> isItem) =>
        isItem(value) || (Values.Source(method, value) is { Target: { Type: "System.Collections.Generic.KeyValuePair`2", Name: "get_Value" } } pair && isItem(pair.Receiver));

    /// <summary>A text or an address that is put together from one that the object has.</summary>
    private static bool IsOwnAddress(MethodNode body, ValueFact value, int steps)
    {
        if (steps == Longest)
        {
            return false;
        }

        var method = body.Method;
        if (value.Kind == ValueKind.Local)
        {
            return method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Slot == value.Text && IsOwnAddress(body, s.Value, steps + 1));
        }

        if (value.Kind == ValueKind.Field)
        {
            return Addresses.IsNamed(value.Text) && method.Sites.Any(s => s.Kind == SiteKind.FieldRead && s.Target.Id == value.Text && s.Receiver.Kind == ValueKind.This);
        }

        if (value.Kind == ValueKind.Many)
        {
            return value.Elements.Any(e => IsOwnAddress(body, e, steps + 1));
        }

        return Values.Source(method, value) is { } source
            && ((source.Receiver.Kind == ValueKind.This && source.Target.Name.StartsWith("get_", StringComparison.Ordinal) && Addresses.IsNamed(source.Target.Name))
                || source.Arguments.Any(a => IsOwnAddress(body, a, steps + 1))
                || (source.Receiver.Kind == ValueKind.This && body.EdgesAt(Values.Index(value)).Any(e => e.Via is null && GivenValues.IsCallOf(source, e.To.Method)
                    && e.To.Method.Body.Steps.Any(s => s.Kind == StepKind.Return && IsOwnAddress(e.To, s.Value, steps + 1))))
                || (source.Target.HasReceiver && IsOwnAddress(body, source.Receiver, steps + 1))
                || (source.Target.Name == "ToStringAndClear" && method.Sites.Any(s => s.Target.Name == "AppendFormatted" && s.Receiver == source.Receiver && s.Arguments.Any(a => IsOwnAddress(body, a, steps + 1)))));
    }

    /// <summary>A client that the object keeps, or hands out to itself, and that its type makes for its own address.</summary>
    private bool IsOwnClient(MethodNode body, ValueFact client)
    {
        var type = client.Kind == ValueKind.Field ? body.Method.Sites.FirstOrDefault(s => s.Kind == SiteKind.FieldRead && s.Target.Id == client.Text && s.Receiver.Kind == ValueKind.This)?.Target.Returns
            : Values.Source(body.Method, client) is { Receiver.Kind: ValueKind.This } own && graph.IsOwn(own.Target.Assembly) ? own.Target.Returns
            : null;
        return type is not null && (graph.Types.Find(body.Assembly.Name, body.Method.Type)?.Methods ?? []).Any(maker =>
            maker.Method.Sites.Any(made => made.Kind == SiteKind.New && made.Target.Type == type.Name && made.Arguments.Any(a => IsOwnAddress(maker, a, 0)))
            || maker.Method.Sites.Any(set => set.Target.Name == "set_BaseAddress" && set.Target.Type == type.Name && Values.Argument(set, 0) is { Kind: not ValueKind.Unknown } address && !IsFixed(maker.Method, address)));
    }

    /// <summary><c>new Uri("https://…")</c>: the same for all of them.</summary>
    private static bool IsFixed(MethodFact method, ValueFact address) =>
        address.Kind == ValueKind.Text || (Values.Source(method, address) is { Kind: SiteKind.New } made && Values.Argument(made, 0).Kind == ValueKind.Text);
}
