using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>The calls that have led to a method, the last one last: what a method is given on them, whatever others give it.</summary>
internal readonly struct Way
{
    private readonly IReadOnlyList<CallEdge>? _calls;
    private readonly int _count;

    public Way(IReadOnlyList<CallEdge> calls)
        : this(calls, calls.Count)
    {
    }

    private Way(IReadOnlyList<CallEdge> calls, int count)
    {
        _calls = calls;
        _count = count;
    }

    /// <summary>No way in particular: what is given is what any caller gives.</summary>
    public static Way Any => default;

    public bool IsAny => _calls is null;

    /// <summary>The way to where the last call stands.</summary>
    public Way Before => new(_calls!, _count - 1);

    /// <summary>The last call, where it hands its own arguments to a method; null where the way begins there, or a delegate or a handler runs.</summary>
    public CallEdge? Into(MethodNode node) =>
        _count > 0 && _calls![_count - 1] is { Via: null } call && call.To == node && GivenValues.IsCallOf(call.From.Method.Sites[call.Site], node.Method) ? call : null;
}
