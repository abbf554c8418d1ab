using System.Globalization;
using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>Schedulers and brokers that run a method again when it fails.</summary>
internal sealed class Deliveries
{
    private const string Hangfire = "Hangfire.AutomaticRetryAttribute";
    private const string QuartzFailure = "Quartz.JobExecutionException";
    private const string RebusRetries = "Rebus.Retry.Simple.RetryStrategyConfigurationExtensions";

    /// <summary>Its name before version 7.</summary>
    private const string OlderRebusRetries = "Rebus.Retry.Simple.SimpleRetryStrategyConfigurationExtensions";

    private readonly Dictionary<MethodNode, RetryLayer> _layers = [];

    /// <summary>Said to be tried once: <c>[AutomaticRetry(Attempts = 0)]</c>.</summary>
    private readonly HashSet<MethodNode> _once = [];

    public Deliveries(CodeGraph graph, Catalogue catalogue, ValueOrigins origins, Policies policies)
    {
        HangfireJobs(graph, catalogue, origins);
        Handlers(graph, catalogue, policies);
        foreach (var (node, layer) in new MessageRetries(graph, catalogue, origins, policies).Layers)
        {
            if (!_layers.ContainsKey(node))
            {
                _layers.Add(node, layer);
            }
        }

        foreach (var node in graph.NodesNear(m => m.Type == QuartzFailure))
        {
            if (Requeues(node) is { } layer && !_layers.ContainsKey(node))
            {
                _layers.Add(node, layer);
            }
        }
    }

    public IEnumerable<MethodNode> Nodes => _layers.Keys.OrderBy(n => n.Index);

    public RetryLayer? Of(MethodNode node) => _layers.TryGetValue(node, out var layer) ? layer : null;

    private void HangfireJobs(CodeGraph graph, Catalogue catalogue, ValueOrigins origins)
    {
        var retries = catalogue.Attributes.TryGetValue(Hangfire, out var known) && known is RetryMeaning meaning ? meaning.Retries : 10;
        foreach (var node in graph.NodesNear(IsHangfires))
        {
            var filters = node.Method.Sites.Any(s => s.Target.Type.StartsWith("Hangfire.", StringComparison.Ordinal) && s.Target.Name is "Add" or "UseFilter");
            if (filters && node.Method.Sites.FirstOrDefault(s => s.Target is { Type: Hangfire, Name: "set_Attempts" }) is { } set && origins.Number(new(node), Values.Argument(set, 0)) is { } all)
            {
                retries = all;
            }
        }

        foreach (var node in graph.Nodes)
        {
            if (node.Method.Attributes.Concat(node.Type.Attributes).FirstOrDefault(a => a.Type == Hangfire) is { } attribute)
            {
                Add(node, "Hangfire job", int.TryParse(attribute.Get("Attempts"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var count) ? count : retries, isAskedFor: true);
            }
        }

        foreach (var node in graph.NodesNear(IsHangfires))
        {
            for (var i = 0; i < node.Method.Sites.Count; i++)
            {
                var enqueues = node.Method.Sites[i].Kind == SiteKind.MethodToken
                    && node.Method.Sites.Skip(i).FirstOrDefault(Schedules) is { } call
                    && catalogue.Of<RetryMeaning>(call.Target.Type, call.Target.Name) is not null;
                foreach (var edge in enqueues ? node.EdgesAt(i) : [])
                {
                    Add(edge.To, "Hangfire job", retries, isAskedFor: false);
                }
            }
        }
    }

    private void Handlers(CodeGraph graph, Catalogue catalogue, Policies policies)
    {
        var recoverability = Settings(graph, catalogue, policies, "NServiceBus.ImmediateRetriesSettings", 5) * Settings(graph, catalogue, policies, "NServiceBus.DelayedRetriesSettings", 3);
        Handlers(graph, "NServiceBus.IHandleMessages`1", "NServiceBus recoverability", recoverability);

        // maxDeliveryAttempts counts the first one as well.
        var deliveries = Settings(graph, catalogue, policies, graph.NodesNear(m => m.Type == OlderRebusRetries).Any() ? OlderRebusRetries : RebusRetries, 5);
        Handlers(graph, "Rebus.Handlers.IHandleMessages`1", "Rebus delivery", deliveries.IsKnown ? new(deliveries.Count - 1) : deliveries);
    }

    private void Handlers(CodeGraph graph, string type, string name, Attempts attempts)
    {
        foreach (var node in attempts.IsOnce ? [] : Implementing(graph, type).SelectMany(t => t.Methods))
        {
            if (node.Method.Name.EndsWith("Handle", StringComparison.Ordinal) && node.Method.Has(MethodTraits.Virtual) && !_layers.ContainsKey(node))
            {
                _layers.Add(node, new(RetryKind.Delivery, name, attempts, node, -1) { IsAskedFor = false });
            }
        }
    }

    private static bool IsHangfires(MethodRef member) => member.Type.StartsWith("Hangfire.", StringComparison.Ordinal);

    /// <summary>What takes the job that is named before it: neither <c>Cron.Daily()</c> nor options, which stand in between.</summary>
    private static bool Schedules(SiteFact site) =>
        site.Kind is SiteKind.Call or SiteKind.VirtualCall && IsHangfires(site.Target) && site.Target is { Type: not "Hangfire.Cron", ParameterCount: > 0 } && !site.Target.Name.StartsWith("set_", StringComparison.Ordinal);

    private static Attempts Settings(CodeGraph graph, Catalogue catalogue, Policies policies, string type, int otherwise)
    {
        foreach (var node in graph.NodesNear(m => m.Type == type))
        {
            foreach (var site in node.Method.Sites.Where(s => s.Target.Type == type))
            {
                if (catalogue.Of<RetryMeaning>(type, site.Target.Name) is { } meaning)
                {
                    return policies.OfCall(new(node), site, meaning);
                }
            }
        }

        return Attempts.OfRetries(otherwise);
    }

    /// <summary>A job that asks to be fired again at once: without end, unless it looks at how often it has been.</summary>
    private static RetryLayer? Requeues(MethodNode node)
    {
        for (var i = 0; i < node.Method.Sites.Count; i++)
        {
            var site = node.Method.Sites[i];
            if (node.Method.Name != "Execute" || site.Target is not { Type: QuartzFailure, Name: ".ctor" or "set_RefireImmediately" })
            {
                continue;
            }

            // refireImmediately: context.RefireCount < 3
            var counts = node.Method.Sites.Any(s => s.Target.Name == "get_RefireCount");
            if (site.Arguments.Any(a => a is { Kind: ValueKind.Number, Text: "1" }) || (counts && site.Target.Id.IndexOf("System.Boolean", StringComparison.Ordinal) >= 0 && Values.Argument(site, site.Target.ParameterCount - 1).Kind == ValueKind.Unknown))
            {
                return new(RetryKind.Delivery, "Quartz refire", counts ? Attempts.Unknown : Attempts.Endless, node, i);
            }
        }

        return null;
    }

    private void Add(MethodNode node, string name, int retries, bool isAskedFor)
    {
        if (retries <= 0)
        {
            _once.Add(node);
        }
        else if (!_layers.ContainsKey(node) && !_once.Contains(node))
        {
            _layers.Add(node, new(RetryKind.Delivery, name, Attempts.OfRetries(retries), node, -1) { IsAskedFor = isAskedFor });
        }
    }

    /// <summary>Also where the interface is declared in one of the own assemblies.</summary>
    internal static IEnumerable<TypeNode> Implementing(CodeGraph graph, string type) =>
        graph.Types.All.Where(t => t.Fact.Interfaces.Any(i => i.Name == type)).SelectMany(TypeHierarchy.SelfAndDerived).Distinct();
}
