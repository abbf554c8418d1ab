namespace IntentContracts.Runtime;

/// <summary>One object inside one of its asynchronous members. The chain of these flows with the execution context of the member's core.</summary>
internal sealed class OpenFlow(object instance, OpenFlow? outer)
{
    private static readonly AsyncLocal<OpenFlow?> Ambient = new();

    private volatile bool _closed;

    public static OpenFlow? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    public OpenFlow? Outer { get; } = outer;

    /// <summary>The member has ended. A flow that it forked and left behind still sees this node, and must not take itself for nested.</summary>
    public void Close() => _closed = true;

    public static bool IsInside(object instance)
    {
        for (var open = Current; open is not null; open = open.Outer)
        {
            if (ReferenceEquals(open.Instance, instance) && !open._closed)
            {
                return true;
            }
        }

        return false;
    }

    private object Instance { get; } = instance;
}
