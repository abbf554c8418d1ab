using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>What both rules of the area look at: which flow comes where, what blocks there, and which members refuse.</summary>
internal sealed class BlockingReach
{
    /// <summary>From how far above a method is handed what it waits for.</summary>
    private const int Above = 4;

    /// <summary>How many other ways are looked at.</summary>
    private const int Most = 256;

    private readonly RuleContext _context;
    private readonly ChosenBranches _branches;

    public BlockingReach(RuleContext context)
    {
        _context = context;
        _branches = new(context.Flows);
        Calls = new(context, _branches);
        Gates = new(context.Graph, Calls);
        Flow = new(context, _branches, Refuses);
    }

    public AsyncFlow Flow { get; }

    public BlockingCalls Calls { get; }

    public ShortGates Gates { get; }

    /// <summary>
    /// The way to tell of a call: the one that is at hand, as far as what it hands over does not say that nothing is waited for; otherwise another one of the same flow. Null when none of them leads to anything that blocks.
    /// </summary>
    public (Arrival At, BlockingCall Call)? Told(Arrival arrival, BlockingCall call)
    {
        var first = Calls.On(arrival.Node, call, new Way(arrival.Path));
        if (first == call || (first is not null && !call.Certain))
        {
            return (arrival, first);
        }

        (Arrival, BlockingCall)? best = first is null ? null : (arrival, first);
        foreach (var other in Flow.Others(arrival, Above).Take(Most))
        {
            if ((other.Certain || !arrival.Certain) && Calls.On(arrival.Node, call, new Way(other.Path)) is { } on)
            {
                if (on.Certain == call.Certain)
                {
                    return (other, on);
                }

                best ??= (other, on);
            }
        }

        return best;
    }

    /// <summary>Says of each member that accepts blocking whether something below it blocks.</summary>
    public void UseRefusals(Refusals refusals)
    {
        var refusing = _context.Graph.Focus.Where(Refuses).ToList();
        if (refusing.Count == 0)
        {
            return;
        }

        var whole = new AsyncFlow(_context, _branches, static _ => false);
        var seeds = whole.Arrivals
            .Where(a => a.Kind != FlowKind.Startup)
            .SelectMany(a => Calls.In(a.Node).Select(call => (a.Node, call.Site)));
        var blocks = new NearestSites(_context.Graph, seeds, follows: static edge => edge.Mode != Catalogues.RunMode.Later);
        foreach (var node in refusing)
        {
            if (blocks.Reaches(node))
            {
                Use(refusals, node);
            }
        }
    }

    private static bool Refuses(MethodNode node) =>
        node.Declares(IntentNames.Blocking) || node.Method.Related.Any(a => a.Type == IntentNames.Blocking);

    private void Use(Refusals refusals, MethodNode node)
    {
        foreach (var carrier in InheritedIntents.Carriers(_context.Graph, node, IntentNames.Blocking))
        {
            refusals.Use(carrier, IntentNames.Blocking);
        }

        if (node.Method.Related.Any(a => a.Type == IntentNames.Blocking))
        {
            refusals.Use(node.Assembly.Name, Accessors.PropertyOf(node.Method.Id), IntentNames.Blocking);
        }
    }
}
