using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Findings;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Analysis.Rules;
using IntentContracts.Analysis.Rules.Retries;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Reports;

/// <summary>A path as a reader follows it: methods as they are written, what guards each, and what has it run again.</summary>
internal sealed class StepReports(RuleContext context, SourceMap places)
{
    // Paths share their calls: a step that nothing runs again is the same in all of them.
    private readonly Dictionary<CallEdge, StepReport> _vias = new(ByReference<CallEdge>.Instance);
    private readonly Dictionary<CallEdge, StepReport> _targets = new(ByReference<CallEdge>.Instance);

    public List<StepReport> Of(MethodNode first, IReadOnlyList<CallEdge> path)
    {
        var steps = new List<StepReport> { Step(first, Place.None, Begin(context, first)) };
        var shown = first;
        var around = new List<RetryLayer>();
        foreach (var edge in path)
        {
            around.AddRange(context.Retries.Of(edge));
            if (edge.Via is not null)
            {
                steps.Add(Known(_vias, edge, edge.Via));
            }

            // A lambda is no step of its own; what runs it again runs the next step again.
            if (!MessageText.IsPartOf(edge.To, shown))
            {
                shown = edge.To;
                steps.Add(around.Count == 0 ? Known(_targets, edge, edge.To) : Step(edge.To, CallOf(edge), around));
                around.Clear();
            }
        }

        return steps;
    }

    /// <summary>How often an effect is tried at least when everything fails.</summary>
    public static long Attempts(RuleContext context, MethodNode first, IReadOnlyList<CallEdge> path, EffectSite effect)
    {
        var stack = RetryStack.Push(null, Begin(context, first));
        foreach (var edge in path)
        {
            stack = RetryStack.Push(stack, context.Retries.Of(edge));
        }

        return RetryStack.Push(stack, context.Retries.Of(effect))?.Least ?? 1;
    }

    /// <summary>What tries an effect again at its own place. Inside a boundary the context's retries are those of the boundary, which runs all of itself again.</summary>
    public static IReadOnlyList<RetryReport> Around(RuleContext context, EffectSite effect, IReadOnlyList<StepReport> path)
    {
        var isInBoundary = path.Any(step => step.Guards.Any(guard => GuardOrder.Kind(guard) == GuardWords.Transaction && !GuardOrder.IsOff(guard)));
        return [.. Layers(context.Retries.Of(effect).Where(layer => !isInBoundary || layer.Kind != RetryKind.Context))];
    }

    private static IEnumerable<RetryReport> Layers(IEnumerable<RetryLayer> layers) =>
        layers.Select(layer => new RetryReport(layer.Name, layer.Attempts.ToString(), layer.Place));

    private static IEnumerable<RetryLayer> Begin(RuleContext context, MethodNode first)
    {
        if (context.Retries.Deliveries.Of(first) is { } delivery)
        {
            yield return delivery;
        }

        if (context.Retries.DeclaredOn(first) is { } declared)
        {
            yield return declared;
        }
    }

    private StepReport Known(Dictionary<CallEdge, StepReport> steps, CallEdge edge, MethodNode node)
    {
        if (!steps.TryGetValue(edge, out var step))
        {
            steps.Add(edge, step = Step(node, CallOf(edge), []));
        }

        return step;
    }

    private Place CallOf(CallEdge edge) => places.Place(new SiteLocation(edge.From, edge.Site)).Place;

    private StepReport Step(MethodNode node, Place call, IEnumerable<RetryLayer> around)
    {
        var guard = node.Guard;
        var declared = guard is { Span.Line: > 0 } ? places.OfManifest(node.Assembly, guard.Span).Place : places.OfDeclared(node).Place;
        return new(node.Method.Id, Names.Short(node), declared, call, guard?.Order ?? [])
        {
            // Its own guard says it already.
            Retries = [.. Layers(around.Where(layer => layer.Kind != RetryKind.Declared || !GuardOrder.Declares(guard, GuardWords.Retry)))],
            OpensTransaction = node.OpensTransaction && !GuardOrder.Declares(guard, GuardWords.Transaction),
        };
    }
}
