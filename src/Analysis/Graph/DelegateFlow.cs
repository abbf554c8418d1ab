using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Who runs a delegate: decided where it is made, by the call that it is handed to.</summary>
internal sealed class DelegateFlow(CodeGraph graph, Catalogue catalogue)
{
    /// <summary>The edge from the method that makes a delegate to the delegate's body; null when a route or a subscription makes the body an entry point of its own.</summary>
    public CallEdge? Edge(MethodNode maker, SiteFact site, int index, MethodNode body)
    {
        if (site.Consumer < 0)
        {
            return new(maker, body, index, Certain: false, Via: null); // stored or returned: somebody may run it
        }

        var consumer = maker.Method.Sites[site.Consumer];
        switch (catalogue.OfCall(consumer.Target.Type, consumer.Target.Name))
        {
            case RouteMeaning or EntryMeaning:
                return null;
            case RunsMeaning:
                return new(maker, body, site.Consumer, Certain: true, Via: null);
        }

        if (site.ConsumerArgument < 0)
        {
            return new(maker, body, site.Consumer, Certain: true, Via: null); // invoked on the spot
        }

        var own = graph.Find(consumer.Target);
        return own is null
            ? new(maker, body, site.Consumer, Certain: false, Via: null)
            : new(maker, body, site.Consumer, Runs(own, site.ConsumerArgument), own);
    }

    /// <summary>Whether a method calls the delegate that it receives, itself or through a member that is known to run what it is given.</summary>
    private bool Runs(MethodNode method, int parameter)
    {
        foreach (var site in method.Method.Sites)
        {
            if (site.Target.Name == "Invoke" && IsParameter(site.Receiver, parameter))
            {
                return true;
            }

            if (catalogue.OfCall(site.Target.Type, site.Target.Name) is RunsMeaning && site.Arguments.Any(a => IsParameter(a, parameter)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsParameter(ValueFact value, int parameter) => value.Kind == ValueKind.Parameter && Values.Index(value) == parameter;
}
