namespace IntentContracts.AspNetCore;

/// <summary>Something that the code relies on and does not enforce, looked at while the program runs: the clock is synchronised, an index exists, a queue delivers in order. Registered as a service.</summary>
public interface IAssumptionCheck
{
    /// <summary>What is assumed, in a few words.</summary>
    string Name { get; }

    /// <summary>The team that answers for it; empty when nobody does.</summary>
    string Owner { get; }

    /// <summary>Looks. An exception means that nobody knows, which counts as not holding.</summary>
    /// <param name="cancellationToken">The health check has no more time.</param>
    /// <returns>What was found.</returns>
    ValueTask<AssumptionResult> CheckAsync(CancellationToken cancellationToken);
}
