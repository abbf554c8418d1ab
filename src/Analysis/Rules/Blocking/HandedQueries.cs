using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// <c>static List&lt;T&gt; Kept&lt;T&gt;(this IEnumerable&lt;T&gt; rows, Func&lt;T, bool&gt; isKept) => rows.Where(isKept).ToList();</c>: a helper for any sequence waits for a database where a caller gives it a query, and for nothing where another gives it a list.
/// </summary>
internal sealed class HandedQueries(GivenValues given, QueryOrigins queries)
{
    private const string Sequence = "System.Collections.Generic.IEnumerable`1";

    /// <summary>The surest query that anybody gives for a sequence; a list where nobody does.</summary>
    public QueryOrigin Of(MethodNode node, ValueFact sequence) =>
        Parameter(node.Method, sequence) is { } parameter
            ? given.Arguments(node, parameter).Select(a => Of(a.Caller, a.Value, IsQuery(a.Caller, a.Value))).DefaultIfEmpty(QueryOrigin.Memory).Max()
            : QueryOrigin.Memory;

    /// <summary>Whether what a way to the helper hands over for a sequence is a list: nothing is waited for on it.</summary>
    public bool IsListOn(MethodNode node, ValueFact sequence, Way way) =>
        Parameter(node.Method, sequence) is { } parameter
        && !(way.Into(node) is { } call && Values.Argument(call.From.Method.Sites[call.Site], parameter) is var value && Of(call.From, value, IsQuery(call.From, value)) != QueryOrigin.Memory);

    private QueryOrigin Of(MethodNode caller, ValueFact value, bool isQuery) => isQuery ? queries.Of(caller, value) : QueryOrigin.Memory;

    /// <summary>The parameter that a sequence is, or is made of by operators; null where it is no parameter, or the helper asks which kind of sequence it is.</summary>
    private static int? Parameter(MethodFact method, ValueFact sequence)
    {
        while (sequence.Kind == ValueKind.Result && Values.Source(method, sequence) is { Target.Type: "System.Linq.Enumerable" } made && StaticTypes.Of(method, sequence)?.Name == Sequence)
        {
            sequence = Values.Argument(made, 0);
        }

        return sequence.Kind == ValueKind.Parameter && !method.Has(MethodTraits.Iterator) && StaticTypes.Of(method, sequence)?.Name == Sequence
            && !method.Body.Blocks.Any(b => b.OfType.Length > 0 && b.Tested == sequence) && !method.Body.Steps.Any(s => s.Kind == StepKind.TypeTest && s.Value == sequence)
            ? Values.Index(sequence)
            : null;
    }

    private static bool IsQuery(MethodNode caller, ValueFact value) => QueryOrigins.IsQuery(StaticTypes.Of(caller.Method, value));
}
