using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Flow;

/// <summary>The control flow of the bodies that somebody asked about, each computed once.</summary>
internal sealed class Flows
{
    private readonly Dictionary<MethodFact, ControlFlow> _known = new(ByReference.Instance);

    public ControlFlow Of(MethodFact method)
    {
        if (!_known.TryGetValue(method, out var flow))
        {
            _known.Add(method, flow = new(method));
        }

        return flow;
    }

    /// <summary>Records compare their lists by reference anyway; their hash would walk all of them.</summary>
    private sealed class ByReference : IEqualityComparer<MethodFact>
    {
        public static ByReference Instance { get; } = new();

        public bool Equals(MethodFact? x, MethodFact? y) => ReferenceEquals(x, y);

        public int GetHashCode(MethodFact obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}
