namespace IntentContracts;

/// <summary>The kinds of guards, outermost first: the order in which a shell runs them, whatever the order of the attributes.</summary>
public enum GuardKind
{
    /// <summary><c>[Deadline]</c>.</summary>
    Deadline,

    /// <summary><c>[Exclusive]</c>.</summary>
    Exclusive,

    /// <summary><c>[Idempotent]</c>.</summary>
    Idempotent,

    /// <summary><c>[RetryPolicy]</c>.</summary>
    Retry,

    /// <summary><c>[TransactionBoundary]</c>, and what waits for its commit: <c>[AfterCommit]</c>.</summary>
    Transaction,

    /// <summary><c>[Requires]</c>.</summary>
    Requires,

    /// <summary><c>[Transition]</c>.</summary>
    Transition,

    /// <summary><c>[Ensures]</c>.</summary>
    Ensures,

    /// <summary><c>[Invariant]</c>.</summary>
    Invariant,
}
