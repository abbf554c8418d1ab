namespace IntentContracts.Runtime;

/// <summary>A key that the current flow holds.</summary>
internal sealed class OpenExclusive(KeyedLocks locks, (string Group, string Key) key, string contractId, OpenExclusive? outer)
{
    private static readonly AsyncLocal<OpenExclusive?> Ambient = new();

    private volatile bool _closed;

    public static OpenExclusive? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>The key was released. A flow that was forked and left behind still sees this, and is not inside any more.</summary>
    public void Close() => _closed = true;

    /// <summary>The contract that holds a key around the current code, if one does.</summary>
    public static string? Holder(KeyedLocks locks, (string Group, string Key) key)
    {
        for (var open = Current; open is not null; open = open.Outer)
        {
            if (!open._closed && ReferenceEquals(open.Locks, locks) && open.Key == key)
            {
                return open.ContractId;
            }
        }

        return null;
    }

    private KeyedLocks Locks { get; } = locks;

    private (string Group, string Key) Key { get; } = key;

    private string ContractId { get; } = contractId;

    private OpenExclusive? Outer { get; } = outer;
}
