using System.Collections.Concurrent;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Flow;

/// <summary>The control flow of the bodies that somebody asked about. Several can ask at the same time: what two of them compute at once is the same.</summary>
internal sealed class Flows
{
    private readonly ConcurrentDictionary<MethodFact, ControlFlow> _known = new(ByReference<MethodFact>.Instance);

    public ControlFlow Of(MethodFact method)
    {
        if (!_known.TryGetValue(method, out var flow))
        {
            flow = _known.GetOrAdd(method, new ControlFlow(method));
        }

        return flow;
    }
}
