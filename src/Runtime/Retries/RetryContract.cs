using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace IntentContracts.Runtime;

/// <summary>A <see cref="RetryPolicyAttribute"/> as generated code hands it to the guard, with a pipeline and a budget for each <see cref="IntentGuards"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RetryContract
{
    private readonly ConditionalWeakTable<IntentGuards, RetryPipeline> _pipelines = [];
    private readonly Type[] _on;

    /// <summary>Creates a contract.</summary>
    /// <param name="contractId">The documentation id of the member.</param>
    /// <param name="owner">The team that answers for it; empty when none is declared.</param>
    /// <param name="maxAttempts">How often the body runs at most.</param>
    /// <param name="baseDelay">What the pauses grow from.</param>
    /// <param name="maxDelay">The longest pause.</param>
    /// <param name="budget">How many retries all callers have in hand; 0 for no limit.</param>
    /// <param name="on">The exceptions that are worth another attempt; every one when empty.</param>
    /// <param name="mode">What the guard was compiled to.</param>
    public RetryContract(string contractId, string owner, int maxAttempts, TimeSpan baseDelay, TimeSpan maxDelay, int budget, Type[] on, GuardMode mode = GuardMode.Enforce)
    {
        ArgumentNullException.ThrowIfNull(on);
        ContractId = contractId;
        Owner = owner;
        MaxAttempts = maxAttempts;
        BaseDelay = baseDelay;
        MaxDelay = maxDelay;
        Budget = budget;
        Mode = mode;
        _on = [.. on];
    }

    internal string ContractId { get; }

    internal string Owner { get; }

    internal int MaxAttempts { get; }

    internal TimeSpan BaseDelay { get; }

    internal TimeSpan MaxDelay { get; }

    internal int Budget { get; }

    internal GuardMode Mode { get; }

    internal RetryPipeline For(IntentGuards guards) => _pipelines.GetValue(guards, key => new(this, key));

    /// <summary>Whether a failure is worth another attempt, if attempts and budget are left, and does not ask for a longer pause than there may be.</summary>
    internal bool IsWorthIt(Exception? fault, object? result, TimeProvider time, CancellationToken cancellationToken) =>
        IsHandled(fault, result, cancellationToken) && !(RetryAfter.Of(fault, result, time) > MaxDelay);

    private bool IsHandled(Exception? fault, object? result, CancellationToken cancellationToken) => fault switch
    {
        null => RetryAfter.IsFailure(result),
        OperationCanceledException when cancellationToken.IsCancellationRequested => false,
        IntentContractException and not IdempotencyConflictException => false,
        _ => _on.Length == 0 || Array.Exists(_on, type => type.IsInstanceOfType(fault)),
    };
}
