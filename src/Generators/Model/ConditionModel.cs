namespace IntentContracts.Generators.Model;

/// <summary>The conditions of one operation.</summary>
internal sealed record OperationConditions(EquatableArray<ConditionModel> Requires, EquatableArray<OldModel> Olds, EquatableArray<ConditionModel> Ensures)
{
    public static OperationConditions None { get; } = new(EquatableArray<ConditionModel>.Empty, EquatableArray<OldModel>.Empty, EquatableArray<ConditionModel>.Empty);
}

/// <summary>One <c>[Requires]</c> or <c>[Ensures]</c>, as a generated method evaluates it.</summary>
/// <param name="Name">The generated method.</param>
/// <param name="Expression">Null when it was refused; checking it then fails.</param>
/// <param name="Written">The condition as the user reads it in the exception.</param>
/// <param name="Parameters">What the condition calls the operation's parameters: a contract of an interface may name them otherwise.</param>
/// <param name="Olds">Which of the operation's old values it uses.</param>
/// <param name="Origin">The type that declares it, when that is another one.</param>
/// <param name="CanThrow">Evaluating it may run other code or fail; if not, nothing needs to catch.</param>
internal sealed record ConditionModel(
    string Name,
    EmbeddedExpression? Expression,
    string Written,
    string Because,
    SourcePlace Attribute,
    EquatableArray<string> Parameters,
    EquatableArray<int> Olds,
    OriginModel? Origin,
    bool CanThrow = true);

/// <summary>One <c>old(…)</c>: evaluated on entry, kept until the exit.</summary>
/// <param name="Name">The generated method that evaluates it.</param>
/// <param name="Local">What stands for it in the condition: as wide as the text it replaces, so that columns stay.</param>
/// <param name="CanThrow">Evaluating it may run other code or fail.</param>
internal sealed record OldModel(string Name, string Local, string Type, EmbeddedExpression Expression, EquatableArray<string> Parameters, OriginModel? Origin, bool CanThrow);

/// <summary>Another type whose conditions hold here: they are bound with the usings of the file that they were written in, hence in a file of their own.</summary>
/// <param name="HintSuffix">Names the file.</param>
internal sealed record OriginModel(string HintSuffix, EquatableArray<string> Usings);
