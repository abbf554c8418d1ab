namespace IntentContracts.Generators.Model;

/// <summary>One thing that runs: a method, an accessor or a constructor, its core, and the guards between them. All texts are C# source.</summary>
/// <param name="TypeParameters">With angle brackets; empty when there are none.</param>
/// <param name="Constraints">The where clauses, each with a leading blank.</param>
/// <param name="ExitName">The generated method that checks at the exit, where that may come after the return.</param>
/// <param name="ChecksInvariants">The instance's invariants are checked at the outermost exit.</param>
/// <param name="NeedsScope">It has to be known whether another member of the object is around this one: some core of the type calls other code.</param>
/// <param name="SaysHowToCompile">The user has a <c>[MethodImpl]</c> on it, which stands there once.</param>
/// <param name="IsConstructor">Nobody else has the object yet: invariants are checked without asking who is inside.</param>
/// <param name="RefusedBy">The rule that forbids a guard here; the shell then refuses to run.</param>
internal sealed record Operation(
    ReturnShape Return,
    string TypeParameters,
    string Constraints,
    EquatableArray<GuardedParameter> Parameters,
    bool IsStatic,
    bool IsUnsafe,
    bool IsConstructor,
    CoreCall Core,
    string ContractId,
    string Owner,
    WaitingStages Waiting,
    OperationConditions Conditions,
    TransitionModel? Transition,
    bool ChecksInvariants,
    bool NeedsScope,
    bool SaysHowToCompile,
    string ExitName,
    string? RefusedBy);

/// <param name="DeclarationModifiers">With a trailing blank, such as <c>params </c>; as in the declaration.</param>
/// <param name="CallModifier">With a trailing blank, such as <c>ref </c>.</param>
/// <param name="IsToken">The <c>CancellationToken</c> that the guards hand down.</param>
/// <param name="IsInput">Part of what the caller asks for, hence of the idempotency fingerprint.</param>
/// <param name="IsOut">Has no value before the core has run.</param>
/// <param name="IsBoundToTheCall">Of a ref struct or pointer type: it cannot outlive the call.</param>
internal sealed record GuardedParameter(
    string Name,
    string Type,
    string DeclarationModifiers,
    string CallModifier,
    bool IsToken,
    bool IsInput,
    bool IsOut,
    bool IsBoundToTheCall);

/// <summary>How the core is reached.</summary>
/// <param name="StaticReceiver">The type, with its dot, when the core is static and its shell need not be: a core that touches nothing of the instance.</param>
internal sealed record CoreCall(CoreForm Form, string Name, string StaticReceiver = "");

internal enum CoreForm
{
    Method,
    Getter,
    Setter,
    Adder,
    Remover,
}

/// <param name="Type">The whole return type, with <c>ref</c> where it has one.</param>
/// <param name="Result">What a returned task carries; empty when it carries nothing.</param>
/// <param name="IsRefLike">Of a ref struct type.</param>
internal sealed record ReturnShape(ReturnKind Kind, string Type, string Result, bool IsRefLike)
{
    /// <summary>Ends after it has returned.</summary>
    public bool IsTask => Kind is ReturnKind.Task or ReturnKind.TaskOfResult or ReturnKind.ValueTask or ReturnKind.ValueTaskOfResult;

    /// <summary>The type of what a condition calls <c>result</c>; empty when there is nothing.</summary>
    public string ResultType => Kind switch
    {
        ReturnKind.Value => Type,
        ReturnKind.TaskOfResult or ReturnKind.ValueTaskOfResult => Result,
        _ => "",
    };
}

internal enum ReturnKind
{
    Void,
    Value,

    /// <summary>The caller could write through it after any check.</summary>
    Reference,

    Task,
    TaskOfResult,
    ValueTask,
    ValueTaskOfResult,

    /// <summary>Nothing has run when the member returns; the core's own stream is passed through unchecked.</summary>
    Stream,
}
