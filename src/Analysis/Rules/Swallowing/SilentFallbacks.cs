using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Fallbacks of Polly that put nothing in the place of what failed, or an answer that all is well, and have nobody told.</summary>
internal sealed class SilentFallbacks(RuleContext context)
{
    private const string Options = "Polly.Fallback.FallbackStrategyOptions";
    private const string Nothing = "falls back to nothing after every failure of";
    private const string Default = "falls back to a default after a failure of";
    private const string Remedy = "record it in onFallback, let it throw";

    private readonly DefaultFallbacks _defaults = new(context.Graph);
    private readonly FallbackWork _work = new(context);

    private static Failure Guarded { get; } = new("what the policy guards", Certain: false, IsEffect: false, []);

    public IEnumerable<Swallow> In(MethodNode node)
    {
        var sites = node.Method.Sites;
        for (var i = 0; i < sites.Count; i++)
        {
            if (IsSilentPolicy(node, sites[i]) || IsSilentStrategy(node, i, AnswersThatAllIsWell))
            {
                yield return new(node, Place(node, i), Guarded, Swallow.Anything, Nothing, Remedy);
            }
            else if (Taken(node, i) is { } taken and not FallbackFailures.Picked)
            {
                var part = sites[i].Kind == SiteKind.New ? Values.MadeBy(i) : Values.ResultOf(i);
                var failure = _work.Guarded(node, part) ?? Guarded;
                yield return new(node, Place(node, i), failure with { Certain = failure.Certain && taken == FallbackFailures.Any }, Swallow.Anything, Default, Remedy);
            }
        }
    }

    /// <summary>The action, where there is one: that is what has to be changed.</summary>
    private Location Place(MethodNode node, int index) =>
        Action(node.Method, index) is { Kind: ValueKind.Delegate } action && context.Graph.Find(node.Assembly.Name, action.Text) is { } body && body.Method.Span.IsKnown
            ? new SpanLocation(body, body.Method.Span)
            : new SiteLocation(node, index);

    /// <summary>What is done instead: the second argument of version 7, a property of the options of version 8.</summary>
    private static ValueFact Action(MethodFact method, int index)
    {
        var self = Values.MadeBy(index);
        return method.Sites[index].Kind == SiteKind.New
            ? method.Sites.FirstOrDefault(s => s.Receiver == self && s.Target.Name == "set_FallbackAction") is { } set ? Values.Argument(set, 0) : ValueFact.Unknown
            : Values.Argument(method.Sites[index], 1);
    }

    /// <summary>Which failures one takes that answers with a default and tells nobody; null for any other call.</summary>
    private FallbackFailures? Taken(MethodNode node, int index)
    {
        var site = node.Method.Sites[index];
        if (IsSilentStrategy(node, index, _defaults.Answers))
        {
            var self = Values.MadeBy(index);
            return node.Method.Sites.FirstOrDefault(s => s.Receiver == self && s.Target.Name == "set_ShouldHandle") is { } chosen ? _work.Taken(node, Values.Argument(chosen, 0)) : FallbackFailures.Any;
        }

        return IsFallback(site) && IsDefault(node, site) ? _work.Taken(node, Values.Argument(site, 0)) : null;
    }

    /// <summary>Version 7: <c>FallbackAsync(0)</c>, <c>FallbackAsync(_ => Task.FromResult(0))</c>, and nobody else who is told.</summary>
    private bool IsDefault(MethodNode node, SiteFact site)
    {
        var instead = Values.Argument(site, 1);
        var type = site.Target.MethodArguments.Count == 1 ? site.Target.MethodArguments[0] : null;
        return (instead.Kind == ValueKind.Delegate ? context.Graph.Find(node.Assembly.Name, instead.Text) is { } body && _defaults.Answers(body) : _defaults.Is(node.Method, instead, type))
            && site.Arguments.Skip(2).All(a => a.Kind == ValueKind.Delegate && context.Graph.Find(node.Assembly.Name, a.Text) is { } told && EmptyBodies.DoesNothing(told))
            && site.Arguments.Count == site.Target.ParameterCount;
    }

    private static bool IsFallback(SiteFact site) =>
        site.Target.Name is "Fallback" or "FallbackAsync" && site.Target.Type.StartsWith("Polly.", StringComparison.Ordinal) && site.Arguments.Count >= 2;

    /// <summary>Version 7: an action that does nothing, or a value that says that all is well, and no <c>onFallback</c> that tells anybody.</summary>
    private bool IsSilentPolicy(MethodNode node, SiteFact site)
    {
        if (!IsFallback(site))
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
    private bool IsSilentStrategy(MethodNode node, int index, Func<MethodNode, bool> isSilent)
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
            && Body(node, action) is { } instead && isSilent(instead)
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
