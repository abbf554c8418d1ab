using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Delegates of several subscribers that return tasks: <c>await Placed(order)</c> runs them all, and waits for the last one. Who goes through <c>GetInvocationList</c> runs none of the field itself.
/// </summary>
internal sealed class SeveralSubscribers(RuleContext context)
{
    private Subscribers? _subscribers;

    /// <summary>What the tasks that nobody gets can fail with; null where a call runs no such delegate.</summary>
    public Failure? Dropped(MethodNode node, int index)
    {
        var site = node.Method.Sites[index];
        if (site.Target.Name != "Invoke" || !Tasks.IsTask(site.Target) || !DelegateTypes.Is(context.Graph, site.Target) || FieldOf(node, site.Receiver) is not { } field)
        {
            return null;
        }

        _subscribers ??= new(context.Graph);
        var added = _subscribers.Of(field);
        var dropped =
            from first in added
            from then in added
            let certain = AreTogether(first, then)
            where certain is not null
            let failure = Failing(first)
            where failure is not null
            select failure with { Certain = failure.Certain && certain.Value && !_subscribers.MayLeave(field) };
        return dropped.OrderByDescending(f => f.Certain).FirstOrDefault();
    }

    /// <summary>The field that holds the subscribers: that of an event, or one that is added to by hand, also behind a property.</summary>
    private string? FieldOf(MethodNode node, ValueFact receiver) =>
        receiver.Kind == ValueKind.Field ? receiver.Text
        : Values.Source(node.Method, receiver) is { } asked && context.Graph.Find(asked.Target) is { } getter ? AutoProperties.ReturnedBy(getter)?.Target.Id
        : null;

    /// <summary>
    /// Whether the second is run after the first by one and the same object: certain where one body adds both, possible where the object adds the one when it is made and the other later, and for what is static. Others may be added to another object each. Null for no.
    /// </summary>
    private bool? AreTogether(Subscriber first, Subscriber then)
    {
        if (first.Node == then.Node)
        {
            var body = first.Node.Method.Body;
            return first.Site < then.Site
                && (!first.Call.Target.HasReceiver || (first.Call.Receiver == then.Call.Receiver && first.Call.Receiver.Kind != ValueKind.Unknown))
                && context.Flows.Of(first.Node.Method).Enters(body.BlockOfSite[first.Site], body.BlockOfSite[then.Site]) ? true : null;
        }

        return (!first.Call.Target.HasReceiver && !then.Call.Target.HasReceiver)
            || (first.Call.Receiver.Kind == ValueKind.This && then.Call.Receiver.Kind == ValueKind.This && IsConstructor(first) && !IsConstructor(then)) ? false : null;
    }

    private static bool IsConstructor(Subscriber subscriber) => subscriber.Node.Method.Has(MethodTraits.Constructor);

    private Failure? Failing(Subscriber subscriber) =>
        subscriber.Handler.Kind == ValueKind.Delegate
        && context.Graph.Find(subscriber.Node.Assembly.Name, subscriber.Handler.Text) is { } body
        && context.FailureAnalysis.Unrecorded.Escaping(body) is { } failure
            ? failure with { Path = [] }
            : null;
}
