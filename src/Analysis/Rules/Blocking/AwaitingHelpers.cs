using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>Own helpers that do not come back before the task that they are handed is done: <c>await Until(task, token); return task.Result;</c>.</summary>
internal sealed class AwaitingHelpers(Flows flows)
{
    /// <summary>How many helpers may hand the task on.</summary>
    private const int Deepest = 3;

    private readonly Dictionary<(MethodNode, int), bool> _known = [];

    /// <summary>Whether what is awaited is what such a helper gives.</summary>
    /// <param name="concerns">Whether a value of the body is the task.</param>
    public bool Await(MethodNode node, ValueFact awaited, Func<ValueFact, bool> concerns) => Await(node, awaited, concerns, Deepest);

    private bool Await(MethodNode node, ValueFact awaited, Func<ValueFact, bool> concerns, int depth)
    {
        var helper = TaskValues.Peel(node.Method, awaited);
        if (depth == 0 || TaskValues.GivesUp(node.Method, awaited) || Values.Source(node.Method, helper) is not { Kind: SiteKind.Call or SiteKind.VirtualCall } call)
        {
            return false;
        }

        var handed = Enumerable.Range(0, call.Target.ParameterCount).Where(p => Values.Argument(call, p) is { Kind: not ValueKind.Unknown } value && concerns(value)).ToList();
        if (handed.Count == 0)
        {
            return false;
        }

        var bodies = node.EdgesAt(Values.Index(helper)).Where(e => e.Via is null).Select(e => e.To).ToList();
        return bodies.Count > 0 && bodies.TrueForAll(b => b.Method.Has(MethodTraits.Async) && GivenValues.IsCallOf(call, b.Method) && handed.Exists(p => Completes(b, p, depth)));
    }

    /// <summary>Whether a body awaits one of its parameters on every way to its end.</summary>
    private bool Completes(MethodNode body, int parameter, int depth)
    {
        if (!_known.TryGetValue((body, parameter), out var known))
        {
            _known.Add((body, parameter), false); // one that hands it to itself
            var task = new ValueFact(ValueKind.Parameter, parameter.ToString(System.Globalization.CultureInfo.InvariantCulture));
            _known[(body, parameter)] = known = !body.Method.Body.Steps.Any(s => s.Kind == StepKind.ParameterWrite && s.Slot == task.Text)
                && !new CompletionSearch(flows.Of(body.Method), task, wait: -1) { IsAwaitedBy = value => Await(body, value, v => TaskValues.AreSame(body.Method, TaskValues.Peel(body.Method, v), task), depth - 1) }.Comes();
        }

        return known;
    }
}
