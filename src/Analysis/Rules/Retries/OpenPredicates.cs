using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>Questions about a failure that are always answered with yes: <c>=> true</c>, <c>=> exception is not null</c>.</summary>
internal static class OpenPredicates
{
    private const string Yes = "Polly.PredicateResult.True";
    private const string No = "Polly.PredicateResult.False";
    private const string Failed = "Polly.Outcome`1.get_Exception";

    /// <summary>Whether a member of our own says yes whatever it is given, also where it leaves the answer to another one that does.</summary>
    public static bool SaysYes(MethodNode? node) => SaysYes(node, 3);

    /// <summary>Whether it says no whatever it is given: <c>_ => PredicateResult.False()</c> switches a strategy off.</summary>
    public static bool SaysNo(MethodNode? node) => node is not null && Answers(node.Method).ToList() is { Count: > 0 } answers && answers.TrueForAll(a => IsNo(node.Method, a));

    /// <summary>Whether a when clause asks the exception, and only what is always true of it, or what has nothing to do with it.</summary>
    public static bool AreAllIn(CodeGraph graph, UnaskedFailures unasked, MethodNode node, RegionFact region)
    {
        var asked = node.Method.Sites.Where((s, i) => region.Filter.Contains(node.Method.Body.BlockOfSite[i]) && IsAsked(s)).ToList();
        return asked.Count > 0 && asked.TrueForAll(s => SaysYes(graph.Find(s.Target)) || unasked.Are(s));
    }

    public static bool IsAsked(SiteFact site) => site.Receiver.Kind == ValueKind.Caught || site.Arguments.Any(a => a.Kind == ValueKind.Caught);

    private static bool SaysYes(MethodNode? node, int depth) => node is not null && depth > 0 && Answers(node.Method).ToList() is { Count: > 0 } answers && answers.TrueForAll(a => IsYes(node, a, depth));

    private static IEnumerable<ValueFact> Answers(MethodFact method) => method.Body.Steps.Where(s => s.Kind == StepKind.Return).Select(s => s.Value);

    private static bool IsNo(MethodFact method, ValueFact answer) =>
        answer is { Kind: ValueKind.Number, Text: "0" }
        || (Values.Source(method, answer) is { } made && (made.Target.Type + "." + made.Target.Name == No || (IsWrapped(made) && IsNo(method, Values.Argument(made, 0)))));

    private static bool IsWrapped(SiteFact made) => made.Target is { Type: "System.Threading.Tasks.ValueTask", Name: "FromResult" } or { Type: "System.Threading.Tasks.ValueTask`1", Name: ".ctor" };

    private static bool IsYes(MethodNode node, ValueFact answer, int depth)
    {
        var method = node.Method;
        switch (answer.Kind)
        {
            case ValueKind.Number:
                return answer.Text != "0";
            case ValueKind.Parameter:
                // Of what is no flag, it answers that it is there.
                return Swallowing.Tasks.Answer(method.Returns).Name == "System.Boolean" && Values.Index(answer) is { } p && p < method.Parameters.Count && method.Parameters[p].Name.EndsWith("Exception", StringComparison.Ordinal);
            case ValueKind.Result or ValueKind.New when Values.Source(method, answer) is { } made:
                return made.Target.Type + "." + made.Target.Name == Yes
                    || made.Target.Type + "." + made.Target.Name == Failed
                    || (IsWrapped(made) ? IsYes(node, Values.Argument(made, 0), depth) : node.EdgesAt(Values.Index(answer)).ToList() is { Count: 1 } asked && asked[0].Certain && SaysYes(asked[0].To, depth - 1));
            default:
                return false;
        }
    }
}
