using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Flow;

/// <summary>The control flow of the bodies that somebody asked about, each computed once.</summary>
internal sealed class Flows
{
    private readonly Dictionary<MethodFact, ControlFlow> _known = new(ByReference<MethodFact>.Instance);

    public ControlFlow Of(MethodFact method)
    {
        if (!_known.TryGetValue(method, out var flow))
        {
            _known.Add(method, flow = new(method));
        }

        return flow;
    }
}
