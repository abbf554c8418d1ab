namespace IntentContracts.Testing;

/// <summary>A store to be proved, and its clock.</summary>
/// <param name="Store">Empty, and used by nobody else. Each case is given one of its own.</param>
/// <param name="LetTimePass">
/// Moves the store's clock on: a fake clock is set, the times in a database's rows are set back, or, where neither is possible, one waits.
/// Cases let years pass, so a store that can only wait proves them by <see cref="ConformanceCase.NeedsYears"/>.
/// </param>
public sealed record StoreUnderTest(IIdempotencyStore Store, Func<TimeSpan, Task> LetTimePass);
