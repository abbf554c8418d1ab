namespace IntentContracts.EntityFrameworkCore;

/// <summary>What it means that the statement of a claim has failed.</summary>
internal enum ClaimFailure
{
    /// <summary>Something that the caller must hear of.</summary>
    Other,

    /// <summary>Another transaction has claimed the key and has not ended.</summary>
    Waited,

    /// <summary>This transaction cannot see what another one has committed meanwhile; a new one can.</summary>
    Outdated,

    /// <summary>The database is locked as a whole, for a moment.</summary>
    Busy,
}
