namespace IntentContracts.Runtime;

/// <summary>Where a claim stands to the transaction of the member that makes it.</summary>
internal enum ClaimPlace
{
    /// <summary>In a store that knows nothing of the transaction, or there is none.</summary>
    Apart,

    /// <summary>In the transaction's database: claimed before it begins, completed inside.</summary>
    Before,

    /// <summary>Claimed and completed inside: it is committed with the effect, or not at all.</summary>
    Inside,
}
