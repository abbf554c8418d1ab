namespace IntentContracts.Runtime;

/// <summary>A deadline around the current code.</summary>
internal sealed class OpenDeadline
{
    private static readonly AsyncLocal<OpenDeadline?> Ambient = new();

    private readonly TimeProvider _time;
    private readonly long _start;
    private OpenDeadline? _outer;
    private volatile bool _closed;

    private OpenDeadline(string contractId, TimeProvider time, TimeSpan atMost, OpenDeadline? outer)
    {
        ContractId = contractId;
        AtMost = atMost;
        _time = time;
        _start = time.GetTimestamp();
        _outer = outer;
    }

    public string ContractId { get; }

    public TimeSpan AtMost { get; }

    /// <summary>What is left; not positive when it is over.</summary>
    public TimeSpan Remaining => AtMost - _time.GetElapsedTime(_start);

    /// <summary>The one around the current code that ends first; the innermost of equals.</summary>
    public static OpenDeadline? Nearest
    {
        get
        {
            OpenDeadline? nearest = null;
            for (var open = Open(Ambient.Value); open is not null; open = open._outer = Open(open._outer))
            {
                if (nearest is null || open.Remaining < nearest.Remaining)
                {
                    nearest = open;
                }
            }

            return nearest;
        }
    }

    /// <summary>Opens a deadline for the rest of the calling asynchronous method and everything it calls.</summary>
    public static OpenDeadline Enter(string contractId, TimeProvider time, TimeSpan atMost) =>
        Ambient.Value = new(contractId, time, atMost, Open(Ambient.Value));

    /// <summary>The member has ended. A flow that it forked and left behind still sees this node, and has no deadline from it any more.</summary>
    public void Close() => _closed = true;

    // Writing the answer back keeps the chain as short as the nesting, when each flow forks the next one.
    private static OpenDeadline? Open(OpenDeadline? node)
    {
        while (node is { _closed: true })
        {
            node = node._outer;
        }

        return node;
    }
}
