namespace IntentContracts.Testing;

/// <summary>A store broke a sentence of <see cref="IIdempotencyStore"/>'s contract. The message says which, and what was seen.</summary>
/// <param name="message">The sentence and what was seen.</param>
/// <param name="innerException">What the store threw, when it threw something that it must not.</param>
public sealed class ConformanceException(string message, Exception? innerException = null) : Exception(message, innerException);
