using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>Layers that multiply, around something.</summary>
/// <param name="At">The method that the effect or the innermost layer stands in, as it is reached.</param>
/// <param name="Effect">What is tried so often, as far as it is known.</param>
/// <param name="Meeting">Where it is told.</param>
internal sealed record Stacked(StackedMethod At, RetryStack Stack, EffectSite? Effect, bool Certain, (MethodNode Node, int Site) Meeting = default)
{
    public MethodNode Node => Meeting.Node;

    public int Site => Meeting.Site;

    /// <summary>What else the site leads to: layers and effects.</summary>
    public IReadOnlyList<object> Others { get; init; } = [];

    /// <summary>Of how many attempts it is told: what is certain counts what is known, what is possible what is likely.</summary>
    public long Product => Certain ? Stack.Least : Stack.LikelyProduct;

    /// <summary>The layer that all others are around; or the effect, which is as one with what its client or context does by itself.</summary>
    public object Innermost => IsAroundLayer ? Stack.Layer : Effect!;

    /// <summary>The place of that.</summary>
    public (MethodNode Node, int Site) End => IsAroundLayer ? (Stack.Layer.Node, Stack.Layer.Site) : (At.Node, Effect?.Site ?? -1);

    /// <summary>Where the inside of the stack begins, whoever leads there: the method itself, or the one whose layer is the last before it.</summary>
    public MethodNode TailNode => Own.Count > 0 || Stack.InnermostInCode is not { } layer ? At.Node : layer.Node;

    /// <summary>The layers from there on.</summary>
    public List<RetryLayer> Tail => Own.Count > 0 ? Own : [.. Stack.OutermostFirst.SkipWhile(layer => layer != Stack.InnermostInCode)];

    /// <summary>
    /// Where registrations alone make the stack, <c>AddHttpClient&lt;Tides&gt;().AddPolicyHandler(…).AddStandardResilienceHandler()</c> or <c>UseDelayedRedelivery(…); UseMessageRetry(…);</c>, the one that makes it: the last, and a client's own
    /// where the other one is everybody's.
    /// </summary>
    private (MethodNode Node, int Site)? LastRegistration
    {
        get
        {
            var all = Stack.OutermostFirst.ToList();
            return all.TrueForAll(l => l.Registration is not null && l.Kind == Stack.Layer.Kind) && (Stack.Layer.Kind == RetryKind.Delivery || all.Select(l => l.Registration).Distinct().Count() > 1)
                ? all.FindLast(l => l.Registration!.Value.Node == all[0].Registration!.Value.Node)!.Registration
                : null;
        }
    }

    private bool IsAroundLayer => Effect is null || Stack.Layer.IsInCode;

    private List<RetryLayer> Own
    {
        get
        {
            var above = new HashSet<RetryLayer>(At.Stack?.OutermostFirst ?? []);
            return [.. Stack.OutermostFirst.Where(layer => !above.Contains(layer))];
        }
    }

    /// <summary>With where the layer around the innermost one meets that. The layers of one policy, or of one call, are told at their call.</summary>
    public Stacked Met(RetryMap retries)
    {
        if (LastRegistration is { } registration)
        {
            return this with { Meeting = registration };
        }

        var inner = IsAroundLayer ? Stack.Layer : null;
        return this with
        {
            Meeting = (inner is null ? Stack.InnermostInCode : Stack.Outer?.Layer) is not { } around || (inner is not null && (inner.Parts.Count > 1 || (around.Node == inner.Node && around.Site == inner.Site)))
                ? End
                : Meet(retries, around, inner),
        };
    }

    private (MethodNode Node, int Site) Meet(RetryMap retries, RetryLayer around, RetryLayer? inner)
    {
        var end = End;
        List<CallEdge> path = [.. At.Path];
        if (inner is not null && path.FindLastIndex(edge => retries.Of(edge).Contains(inner)) is >= 0 and var inside)
        {
            // The path goes on to what the inner layer repeats.
            end = path[inside].From == inner.Node ? end : (path[inside].From, path[inside].Site);
            path.RemoveRange(inside, path.Count - inside);
        }

        // A delivery can be configured far from the method that it runs again.
        var begin = path.FindLastIndex(edge => retries.Of(edge).Contains(around) || retries.Deliveries.Of(edge.From) == around || (around.Kind == RetryKind.Declared && edge.From == around.Node));
        return begin < 0 ? end : retries.Meeting.Of(around, path, begin, end);
    }
}
