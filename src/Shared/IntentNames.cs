namespace IntentContracts.Shared;

/// <summary>Full metadata names of the vocabulary: attributes are matched by full name, never by short name or by reference.</summary>
internal static class IntentNames
{
    public const string Namespace = "IntentContracts";

    public const string AfterCommit = "IntentContracts.AfterCommitAttribute";
    public const string Assumes = "IntentContracts.AssumesAttribute";
    public const string Blocking = "IntentContracts.BlockingAttribute";
    public const string CriticalPath = "IntentContracts.CriticalPathAttribute";
    public const string Deadline = "IntentContracts.DeadlineAttribute";
    public const string Effect = "IntentContracts.EffectAttribute";
    public const string Ensures = "IntentContracts.EnsuresAttribute";
    public const string Exclusive = "IntentContracts.ExclusiveAttribute";
    public const string GuardedBy = "IntentContracts.GuardedByAttribute";
    public const string Idempotent = "IntentContracts.IdempotentAttribute";
    public const string NaturallyIdempotent = "IntentContracts.NaturallyIdempotentAttribute";
    public const string NotIdempotent = "IntentContracts.NotIdempotentAttribute";
    public const string TransactionBoundary = "IntentContracts.TransactionBoundaryAttribute";
    public const string NoTransaction = "IntentContracts.NoTransactionAttribute";
    public const string NoRetry = "IntentContracts.NoRetryAttribute";
    public const string NotThreadSafe = "IntentContracts.NotThreadSafeAttribute";
    public const string OwnedBy = "IntentContracts.OwnedByAttribute";
    public const string Invariant = "IntentContracts.InvariantAttribute";
    public const string IntentException = "IntentContracts.IntentExceptionAttribute";
    public const string QueryPerItem = "IntentContracts.QueryPerItemAttribute";
    public const string Requires = "IntentContracts.RequiresAttribute";
    public const string RetryPolicy = "IntentContracts.RetryPolicyAttribute";
    public const string StateMachine = "IntentContracts.StateMachineAttribute";
    public const string Swallows = "IntentContracts.SwallowsAttribute";
    public const string ThreadSafe = "IntentContracts.ThreadSafeAttribute";
    public const string Transition = "IntentContracts.TransitionAttribute";

    /// <summary>Every attribute of the vocabulary, in ordinal order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        AfterCommit, Assumes, Blocking, CriticalPath, Deadline, Effect, Ensures, Exclusive, GuardedBy, Idempotent, IntentException, Invariant, NaturallyIdempotent,
        NoRetry, NoTransaction, NotIdempotent, NotThreadSafe, OwnedBy, QueryPerItem, Requires, RetryPolicy, StateMachine, Swallows, ThreadSafe, TransactionBoundary, Transition,
    ];

    /// <summary>On members: decisions that are not delegated, with their area. Whoever owns the member answers for its body.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> NeverDelegated { get; } =
    [
        new(Exclusive, "concurrency"), new(GuardedBy, "concurrency"),
        new(TransactionBoundary, "transactions"), new(NoTransaction, "transactions"), new(AfterCommit, "transactions"),
        new(RetryPolicy, "retries"), new(NoRetry, "retries"),
        new(Idempotent, "idempotency"), new(NaturallyIdempotent, "idempotency"), new(NotIdempotent, "idempotency"),
        new(Transition, "a state machine"),
    ];

    /// <summary>Where code says that an effect begins, and how.</summary>
    public const string Claim = "IntentContracts.IntentClaim";
    public const string BeforeEffect = "BeforeEffectAsync";

    /// <summary>What a core is named after its shell: <c>PlaceAsync</c> runs <c>PlaceAsyncCore</c>.</summary>
    public const string CoreSuffix = "Core";

    /// <summary>The generated member that checks a type's invariants; its constructors call it last.</summary>
    public const string EnsureInvariants = "EnsureInvariants";
}
