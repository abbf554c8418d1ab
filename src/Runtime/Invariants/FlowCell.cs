namespace IntentContracts.Runtime;

/// <summary>
/// A flow with the execution context that carries it, kept by a thread for its next call from the same context: a member that ends before it returns then allocates nothing.
/// </summary>
/// <remarks>
/// A flow that such a member has forked and left behind keeps the old node, and may see it open again. Then it takes its own member for a nested one and leaves
/// the check to the outer one: a check is late, and none is wrong.
/// </remarks>
internal sealed class FlowCell
{
    private readonly ExecutionContext? _outside;
    private readonly ExecutionContext? _inside;

    private FlowCell(OpenFlow flow, ExecutionContext? outside, ExecutionContext? inside)
    {
        Flow = flow;
        _outside = outside;
        _inside = inside;
    }

    public OpenFlow Flow { get; }

    public static FlowCell Enter(OpenMembers members, object instance)
    {
        var outside = ExecutionContext.Capture();
        if (members.Spare is { } spare && outside is not null && ReferenceEquals(spare._outside, outside))
        {
            members.Spare = null;
            spare.Flow.Reopen(instance, members.Flow);
            ExecutionContext.Restore(spare._inside!);
            return spare;
        }

        var flow = new OpenFlow(instance, members.Flow);
        OpenFlow.Current = flow;
        return new(flow, outside, ExecutionContext.Capture());
    }

    /// <summary>Gives the caller its context back, with whatever else the core has set in it.</summary>
    public void Leave()
    {
        if (_outside is not null && ReferenceEquals(ExecutionContext.Capture(), _inside))
        {
            ExecutionContext.Restore(_outside);
        }
        else
        {
            OpenFlow.Current = Flow.Outer;
        }
    }

    /// <summary>The member has ended before it returned.</summary>
    public void Close()
    {
        Flow.Close();
        if (_outside is not null && _inside is not null)
        {
            OpenMembers.Current.Spare = this;
        }
    }
}
