namespace IntentContracts.AspNetCore;

/// <summary>The <c>type</c> of each problem (RFC 9457): what a client decides by. Once published, a type keeps its meaning.</summary>
public static class IntentProblemTypes
{
    private const string Prefix = "urn:intentcontracts:problem:";

    /// <summary>The endpoint needs a key, and the request has none.</summary>
    public const string KeyMissing = Prefix + "idempotency-key-missing";

    /// <summary>The key is not written as a structured-field string, is too long, or was sent twice.</summary>
    public const string KeyMalformed = Prefix + "idempotency-key-malformed";

    /// <summary>The body of a request with a key is larger than what is compared with a duplicate's.</summary>
    public const string RequestTooLarge = Prefix + "idempotency-request-too-large";

    /// <summary>The first execution of the key is running.</summary>
    public const string Conflict = Prefix + "idempotency-conflict";

    /// <summary>The key was used for something else.</summary>
    public const string Mismatch = Prefix + "idempotency-mismatch";

    /// <summary>An execution of the key ended, and nobody knows how.</summary>
    public const string Unknown = Prefix + "idempotency-unknown";

    /// <summary>The key was executed, and its response was too large to be recorded: <c>recordedStatus</c> says how it ended.</summary>
    public const string NotReplayable = Prefix + "idempotency-not-replayable";

    /// <summary>The execution outlived its lease, and another took the key over.</summary>
    public const string LeaseLost = Prefix + "idempotency-lease-lost";

    /// <summary>The store of claims did not answer, or takes no more: nothing has happened.</summary>
    public const string StoreUnavailable = Prefix + "idempotency-store-unavailable";

    /// <summary>What a member requires does not hold.</summary>
    public const string Requires = Prefix + "requirement-not-met";

    /// <summary>A member did not do what it promises.</summary>
    public const string Ensures = Prefix + "promise-broken";

    /// <summary>A member left its object in a state that is declared impossible.</summary>
    public const string Invariant = Prefix + "invariant-broken";

    /// <summary>The state of the object does not permit what was asked.</summary>
    public const string IllegalTransition = Prefix + "illegal-transition";

    /// <summary>A member did not end in its time.</summary>
    public const string DeadlineExceeded = Prefix + "deadline-exceeded";

    /// <summary>An exclusive member would have waited for itself.</summary>
    public const string ExclusiveReentry = Prefix + "exclusive-reentry";

    /// <summary>A boundary could not commit, because one inside it had failed.</summary>
    public const string TransactionDoomed = Prefix + "transaction-doomed";

    /// <summary>Nobody knows whether a boundary has committed.</summary>
    public const string CommitOutcomeUnknown = Prefix + "commit-outcome-unknown";

    /// <summary>A guard refused for a reason that has no type of its own.</summary>
    public const string GuardFailure = Prefix + "guard-failure";
}
