namespace IntentContracts.Runtime;

/// <summary>One object inside one of its asynchronous members. The chain of these flows with the execution context of the member's core.</summary>
internal sealed class OpenFlow(object instance, OpenFlow? outer)
{
    // The handler runs whenever a thread comes to another flow: each thread knows its own without asking the context for it.
    private static readonly AsyncLocal<OpenFlow?> Ambient = new(static change => OpenMembers.Current.Flow = change.CurrentValue);

    private object _instance = instance;
    private volatile bool _closed;

    public static OpenFlow? Current
    {
        get => OpenMembers.Current.Flow;
        set => Ambient.Value = value;
    }

    public OpenFlow? Outer { get; private set; } = outer;

    /// <summary>The member has ended. A flow that it forked and left behind still sees this node, and must not take itself for nested.</summary>
    public void Close() => _closed = true;

    /// <summary>Used again for another member on the same thread, because the one before has ended before it returned.</summary>
    public void Reopen(object instance, OpenFlow? outer)
    {
        _instance = instance;
        Outer = outer;
        _closed = false;
    }

    public static bool IsInside(OpenFlow? innermost, object instance)
    {
        for (var open = innermost; open is not null; open = open.Outer)
        {
            if (ReferenceEquals(open._instance, instance) && !open._closed)
            {
                return true;
            }
        }

        return false;
    }
}
