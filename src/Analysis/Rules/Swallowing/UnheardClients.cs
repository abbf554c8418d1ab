using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Commands of which a client library is told to forget how they ended.</summary>
internal sealed class UnheardClients(RuleContext context)
{
    /// <summary><c>CommandFlags.FireAndForget</c> of StackExchange.Redis on what changes something, and a message to Kafka whose delivery report nobody reads. What only reads asks for nothing then.</summary>
    public Failure? Dropped(MethodNode node, int index)
    {
        var site = node.Method.Sites[index];
        var drops = IsForgotten(site)
            || (site.Target is { Name: "Produce" } && site.Target.Type.StartsWith("Confluent.Kafka.IProducer", StringComparison.Ordinal) && IsUnread(node, site));

        // Somebody has said so, if not why.
        return drops ? context.FailureAnalysis.Unrecorded.At(node, index) is { } failure ? failure with { Certain = false } : null : null;
    }

    /// <summary>Whether it is sent without waiting for what comes of it.</summary>
    public static bool IsForgotten(SiteFact site)
    {
        const int FireAndForget = 2;
        if (!site.Target.Type.StartsWith("StackExchange.Redis.I", StringComparison.Ordinal))
        {
            return false;
        }

        var parameters = DocIdParameters.Of(site.Target.Id);
        return Enumerable.Range(0, Math.Min(parameters.Count, site.Arguments.Count)).Any(p =>
            parameters[p] == "StackExchange.Redis.CommandFlags" && site.Arguments[p].Kind == ValueKind.Number && int.TryParse(site.Arguments[p].Text, out var flags) && (flags & FireAndForget) != 0);
    }

    /// <summary>No handler, or one that does not ask for the report's error.</summary>
    private bool IsUnread(MethodNode node, SiteFact site)
    {
        var handlers = site.Arguments.Where(a => a.Kind == ValueKind.Delegate).ToList();
        return handlers.Count == 0
            ? site.Target.ParameterCount < 3 || Values.Argument(site, 2).Kind == ValueKind.Null
            : handlers.TrueForAll(h => context.Graph.Find(node.Assembly.Name, h.Text) is { } handler
                && !handler.Method.Sites.Any(s => s.Target.Name is "get_Error" || s.Arguments.Any(IsReport) || (s.Receiver.Kind != ValueKind.Parameter && s.Kind != SiteKind.FieldRead)));

        static bool IsReport(ValueFact value) => value.Kind == ValueKind.Parameter || value.Elements.Any(IsReport);
    }
}
