namespace IntentContracts;

/// <summary>What becomes of a key when the body throws.</summary>
public enum FaultedClaim
{
    /// <summary>
    /// The outcome is unknown: an effect may have happened. The key is held, and further calls are refused with an
    /// <c>IdempotencyUnknownException</c> until somebody resolves it. Safe without further thought, hence the default.
    /// </summary>
    Hold,

    /// <summary>
    /// The key is free again and the next call runs the body. Right only if no effect can remain after a failure: all of them roll back
    /// with the body, or are themselves idempotent by the same key.
    /// </summary>
    Release,
}
