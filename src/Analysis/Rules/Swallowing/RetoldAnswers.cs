using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// New exceptions of ours that repeat what the caught one says of itself, and have a place for the cause that is left empty: <c>catch (FormatException e) { throw new BadCode($"code {code}: {e.Message}"); }</c>. Whoever repeats it does not say it
/// better.
/// </summary>
internal static class RetoldAnswers
{
    public static bool Are(CodeGraph graph, MethodFact method, ValueFact made, Caught caught) =>
        Values.Source(method, made) is { Kind: SiteKind.New } constructed
        && caught.Of(made) == Trace.Part
        && graph.IsOwn(constructed.Target.Assembly)
        && (TakesCause(constructed.Target.Id) ? IsLeftEmpty(constructed) : OtherTakesCause(graph, constructed.Target));

    private static bool IsLeftEmpty(SiteFact made)
    {
        var parameters = DocIdParameters.Of(made.Target.Id);
        return Enumerable.Range(0, parameters.Count).All(p => !IsCause(parameters[p]) || Values.Argument(made, p).Kind == ValueKind.Null);
    }

    private static bool OtherTakesCause(CodeGraph graph, MethodRef constructor) =>
        graph.Nodes.Any(n => n.Method.Name == constructor.Name && n.Method.Id.StartsWith("M:" + constructor.Type + ".#ctor(", StringComparison.Ordinal) && TakesCause(n.Method.Id));

    private static bool TakesCause(string constructor) => DocIdParameters.Of(constructor).Any(IsCause);

    private static bool IsCause(string parameter) => parameter.EndsWith("Exception", StringComparison.Ordinal);
}
