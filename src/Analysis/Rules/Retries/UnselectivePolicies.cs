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

    public bool Is(MethodNode node, int index)
    {
        var site = node.Method.Sites[index];
        return site.Target switch
        {
            { Name: "AddRetry", Type: "Polly.RetryResiliencePipelineBuilderExtensions" } => HandlesAll(node, site),
            { Name: "UseMessageRetry" } target when target.Type.StartsWith("MassTransit.", StringComparison.Ordinal) => RepeatsEveryMessage(node, site),
            { Name: "Handle", Type: "Polly.Policy" or "Polly.Policy`1" } => IsOfEverything(site) && (site.Target.ParameterCount == 0 || OpenPredicates.SaysYes(context.Retries.Policies.Lambda(node, Values.Argument(site, 0)))) && IsForRetry(node, index),
            _ => false,
        };
    }

    /// <summary><c>UseMessageRetry(r => r.Immediate(5))</c>: MassTransit repeats for every exception, unless Handle or Ignore says otherwise.</summary>
    private bool RepeatsEveryMessage(MethodNode node, SiteFact site) =>
        site.Arguments.Select(a => context.Retries.Policies.Lambda(node, a)).OfType<MethodNode>().ToList() is { Count: > 0 } configured
        && configured.TrueForAll(l => l.Method.Sites.Any(s => context.Catalogue.Of<Catalogues.RetryMeaning>(s.Target.Type, s.Target.Name) is not null)
            && !l.Method.Sites.Any(s => s.Target.Name is "Handle" or "Ignore"));

    private bool HandlesAll(MethodNode node, SiteFact site)
    {
        var origins = context.Retries.Origins.Of(new(node), Values.Argument(site, 1));
        return origins.Count > 0 && origins.All(HandlesAll);
    }

    private bool HandlesAll(Origin options)
    {
        if (options.Made is not { Kind: SiteKind.New } made || (made.Target.Type != Options && made.Target.Type != Options + "`1"))
        {
            return false; // HttpRetryStrategyOptions asks for transient failures
        }

        var method = options.At.Node.Method;
        var attempts = method.Sites.FirstOrDefault(s => s.Target.Name == "set_MaxRetryAttempts" && s.Receiver == options.Value);
        if (attempts is not null && Values.Argument(attempts, 0) is { Kind: ValueKind.Number, Text: "0" })
        {
            return false;
        }

        var predicates = method.Sites.Where(s => s.Target.Name == "set_ShouldHandle" && s.Receiver == options.Value).ToList();
        return predicates.Count == 0 || predicates.TrueForAll(p => IsBuiltOfEverything(options.At.Node, Values.Argument(p, 0)));
    }

    /// <summary><c>new PredicateBuilder().Handle&lt;Exception&gt;()</c>, which is converted where it is assigned; or a lambda that says yes to anything.</summary>
    private bool IsBuiltOfEverything(MethodNode node, ValueFact predicate)
    {
        for (var links = 0; links < 20 && Values.Source(node.Method, predicate) is { } call; links++)
        {
            if (call.Target.Name == "Handle" && IsOfEverything(call) && (call.Target.ParameterCount == 0 || OpenPredicates.SaysYes(context.Retries.Policies.Lambda(node, Values.Argument(call, 0)))))
            {
                return true;
            }

            predicate = call.Target.HasReceiver ? call.Receiver : Values.Argument(call, 0);
        }

        return predicate.Kind == ValueKind.Delegate && OpenPredicates.SaysYes(context.Retries.Policies.Lambda(node, predicate));
    }

    private static bool IsOfEverything(SiteFact handle) => handle.Target.MethodArguments.Count == 1 && handle.Target.MethodArguments[0].Name == "System.Exception";

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
