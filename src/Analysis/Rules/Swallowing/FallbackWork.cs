using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>What a fallback of Polly stands in for.</summary>
internal sealed class FallbackWork(RuleContext context)
{
    private const int Longest = 20;

    private static readonly string[] Answers = ["NotFoundException", "ExistsException", "DuplicateException", "ConflictException", "ValidationException", "KeyNotFoundException", "OperationCanceledException", "TaskCanceledException"];

    /// <summary>By the builder that a policy is made with: <c>Policy&lt;int&gt;.Handle&lt;HttpRequestException&gt;().Or&lt;TimeoutException&gt;()</c>, <c>new PredicateBuilder&lt;int&gt;().Handle&lt;…&gt;()</c>.</summary>
    public FallbackFailures Taken(MethodNode node, ValueFact builder)
    {
        if (builder.Kind == ValueKind.Delegate)
        {
            // One that looks at what the failure says of itself, or at an answer, may pick.
            return context.Graph.Find(node.Assembly.Name, builder.Text) is { } asks && asks.Method.Sites.Any(s => s.Target.Name is "get_StatusCode" or "get_Number" or "get_SqlState" or "get_ErrorCode") ? FallbackFailures.Picked : FallbackFailures.Unclear;
        }

        var (any, picks, steps) = (false, false, 0);
        for (; steps < Longest && Values.Source(node.Method, builder) is { Kind: not SiteKind.New } made; steps++)
        {
            if (made.Target.Name is "Handle" or "Or" or "HandleInner" or "OrInner")
            {
                any = true;
                picks |= made.Arguments.Any(a => a.Kind == ValueKind.Delegate) || (made.Target.MethodArguments is { Count: > 0 } types && Array.Exists(Answers, a => types[types.Count - 1].Name.EndsWith(a, StringComparison.Ordinal)));
            }
            else if (made.Target.Name is not ("HandleResult" or "OrResult" or "op_Implicit" or "Build"))
            {
                return FallbackFailures.Unclear;
            }

            builder = made.Receiver.Kind is ValueKind.Result or ValueKind.New ? made.Receiver : Values.Argument(made, 0);
        }

        return steps == 0 ? FallbackFailures.Unclear : any && !picks ? FallbackFailures.Any : FallbackFailures.Picked;
    }

    /// <summary>What the pipeline or the policy that is made with something runs, in the same method, or by the field that it is kept in; null where the code does not show it.</summary>
    public Failure? Guarded(MethodNode node, ValueFact part)
    {
        var method = node.Method;
        var here = Runs(node, v => ComesOf(method, v, part));
        var fields = method.Sites.Where(s => s.Kind == SiteKind.FieldWrite && ComesOf(method, Values.Argument(s, 0), part)).Select(s => s.Target).ToList();
        return here.Concat(fields.SelectMany(field => context.Graph.Types.Find(node.Assembly.Name, field.Type)?.Methods.SelectMany(user => Runs(user, v => v == new ValueFact(ValueKind.Field, field.Id))) ?? []))
            .OrderByDescending(f => (f.Certain, f.IsEffect))
            .FirstOrDefault();
    }

    private IEnumerable<Failure> Runs(MethodNode node, Func<ValueFact, bool> isIt)
    {
        for (var i = 0; i < node.Method.Sites.Count; i++)
        {
            if (node.Method.Sites[i] is { Target.Name: "Execute" or "ExecuteAsync" } run && run.Target.Type.StartsWith("Polly.", StringComparison.Ordinal)
                && isIt(run.Receiver)
                && context.FailureAnalysis.Failures.At(node, i) is { } failure)
            {
                yield return failure;
            }
        }
    }

    /// <summary>Whether a value is at the end of a chain of calls, one of which is given something, or makes it: <c>builder.AddFallback(options).Build()</c>.</summary>
    private static bool ComesOf(MethodFact method, ValueFact value, ValueFact part)
    {
        for (var steps = 0; steps < Longest && value != part; steps++)
        {
            if (Values.Source(method, value) is not { } made)
            {
                return false;
            }

            if (made.Arguments.Contains(part))
            {
                return true;
            }

            value = made.Receiver.Kind is ValueKind.Result or ValueKind.New ? made.Receiver : Values.Argument(made, 0);
        }

        return value == part;
    }
}
