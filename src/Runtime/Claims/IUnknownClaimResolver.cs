namespace IntentContracts;

/// <summary>Finds out what became of an execution whose outcome is unknown: asks the payment provider, looks for the file.</summary>
/// <remarks>
/// Asked by each call that meets a held claim, before it is refused; several calls may ask at once, and the first answer counts. An exception is logged, and the claim stays held.
/// </remarks>
public interface IUnknownClaimResolver
{
    /// <summary>Finds out.</summary>
    /// <param name="claim">What is known.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    /// <returns>What became of it.</returns>
    ValueTask<UnknownClaimResolution> ResolveAsync(UnknownClaim claim, CancellationToken cancellationToken);
}
