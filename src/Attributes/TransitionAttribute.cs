namespace IntentContracts;

/// <summary>Declares that this member takes the type's state machine from one of some states to another.</summary>
/// <remarks>
/// <para>Several on one member stand for several edges; their <see cref="From"/> states are disjoint, so that the state on entry tells the target.</para>
/// <para><b>Build</b>: the type declares <see cref="StateMachineAttribute"/>, and the member is <c>partial</c> with a core (IC0004, IC5005). <b>Run time</b>: on entry the shell checks that the state
/// is one of <see cref="From"/> (<c>IllegalTransitionException</c>, and the core does not run); on success it sets the state to <see cref="To"/> unless the core has done so;
/// when the core or a later check fails, the state is put back.</para>
/// <para><b>Neither</b> locks: two flows that change one object at once need <see cref="ExclusiveAttribute"/> or a concurrency token in the database.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class TransitionAttribute : Attribute
{
    /// <summary>The states in which the member may be called: <c>[OrderStatus.Draft]</c>. Required.</summary>
    public object[] From { get; set; } = [];

    /// <summary>The state that it leads to. Required.</summary>
    public object? To { get; set; }
}
