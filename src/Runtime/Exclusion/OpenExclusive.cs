namespace IntentContracts.Runtime;

/// <summary>A key that the current flow holds.</summary>
internal sealed class OpenExclusive
{
    private static readonly AsyncLocal<OpenExclusive?> Ambient = new();

    private readonly KeyedLocks _locks;
    private readonly (string Group, string Key) _key;
    private readonly string _contractId;
    private OpenExclusive? _outer;
    private volatile bool _closed;

    private OpenExclusive(KeyedLocks locks, (string Group, string Key) key, string contractId, OpenExclusive? outer)
    {
        _locks = locks;
        _key = key;
        _contractId = contractId;
        _outer = outer;
    }

    public static OpenExclusive? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>The contract that holds a key around the current code, if one does.</summary>
    public static string? Holder(KeyedLocks locks, (string Group, string Key) key)
    {
        for (var open = Open(Current); open is not null; open = open._outer = Open(open._outer))
        {
            if (ReferenceEquals(open._locks, locks) && open._key == key)
            {
                return open._contractId;
            }
        }

        return null;
    }

    /// <summary>The flow holds the key for the rest of the calling asynchronous method and everything it calls.</summary>
    public static OpenExclusive Enter(KeyedLocks locks, (string Group, string Key) key, string contractId) =>
        Current = new(locks, key, contractId, Open(Current));

    /// <summary>The key was released. A flow that was forked and left behind still sees this, and is not inside any more.</summary>
    public void Close() => _closed = true;

    // Writing the answer back keeps the chain as short as the nesting, when each flow forks the next one.
    private static OpenExclusive? Open(OpenExclusive? node)
    {
        while (node is { _closed: true })
        {
            node = node._outer;
        }

        return node;
    }
}
