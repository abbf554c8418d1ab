namespace IntentContracts.Generators.Model;

/// <summary>One <c>[Invariant]</c>.</summary>
/// <param name="Name">The generated property that evaluates the condition.</param>
/// <param name="Condition">Null when it was refused; checking it then fails.</param>
/// <param name="Written">The condition as the user reads it in the exception.</param>
/// <param name="Origin">The interface that declares it, when one does.</param>
/// <param name="CanThrow">Evaluating it may run other code or fail.</param>
internal sealed record InvariantModel(string Name, EmbeddedExpression? Condition, string Written, string Because, SourcePlace Attribute, OriginModel? Origin, bool CanThrow);

/// <summary>The members that check a type's invariants; written once per type, whatever the number of its parts.</summary>
/// <param name="Invariants">All of the type, also those declared in other parts.</param>
/// <param name="Owner">Who answers for the type.</param>
/// <param name="CanBeDerivedFrom">A class that is not sealed: derived types add their own conditions to those of this one.</param>
/// <param name="BaseIsGuarded">A base class has checks of its own, which come first.</param>
internal sealed record InvariantChecks(
    EquatableArray<InvariantModel> Invariants,
    string ContractId,
    string Owner,
    bool CanBeDerivedFrom,
    bool BaseIsGuarded);
