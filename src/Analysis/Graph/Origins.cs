using System.Globalization;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Whether an object was there before a condition was evaluated.</summary>
internal enum Origin
{
    Unknown,

    /// <summary>The evaluation made it: what happens to it, nobody else sees.</summary>
    Fresh,

    /// <summary>It was there before.</summary>
    Existing,
}

/// <summary>A method as one call of it runs: what is known of its object and its arguments.</summary>
internal sealed record Frame(MethodNode Node, Origin This, IReadOnlyList<Origin> Parameters)
{
    /// <summary>Equal for calls that need not be looked at twice.</summary>
    public string Key =>
        Node.Index.ToString(CultureInfo.InvariantCulture) + ":" + This + ":" + string.Join(",", Parameters);

    /// <summary>Where the object comes from that a value of the body is.</summary>
    /// <param name="before">The site that uses the value: a field was read before it.</param>
    public Origin Of(CodeGraph graph, ValueFact value, int before)
    {
        switch (value.Kind)
        {
            case ValueKind.This:
                return This;
            case ValueKind.Parameter:
                return Values.Index(value) is { } index && index < Parameters.Count ? Parameters[index] : Origin.Unknown;
            case ValueKind.New:
                return Origin.Fresh;
            case ValueKind.Field:
                return OfField(graph, value.Text, before);
            case ValueKind.Result when Values.Source(Node.Method, value) is { } call && Values.Index(value) is { } at && at < before:
                // What a property of an object returns was made with it, as far as anybody can tell; what a method returns may be new.
                return graph.Find(call.Target) is { } getter && AutoProperties.ReturnedBy(getter) is not null ? Of(graph, call.Receiver, at) : Origin.Unknown;
            default:
                return Origin.Unknown;
        }
    }

    private Origin OfField(CodeGraph graph, string field, int before)
    {
        for (var i = before - 1; i >= 0; i--)
        {
            var site = Node.Method.Sites[i];
            if (site.Kind == SiteKind.FieldRead && site.Target.Id == field)
            {
                return site.Target.HasReceiver ? Of(graph, site.Receiver, i) : Origin.Existing;
            }
        }

        return Origin.Unknown;
    }
}
