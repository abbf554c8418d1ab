using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// What the message of a call keeps a mediator's behaviour from running: <c>mediator.Send(internalCommand)</c> comes through the behaviour to no handler of a message that is no internal command.
/// </summary>
internal sealed class GivenMessages
{
    private readonly Catalogue _catalogue;
    private readonly MediatorDispatch _mediators;
    private readonly HashSet<MethodNode> _behaviours;

    public GivenMessages(CodeGraph graph, Catalogue catalogue)
    {
        _catalogue = catalogue;
        _mediators = new(graph);
        _behaviours = [.. catalogue.All<DispatchMeaning>().SelectMany(_mediators.Behaviours)];
    }

    /// <param name="arrival">The call that leads to a behaviour.</param>
    /// <param name="next">What the behaviour calls.</param>
    public bool Exclude(CallEdge arrival, CallEdge next)
    {
        if (!_behaviours.Contains(arrival.To) || arrival.Site < 0 || next.Site < 0 || next.To.Method.Parameters.Count == 0
            || next.From.Method.Sites[next.Site].Target.Name != "Invoke"
            || arrival.From.Method.Sites[arrival.Site] is not { Kind: SiteKind.Call or SiteKind.VirtualCall } send
            || _catalogue.OfCall(send.Target) is not DispatchMeaning)
        {
            return false;
        }

        // Rules of several areas ask at the same time.
        lock (_mediators)
        {
            return !_mediators.CanBeSent(arrival.From, send, next.To.Method.Parameters[0]);
        }
    }
}
