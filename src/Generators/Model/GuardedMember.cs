namespace IntentContracts.Generators.Model;

/// <summary>One shell: the user's partial declaration, its core, and the guards between them. All texts are C# source.</summary>
/// <param name="Modifiers">Exactly those of the declaration, as the language demands.</param>
/// <param name="TypeParameters">With angle brackets; empty when there are none.</param>
/// <param name="Constraints">The where clauses, each with a leading blank.</param>
/// <param name="Documentation">Lines of the documentation comment, without slashes.</param>
/// <param name="ChecksInvariants">The instance's invariants are checked at the outermost exit.</param>
/// <param name="RefusedBy">The rule that forbids a guard here; the shell then refuses to run.</param>
internal sealed record GuardedMember(
    string Name,
    string Modifiers,
    ReturnShape Return,
    string TypeParameters,
    string Constraints,
    EquatableArray<GuardedParameter> Parameters,
    bool IsStatic,
    string CoreName,
    string ContractId,
    string Owner,
    EquatableArray<string> Documentation,
    IdempotencyModel? Idempotency,
    TransactionModel? Transaction,
    bool ChecksInvariants,
    string? RefusedBy);

/// <param name="DeclarationModifiers">With a trailing blank, such as <c>params </c>; as in the declaration.</param>
/// <param name="CallModifier">With a trailing blank, such as <c>ref </c>.</param>
/// <param name="IsToken">The <c>CancellationToken</c> that the guards hand down.</param>
/// <param name="IsInput">Part of what the caller asks for, hence of the idempotency fingerprint.</param>
internal sealed record GuardedParameter(
    string Name,
    string Type,
    string DeclarationModifiers,
    string CallModifier,
    bool IsToken,
    bool IsInput);

/// <param name="Type">The whole return type, with <c>ref</c> where it has one.</param>
/// <param name="Result">What a returned task carries; empty when it carries nothing.</param>
internal sealed record ReturnShape(ReturnKind Kind, string Type, string Result);

internal enum ReturnKind
{
    Void,
    Value,

    /// <summary>Refused: the caller could write through it after any check.</summary>
    Reference,

    Task,
    TaskOfResult,
    ValueTask,
    ValueTaskOfResult,

    /// <summary>Nothing has run when the member returns; the core's own stream is passed through unchecked.</summary>
    Stream,
}
