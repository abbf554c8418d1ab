namespace IntentContracts;

/// <summary>Declares that an enumeration-valued field or property of this type is a state, which only the type's <see cref="TransitionAttribute"/> members change.</summary>
/// <remarks>
/// <para><b>Build</b>: writing the state anywhere but in a transition or a constructor is an error, with the path that leads there (IC1601); so are states that no transition reaches, states
/// that nothing leaves and that are not terminal, and two transitions of one member from the same state (IC1603). <b>Run time</b>: see <see cref="TransitionAttribute"/>. Documents
/// show the machine as a diagram, each edge with the member and the entry points that reach it.</para>
/// <para><b>Neither sees</b> reflection and object-relational mappers, which set the state when they load an object.</para>
/// </remarks>
/// <param name="state">The field or auto-implemented property that holds the state: <c>nameof(Status)</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class StateMachineAttribute(string state) : Attribute
{
    /// <summary>The field or auto-implemented property that holds the state.</summary>
    public string State { get; } = state;

    /// <summary>The state of a new object, a member of the state's enumeration. Required.</summary>
    public object? Initial { get; set; }

    /// <summary>The states that nothing leaves: <c>[OrderStatus.Shipped, OrderStatus.Cancelled]</c>.</summary>
    public object[] Terminal { get; set; } = [];
}
