using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// MassTransit's <c>UseMessageRetry</c> and redeliveries. In a consumer's definition, or where a consumer is added, they are that consumer's; on an endpoint, those of the consumers that are named there; elsewhere everybody's.
/// What one place configures multiplies, and is a stack by itself where a redelivery stands around a retry; what two endpoints configure does not.
/// </summary>
internal sealed class MessageRetries
{
    private readonly CodeGraph _graph;
    private readonly ValueOrigins _origins;
    private readonly Dictionary<string, Configured> _own = new(StringComparer.Ordinal);
    private Configured? _all;

    /// <param name="Name">For the reader.</param>
    /// <param name="Parts">What multiplies in it.</param>
    /// <param name="Site">The call that configures it, the last one of several.</param>
    /// <param name="HasOutbox">Messages leave when the attempt has ended well.</param>
    private sealed record Configured(string Name, IReadOnlyList<Attempts> Parts, MethodNode Node, int Site, bool HasOutbox)
    {
        public Attempts Attempts => Parts.Aggregate((a, b) => a * b);
    }

    public MessageRetries(CodeGraph graph, Catalogue catalogue, ValueOrigins origins, Policies policies)
    {
        _graph = graph;
        _origins = origins;
        foreach (var node in graph.NodesNear(m => m.Type.StartsWith("MassTransit.", StringComparison.Ordinal)))
        {
            var outbox = node.Method.Sites.Any(s => s.Target.Name.StartsWith("Use", StringComparison.Ordinal) && s.Target.Name.EndsWith("Outbox", StringComparison.Ordinal));
            if (Read(node, catalogue, policies, outbox) is { } here)
            {
                Keep(here);
            }
        }
    }

    /// <summary>The consumers that something has run again.</summary>
    public IEnumerable<(MethodNode Node, RetryLayer Layer)> Layers
    {
        get
        {
            foreach (var type in Deliveries.Implementing(_graph, "MassTransit.IConsumer`1"))
            {
                var own = _own.TryGetValue(type.Fact.Name, out var known) ? known : null;
                IReadOnlyList<Attempts> parts = [.. _all?.Parts ?? [], .. own?.Parts ?? []];
                foreach (var node in parts.Count == 0 ? [] : type.Methods.Where(m => m.Method.Name.EndsWith("Consume", StringComparison.Ordinal) && m.Method.Has(MethodTraits.Virtual)))
                {
                    var place = own ?? _all!;
                    (MethodNode, int)? registration = place.Parts.Count > 1 ? (place.Node, place.Site) : null;
                    yield return (node, new(RetryKind.Delivery, place.Name, parts.Aggregate((a, b) => a * b), place.Node, place.Site) { Parts = parts, HoldsMessages = place.HasOutbox, Registration = registration });
                }
            }
        }
    }

    /// <summary>What a body configures. A redelivery that is added inside a retry hands the message on, and the retry sees it done: the one adds to the other.</summary>
    private static Configured? Read(MethodNode node, Catalogue catalogue, Policies policies, bool outbox)
    {
        Configured? here = null;
        HandledTypes? outer = null;
        for (var i = 0; i < node.Method.Sites.Count; i++)
        {
            var site = node.Method.Sites[i];
            if (site.Target.Name is not ("UseMessageRetry" or "UseDelayedRedelivery" or "UseScheduledRedelivery" or "UseRetry") || !site.Target.Type.StartsWith("MassTransit.", StringComparison.Ordinal) || Of(node, site, catalogue, policies) is not { IsOnce: false } attempts)
            {
                continue;
            }

            var redelivers = site.Target.Name.EndsWith("Redelivery", StringComparison.Ordinal);
            var handled = HandledTypes.Of(site.Arguments.Select(a => policies.Lambda(node, a)).OfType<MethodNode>());
            here = here is null ? new("MassTransit retry", [attempts], node, i, outbox)
                : !redelivers && outer?.Meets(handled) == true ? here with { Name = "MassTransit redelivery and retry", Parts = [.. here.Parts, attempts], Site = i }
                : here with { Parts = [here.Attempts * attempts] };
            outer = redelivers ? handled : outer;
        }

        return here;
    }

    private static Attempts Of(MethodNode node, SiteFact site, Catalogue catalogue, Policies policies)
    {
        var attempts = Attempts.Once;
        foreach (var lambda in site.Arguments.Select(a => policies.Lambda(node, a)).OfType<MethodNode>())
        {
            foreach (var configured in lambda.Method.Sites)
            {
                attempts = catalogue.Of<RetryMeaning>(configured.Target.Type, configured.Target.Name) is { } meaning ? attempts * policies.OfCall(new(lambda), configured, meaning) : attempts;
            }
        }

        return attempts;
    }

    private void Keep(Configured configured)
    {
        var consumers = Consumers(configured.Node).ToList();
        foreach (var consumer in consumers)
        {
            _own[consumer] = _own.TryGetValue(consumer, out var known) && known.Attempts.Least >= configured.Attempts.Least ? known : configured;
        }

        // An endpoint whose consumers are named elsewhere is not everybody's.
        if (consumers.Count == 0 && !IsOfEndpoint(configured.Node) && (_all is null || _all.Attempts.Least < configured.Attempts.Least))
        {
            _all = configured;
        }
    }

    /// <summary>Whose it is: of the definition that it stands in, of what the lambda is handed to, of those that are named beside it.</summary>
    private IEnumerable<string> Consumers(MethodNode node)
    {
        // Of a consumer, a saga, a future, an activity: what a definition configures is for what it defines.
        if (node.Type.Base is { Arguments.Count: > 0 } definition && definition.Name.StartsWith("MassTransit.", StringComparison.Ordinal) && definition.Name.IndexOf("Definition`", StringComparison.Ordinal) > 0)
        {
            return definition.Arguments.Select(a => a.Name);
        }

        if (_origins.Makers.TryGetValue(node, out var maker) && maker.Site.Consumer >= 0 && Named(maker.Node.Method.Sites[maker.Site.Consumer]) is { } added)
        {
            return [added];
        }

        return node.Method.Sites.Select(Named).OfType<string>();
    }

    private bool IsOfEndpoint(MethodNode node) =>
        node.Method.Parameters.Any(p => p.Name.StartsWith("MassTransit.", StringComparison.Ordinal) && p.Name.IndexOf("EndpointConfigurator", StringComparison.Ordinal) > 0)
        || (_origins.Makers.TryGetValue(node, out var maker) && maker.Site.Consumer >= 0 && maker.Node.Method.Sites[maker.Site.Consumer].Target.Name == "ReceiveEndpoint");

    private static string? Named(SiteFact site) =>
        site.Target is { Name: "AddConsumer" or "Consumer" or "ConfigureConsumer", MethodArguments.Count: > 0 } target && target.Type.StartsWith("MassTransit.", StringComparison.Ordinal)
            ? target.MethodArguments[0].Name
            : null;
}
