using System.Globalization;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// What is known of a list that a method is handed when all calls in sight hand it in the same way: <c>await RemoveAsync([id]);</c> and nothing else. A method that only its own assembly can name has no other callers; one that everybody can name may get
/// another one day.
/// </summary>
internal sealed class HandedLists(RuleContext context)
{
    private static readonly string[] Growing = ["Add", "Insert", "Push", "Enqueue", "Union", "TryAdd"];

    private readonly HashSet<MethodNode> _entries = [.. context.Entries.Select(e => e.Node)];
    private readonly HashSet<string> _open = DeadCode.OpenTo(context.Graph);

    /// <summary>What a parameter holds of which every known argument is of a few elements.</summary>
    public SequenceKind OfFew(MethodNode node, int parameter)
    {
        var calls = context.Graph.CallsBackwards.Of(node);
        if (_entries.Contains(node) || node.Method.Has(MethodTraits.Lambda) || calls.Count == 0 || !calls.All(IsPlain) || Grows(node.Method, parameter))
        {
            return SequenceKind.Items;
        }

        return IsClosed(node) ? SequenceKind.Few

            // Somebody who hands in one after the other asks per item, wherever the loop over the one stands.
            : calls.Any(c => c.From.Method.Flow.InLoop(c.Site)) ? SequenceKind.Items : SequenceKind.Configured;
    }

    /// <summary>A call that hands over its own arguments: no delegate, handler or name by which somebody else runs the method.</summary>
    private static bool IsPlain(CallEdge call) =>
        call is { Site: >= 0, Via: null } && GivenValues.IsCallOf(call.From.Method.Sites[call.Site], call.To.Method);

    /// <summary>Only calls that the code shows can run it.</summary>
    private bool IsClosed(MethodNode node) =>
        (node.Method.Has(MethodTraits.Private) || !_open.Contains(node.Assembly.Name))
        && (node.Method.Traits & (MethodTraits.Public | MethodTraits.ExternallyVisible | MethodTraits.Virtual | MethodTraits.Abstract)) == 0;

    /// <summary>The only array that a method is handed: what a loop goes over that compares its number with a length leaves no other trace.</summary>
    public static ValueFact? Array(MethodFact method, Loop loop)
    {
        var arrays = Enumerable.Range(0, method.Parameters.Count).Where(p => IsArray(method.Parameters[p])).ToList();
        return arrays.Count == 1 && method.Body.Steps.Any(s => s.Kind == StepKind.Walk && loop.Contains(s.Block)) && !method.Sites.Any(s => IsArray(s.Target.Returns)) ? Parameter(arrays[0]) : null;
    }

    private static bool IsArray(TypeName? type) => type?.Name.EndsWith("[]", StringComparison.Ordinal) == true;

    private static ValueFact Parameter(int position) => new(ValueKind.Parameter, position.ToString(CultureInfo.InvariantCulture));

    /// <summary>The method itself makes the list longer.</summary>
    private static bool Grows(MethodFact method, int parameter) =>
        method.Sites.Any(s => s.Receiver == Parameter(parameter) && Growing.Any(name => s.Target.Name.StartsWith(name, StringComparison.Ordinal)));
}
