using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// Policies that handle whatever is thrown: options of Polly v8 without ShouldHandle (its default is every exception but cancellation, https://www.pollydocs.org/strategies/retry.html#defaults), and
/// <c>Handle&lt;Exception&gt;()</c> without a predicate, MassTransit's message retry without Handle or Ignore (https://masstransit.io/documentation/concepts/exceptions#exception-filters).
/// </summary>
internal sealed class UnselectivePolicies(RuleContext context)
{
    private const string Options = "Polly.Retry.RetryStrategyOptions";

    /// <summary>What says that every failure is worth another attempt: the call, or the predicate that it is given. Null where something chooses.</summary>
    public Location? Said(MethodNode node, int index)
    {
        var site = node.Method.Sites[index];
        switch (site.Target)
        {
            case { Name: "AddRetry", Type: "Polly.RetryResiliencePipelineBuilderExtensions" }:
                var predicates = PredicatesOf(node, site);
                return predicates is null ? null : predicates.Count == 1 && predicates[0] is { } predicate ? predicate : new SiteLocation(node, index);
            case { Name: "UseMessageRetry" } target when target.Type.StartsWith("MassTransit.", StringComparison.Ordinal) && RepeatsEveryMessage(node, site):
            case { Name: "Handle", Type: "Polly.Policy" or "Polly.Policy`1" } or { Name: "Or", Type: "Polly.PolicyBuilder" or "Polly.PolicyBuilder`1" } when IsOfEverything(node, site) && IsForRetry(node, index):
                return new SiteLocation(node, index);
            default:
                return null;
        }
    }

    /// <summary><c>UseMessageRetry(r => r.Immediate(5))</c>: MassTransit repeats for every exception, unless Handle or Ignore says otherwise; <c>Handle&lt;Exception&gt;()</c> does not.</summary>
    private bool RepeatsEveryMessage(MethodNode node, SiteFact site) =>
        site.Arguments.Select(a => context.Retries.Policies.Lambda(node, a)).OfType<MethodNode>().ToList() is { Count: > 0 } configured
        && configured.TrueForAll(l => l.Method.Sites.Any(s => context.Catalogue.Of<Catalogues.RetryMeaning>(s.Target.Type, s.Target.Name) is not null)
            && !l.Method.Sites.Any(s => s.Target.Name == "Ignore" || (s.Target.Name == "Handle" && !IsOfEverything(l, s))));

    /// <summary>The predicates of all options that can arrive here, null for options without one, which say yes as well; null where one of them chooses.</summary>
    private List<Location?>? PredicatesOf(MethodNode node, SiteFact site)
    {
        var predicates = new List<Location?>();
        foreach (var options in context.Retries.Origins.Of(new(node), Values.Argument(site, 1)))
        {
            if (options.Made is not { Kind: SiteKind.New } made || (made.Target.Type != Options && made.Target.Type != Options + "`1") || IsOff(options) || context.Retries.Settings.Of(options, "ShouldHandle") is not { } given)
            {
                return null; // HttpRetryStrategyOptions asks for transient failures; what others have been handed them for nobody knows
            }

            var yes = given.Select(p => YesOf(p.At.Node, p.Value)).ToList();
            if (yes.Contains(null))
            {
                return null;
            }

            predicates.AddRange(yes.Count == 0 ? [null] : yes);
        }

        return predicates.Count == 0 ? null : predicates;
    }

    private bool IsOff(Origin options) => context.Retries.Settings.Of(options, "MaxRetryAttempts") is { Count: > 0 } told && told[told.Count - 1].Value is { Kind: ValueKind.Number, Text: "0" };

    /// <summary><c>new PredicateBuilder().Handle&lt;Exception&gt;()</c>, which is converted where it is assigned; or a lambda that says yes to anything. Null where it is neither.</summary>
    private Location? YesOf(MethodNode node, ValueFact predicate)
    {
        for (var links = 0; links < 20 && Values.Source(node.Method, predicate) is { } call; links++)
        {
            if (call.Target.Name == "Handle" && IsOfEverything(node, call))
            {
                return new SiteLocation(node, Values.Index(predicate) ?? -1);
            }

            predicate = call.Target.HasReceiver ? call.Receiver : Values.Argument(call, 0);
        }

        return predicate.Kind == ValueKind.Delegate && context.Retries.Policies.Lambda(node, predicate) is { } lambda && OpenPredicates.SaysYes(lambda) ? new SpanLocation(lambda, lambda.Method.Span) : null;
    }

    private bool IsOfEverything(MethodNode node, SiteFact handle) =>
        handle.Target.MethodArguments.Count == 1 && handle.Target.MethodArguments[0].Name == "System.Exception"
        && (handle.Target.ParameterCount == 0 || OpenPredicates.SaysYes(context.Retries.Policies.Lambda(node, Values.Argument(handle, 0))));

    /// <summary>The same beginning makes breakers and fallbacks as well.</summary>
    private bool IsForRetry(MethodNode node, int handle)
    {
        var value = Values.ResultOf(handle);
        for (var i = handle + 1; i < node.Method.Sites.Count; i++)
        {
            var site = node.Method.Sites[i];
            var subject = site.Target.HasReceiver ? site.Receiver : Values.Argument(site, 0);
            if (subject != value)
            {
                continue;
            }

            if (context.Catalogue.Of<Catalogues.RetryMeaning>(site.Target.Type, site.Target.Name) is not null)
            {
                return true;
            }

            value = Values.ResultOf(i);
        }

        return false;
    }
}
