using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Tasks that have not been done in time, and are left: <c>if (await Task.WhenAny(call, Task.Delay(limit)) != call) return null;</c>. Where they are done in time they are awaited, so that they look as if somebody asked for their failure.
/// </summary>
internal sealed class AbandonedTasks(RuleContext context)
{
    /// <summary>Whether a body, on the way on which another task was the first, neither looks at this one nor lets anybody know: it answers, as if there were nothing to say.</summary>
    public bool Leaves(MethodNode node, int whenAny, int task)
    {
        var method = node.Method;
        var flow = context.Flows.Of(method);
        return OthersAreLimits(method, whenAny, task) && Sides(method, whenAny, task).ToList() is { Count: 1 } sides && IsLeft(flow, node, sides[0].Late, sides[0].InTime, task);
    }

    /// <summary>Whether it is only waited for so long; of two that do the same work the one that is done stands for the other.</summary>
    private static bool OthersAreLimits(MethodFact method, int whenAny, int task) =>
        method.Sites[whenAny].Arguments.SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a]).Where(a => a != Values.ResultOf(task)).ToList() is { Count: > 0 } others
        && others.TrueForAll(other => Values.Source(method, other) is { Target: { Type: "System.Threading.Tasks.Task", Name: "Delay" } });

    /// <summary>Where a body goes on when a task was not the first, and when it was.</summary>
    private static IEnumerable<(int Late, int InTime)> Sides(MethodFact method, int whenAny, int task)
    {
        foreach (var block in method.Body.Blocks.Where(b => b is { IsTest: true, Compares: Comparison.Equal or Comparison.NotEqual } && b.Tested.Kind == ValueKind.Many))
        {
            var both = block.Tested.Elements;
            if (both.Any(e => Values.Index(e) == task && e.Kind == ValueKind.Result) && both.Any(e => Values.Index(Failures.Configured(method, e)) == whenAny))
            {
                yield return block.Compares == Comparison.Equal ? (block.WhenFalse, block.WhenTrue) : (block.WhenTrue, block.WhenFalse);
            }
        }
    }

    private bool IsLeft(ControlFlow flow, MethodNode node, int late, int inTime, int task)
    {
        var method = node.Method;
        var blocks = Following.Of(method.Body, late);
        if (method.Body.Steps.Any(s => blocks.Contains(s.Block) && (s.Kind is StepKind.Throw or StepKind.Rethrow || (Is(s.Value) && s.Kind is StepKind.Await or StepKind.Return))))
        {
            return false;
        }

        for (var i = 0; i < method.Sites.Count; i++)
        {
            if (!blocks.Contains(method.Body.BlockOfSite[i]))
            {
                continue;
            }

            // Whoever cancels it, records that it was late, or asks somebody else instead has seen to it.
            var site = method.Sites[i];
            if (site.Kind is SiteKind.FieldWrite || Is(site.Receiver) || site.Arguments.Any(a => Is(a) || a.Elements.Any(Is)) || (site.Kind is SiteKind.Call or SiteKind.VirtualCall && !Recording.IsTrivial(site.Target) && !OwnFailures.IsEnding(site.Target.Name)) || site.Target.Name is "Cancel" or "CancelAsync" or "CancelAfter")
            {
                return false;
            }
        }

        return !flow.Enters(inTime, late);

        bool Is(ValueFact value) => value.Kind == ValueKind.Result && Values.Index(value) == task;
    }
}
