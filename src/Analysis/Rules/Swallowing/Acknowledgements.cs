using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Calls that tell a broker that a message has been dealt with. In a handler they tell it that all went well: the message is gone, and nobody knows. To give it back, or to put it aside, is an answer.</summary>
internal sealed class Acknowledgements(CodeGraph graph, Catalogue catalogue)
{
    /// <summary>How members of ours are called that do it behind an interface.</summary>
    private static readonly HashSet<string> Own = new(StringComparer.Ordinal) { "Ack", "AckAsync", "Acknowledge", "AcknowledgeAsync", "Complete", "CompleteAsync", "CompleteMessageAsync", "MarkAsProcessed", "MarkAsProcessedAsync", "MarkProcessedAsync", "MarkHandledAsync" };

    public bool Is(MethodRef target) => catalogue.Of<AcknowledgesMeaning>(target.Type, target.Name) is not null;

    /// <summary>Whether a call in a handler is one, or one of ours that is called so and is made in the same way where nothing has failed.</summary>
    public bool Is(MethodNode node, RegionFact region, SiteFact call)
    {
        return Is(call.Target) || (Own.Contains(call.Target.Name) && graph.Find(call.Target)?.Method.Has(MethodTraits.Abstract) == true
            && Enumerable.Range(0, node.Method.Sites.Count).Any(i => !region.Handler.Contains(node.Method.Body.BlockOfSite[i]) && IsSame(node.Method.Sites[i])));

        bool IsSame(SiteFact other) => other.Target.Id == call.Target.Id && other.Receiver == call.Receiver && other.Arguments.SequenceEqual(call.Arguments);
    }
}
