namespace IntentContracts.Generators.Model;

/// <summary>The edges of a state machine that one member stands for.</summary>
/// <param name="State">Name of the field or property.</param>
/// <param name="StateType">The enumeration, fully qualified.</param>
/// <param name="Machine">What holds the state, for messages: the type's name.</param>
/// <param name="HelperName">The generated method that knows where an edge leads.</param>
/// <param name="Permitted">The states on entry, for messages: <c>Draft, Paid</c>.</param>
internal sealed record TransitionModel(string State, string StateType, string Machine, string HelperName, string Permitted, EquatableArray<EdgeModel> Edges);

/// <param name="From">Members of the enumeration, by name.</param>
/// <param name="To">A member of the enumeration, by name.</param>
internal sealed record EdgeModel(EquatableArray<string> From, string To, SourcePlace Attribute);

/// <summary>A state machine for the manifest.</summary>
internal sealed record MachineModel(
    string Type, string Member, string Initial, EquatableArray<string> Terminal, EquatableArray<string> States, SourcePlace Place);
