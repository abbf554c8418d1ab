using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Fallbacks of Polly that put nothing in the place of what failed, or an answer that all is well, and have nobody told.</summary>
internal sealed class SilentFallbacks(RuleContext context)
{
    private const string Options = "Polly.Fallback.FallbackStrategyOptions";

    private static Failure Guarded { get; } = new("what the policy guards", Certain: false, IsEffect: false, []);

    public IEnumerable<Swallow> In(MethodNode node)
    {
        var sites = node.Method.Sites;
        for (var i = 0; i < sites.Count; i++)
        {
            if (IsSilentPolicy(node, sites[i]) || IsSilentStrategy(node, i))
            {
                yield return new(node, Place(node, i), Guarded, Swallow.Anything, "falls back to nothing after every failure of", "record it in onFallback, let it throw");
            }
        }
    }

    /// <summary>The action, where there is one: that is what has to be changed.</summary>
    private Location Place(MethodNode node, int site) =>
        Values.Argument(node.Method.Sites[site], 1) is { Kind: ValueKind.Delegate } action && context.Graph.Find(node.Assembly.Name, action.Text) is { } body && body.Method.Span.IsKnown
            ? new SpanLocation(body, body.Method.Span)
            : new SiteLocation(node, site);

    /// <summary>Version 7: an action that does nothing, or a value that says that all is well, and no <c>onFallback</c> that tells anybody.</summary>
    private bool IsSilentPolicy(MethodNode node, SiteFact site)
    {
        if (site.Target.Name is not ("Fallback" or "FallbackAsync") || !site.Target.Type.StartsWith("Polly.", StringComparison.Ordinal) || site.Arguments.Count < 2)
        {
            return false;
        }

        // The first argument is the builder, the second what to do instead.
        var instead = Values.Argument(site, 1);
        var delegates = site.Arguments.Where(a => a.Kind == ValueKind.Delegate).Select(a => context.Graph.Find(node.Assembly.Name, a.Text)).ToList();
        return site.Arguments.Skip(1).All(a => a.Kind is ValueKind.Delegate or ValueKind.New or ValueKind.Result)
            && (instead.Kind == ValueKind.Delegate || HttpAnswers.SaysItFailed(node.Method, instead) == false)
            && delegates.TrueForAll(d => d is not null && (EmptyBodies.DoesNothing(d) || AnswersThatAllIsWell(d)));
    }

    /// <summary>Version 8: the same in the options of a strategy.</summary>
    private bool IsSilentStrategy(MethodNode node, int index)
    {
        var made = node.Method.Sites[index];
        if (made.Kind != SiteKind.New || !made.Target.Type.StartsWith(Options, StringComparison.Ordinal))
        {
            return false;
        }

        var self = Values.MadeBy(index);
        var set = node.Method.Sites.Where(s => s.Receiver == self).ToList();
        var told = set.Find(s => s.Target.Name == "set_OnFallback");
        return set.Find(s => s.Target.Name == "set_FallbackAction") is { } action
            && Body(node, action) is { } instead && AnswersThatAllIsWell(instead)
            && (told is null || (Body(node, told) is { } tells && EmptyBodies.DoesNothing(tells)));
    }

    private MethodNode? Body(MethodNode node, SiteFact setter) =>
        Values.Argument(setter, 0) is { Kind: ValueKind.Delegate } made ? context.Graph.Find(node.Assembly.Name, made.Text) : null;

    /// <summary>It does nothing but make such an answer.</summary>
    private static bool AnswersThatAllIsWell(MethodNode body)
    {
        var method = body.Method;
        var messages = Enumerable.Range(0, method.Sites.Count)
            .Where(i => method.Sites[i].Kind == SiteKind.New)
            .Select(i => Values.MadeBy(i))
            .Select(made => HttpAnswers.SaysItFailed(method, made))
            .Where(says => says is not null)
            .ToList();
        return messages.Count > 0
            && messages.TrueForAll(says => says == false)
            && method.Sites.All(s => s.Kind == SiteKind.New || s.Target.Name is "FromResult" or "FromResultAsValueTask" or "set_Content" or "set_StatusCode" or "set_RequestMessage")
            && !method.Body.Steps.Any(s => s.Kind is StepKind.Throw);
    }
}
