using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Requests whose address begins with the item, or with a text of it: <c>new Uri($"{authority}/.well-known/keys")</c>, <c>http.PostAsync(node.Id + "/reload", null)</c> where no client of the program has a base address. What an absolute address begins with says
/// who is asked; that all of them are one, the code does not show.
/// </summary>
internal sealed class ItemHosts(CodeGraph graph)
{
    /// <summary>Steps from a request to the item; longer ones compute.</summary>
    private const int Longest = 24;

    /// <summary>What keeps the beginning of a text.</summary>
    private static readonly HashSet<string> Spellings = new(StringComparer.Ordinal)
    {
        "ToString", "get_AbsoluteUri", "get_OriginalString", "Trim", "TrimEnd", "TrimStart", "Replace", "ToLowerInvariant", "ToLower", "ConfigureAwait",
    };

    private readonly Lazy<bool> _isBaseSet = new(() => graph.Sites.Of(m => m is { Type: "System.Net.Http.HttpClient", Name: "set_BaseAddress" }).Any());

    /// <summary>One body on the way, and how it was come to.</summary>
    /// <param name="Call">The call above that hands over arguments; null where a lambda sees what stands above it, and nothing else is known.</param>
    private sealed record Level(MethodNode Node, Level? Above, SiteFact? Call);

    /// <param name="chain">The calls from the body with the loop to the one with the question.</param>
    /// <param name="isItem">Whether a value of the body with the loop is the item.</param>
    public bool Are(Question question, IReadOnlyList<CallEdge> chain, Func<ValueFact, bool> isItem)
    {
        if (question.Category != EffectCategory.Http || Addresses.In(question) is not { } address)
        {
            return false;
        }

        var level = new Level(chain.Count > 0 ? chain[0].From : question.Node, null, null);
        foreach (var edge in chain)
        {
            var call = level.Node.Method.Sites[edge.Site];
            level = new(edge.To, level, edge.Via is null && GivenValues.IsCallOf(call, edge.To.Method) ? call : null);
        }

        return Begins(level, address, isAbsolute: false, isObject: false, isItem, Longest);
    }

    /// <param name="isAbsolute">Whether the text is known to be more than a path.</param>
    /// <param name="isObject">Whether it is only a property of the value that is asked for.</param>
    private bool Begins(Level at, ValueFact value, bool isAbsolute, bool isObject, Func<ValueFact, bool> isItem, int steps)
    {
        if (steps == 0)
        {
            return false;
        }

        var method = at.Node.Method;
        if (at.Above is null && value.Kind != ValueKind.Unknown && isItem(value))
        {
            return isAbsolute || !_isBaseSet.Value;
        }

        switch (value.Kind)
        {
            case ValueKind.Parameter when at is { Above: { } above, Call: { } call } && Values.Index(value) is { } parameter:
                return Begins(above, Values.Argument(call, parameter), isAbsolute, isObject, isItem, steps - 1);
            case ValueKind.Captured when at.Above is { } around && around.Node.Method.Body.Steps.FirstOrDefault(s => s.Kind == StepKind.Capture && s.Slot == value.Text) is { } seen:
                return Begins(around, seen.Value, isAbsolute, isObject, isItem, steps - 1);
            case ValueKind.Local when method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Slot == value.Text).ToList() is { Count: 1 } writes:
                return Begins(at, writes[0].Value, isAbsolute, isObject, isItem, steps - 1);
        }

        if (Values.Source(method, value) is not { } source)
        {
            return false;
        }

        if (Addresses.BuiltFrom(method, source) is { } built)
        {
            return Begins(at, built, isAbsolute: true, isObject: false, isItem, steps - 1);
        }

        if (source is { Kind: SiteKind.New, Target.Type: "System.Uri" })
        {
            return Begins(at, Values.Argument(source, 0), isAbsolute || source.Target.ParameterCount == 1, isObject: false, isItem, steps - 1);
        }

        if (HostOf(method, source) is { } host)
        {
            return Begins(at, host, isAbsolute: true, isObject: false, isItem, steps - 1);
        }

        if (First(method, source) is { } first)
        {
            return Begins(at, first, isAbsolute, isObject, isItem, steps - 1);
        }

        if (source.Target is { HasReceiver: true, ParameterCount: 0 } && source.Target.Name.StartsWith("get_", StringComparison.Ordinal))
        {
            return Begins(at, source.Receiver, isAbsolute, isObject: true, isItem, steps - 1);
        }

        return source.Kind is SiteKind.Call or SiteKind.VirtualCall && (isObject
            ? source.Arguments.Any(a => Begins(at, a, isAbsolute, isObject: false, isItem, steps - 1)) // read by a key, or out of a text: Parse(provider.Connection).Url
            : IsReturned(at, value, source, isAbsolute, isItem, steps - 1));
    }

    /// <summary>What stands behind <c>://</c> in a text that is put together, whatever scheme is before it: <c>$"{scheme}://{node.Name}/reload"</c>.</summary>
    private static ValueFact? HostOf(MethodFact method, SiteFact put)
    {
        IReadOnlyList<ValueFact> pieces = put.Target switch
        {
            { Type: "System.String", Name: "Concat" } => Values.Argument(put, 0) is { Kind: ValueKind.Many } many ? many.Elements : put.Arguments,
            { Name: "ToStringAndClear" } => [.. method.Sites.Where(s => s.Receiver == put.Receiver && s.Target.Name.StartsWith("Append", StringComparison.Ordinal)).Select(s => Values.Argument(s, 0))],
            _ => [],
        };
        for (var i = 0; i < Math.Min(2, pieces.Count - 1); i++)
        {
            if (pieces[i] is { Kind: ValueKind.Text } text && text.Text.EndsWith("://", StringComparison.Ordinal))
            {
                return pieces[i + 1];
            }
        }

        return null;
    }

    /// <summary>What a text that is put together begins with; null for any other call.</summary>
    private static ValueFact? First(MethodFact method, SiteFact put)
    {
        if (Spellings.Contains(put.Target.Name) && put.Target.HasReceiver)
        {
            return put.Receiver;
        }

        return put.Target switch
        {
            { Type: "System.String", Name: "Concat" } => Values.Argument(put, 0) is { Kind: ValueKind.Many, Elements: { Count: > 0 } pieces } ? pieces[0] : Values.Argument(put, 0),
            { Type: "System.String", Name: "Format" } when Values.Argument(put, 0) is { Kind: ValueKind.Text } pattern =>
                pattern.Text.StartsWith("{0", StringComparison.Ordinal) ? Values.Argument(put, 1) is { Kind: ValueKind.Many, Elements: { Count: > 0 } given } ? given[0] : Values.Argument(put, 1) : pattern,
            { Name: "ToStringAndClear" } => method.Sites.FirstOrDefault(s => s.Receiver == put.Receiver && s.Target.Name.StartsWith("Append", StringComparison.Ordinal)) is { } appended ? Values.Argument(appended, 0) : null,
            _ => null,
        };
    }

    /// <summary>An own helper that puts the address together: what it returns begins with what it is given.</summary>
    private bool IsReturned(Level at, ValueFact value, SiteFact source, bool isAbsolute, Func<ValueFact, bool> isItem, int steps) =>
        at.Node.EdgesAt(Values.Index(value)).Any(e => e.Via is null && GivenValues.IsCallOf(source, e.To.Method)
            && e.To.Method.Body.Steps.Where(s => s.Kind == StepKind.Return && s.Value.Kind != ValueKind.Null).ToList() is { Count: > 0 } returned
            && returned.TrueForAll(s => Begins(new(e.To, at, source), s.Value, isAbsolute, isObject: false, isItem, steps)));
}
