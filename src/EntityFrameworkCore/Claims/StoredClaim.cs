using System.ComponentModel;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>One row of the table of claims, so that migrations contain it. Written by <see cref="EntityFrameworkIdempotencyStore"/> only, never through a tracker.</summary>
/// <remarks>Times and durations are microseconds, times since 1970 on the database's clock: one representation that every provider compares and indexes alike.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StoredClaim
{
    /// <summary>What <see cref="ForgottenAt"/> is for a claim that is not forgotten by itself.</summary>
    public const long Never = long.MaxValue;

    /// <summary>How many characters a claim's key has.</summary>
    public const int ClaimLength = 64;

    /// <summary>The claim's key: a hash.</summary>
    public required string Claim { get; set; }

    /// <summary>The documentation id of the member that claimed it.</summary>
    public required string ContractId { get; set; }

    /// <summary>The arguments of the execution.</summary>
    public required string Fingerprint { get; set; }

    /// <summary>The fence.</summary>
    public long Attempt { get; set; }

    /// <summary>0 in flight, 1 completed, 2 held, 3 released: free, but its attempt is remembered for a while, so that the next one is higher.</summary>
    public int State { get; set; }

    /// <summary>Whether an effect may have happened that nothing undoes.</summary>
    public bool IsMarked { get; set; }

    /// <summary>When this attempt claimed it.</summary>
    public long ClaimedAt { get; set; }

    /// <summary>When another attempt may take over, for a claim in flight.</summary>
    public long LeaseEnds { get; set; }

    /// <summary>How long a claim in flight is remembered after its lease.</summary>
    public long Retention { get; set; }

    /// <summary>When the key is free by itself.</summary>
    public long ForgottenAt { get; set; }

    /// <summary>The recorded outcome.</summary>
    public byte[]? Result { get; set; }
}
