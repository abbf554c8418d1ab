namespace IntentContracts;

/// <summary>What becomes of a key when the body throws, or its process dies.</summary>
public enum FaultedClaim
{
    /// <summary>
    /// What is certain decides. Rolled back together with its claim, or failed before anything could have happened: the key is free again. A failure that is declared as an outcome
    /// (<see cref="IdempotentAttribute.ReplayFailures"/>): replayed. Otherwise the outcome is unknown: the key is held, and further calls are refused with an
    /// <c>IdempotencyUnknownException</c> until somebody resolves it. The default.
    /// </summary>
    Auto,

    /// <summary>The outcome is unknown from the moment the body begins, whatever rolls back: the key is held until somebody resolves it.</summary>
    Hold,

    /// <summary>
    /// The key is free again and the next call runs the body. Right only if no effect can remain after a failure: all of them roll back
    /// with the body, or are themselves idempotent by the same key.
    /// </summary>
    Release,
}
