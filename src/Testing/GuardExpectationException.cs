namespace IntentContracts.Testing;

/// <summary>Guards did not do what a test expects. The message says what was seen instead.</summary>
/// <param name="message">What was expected, and the events that were seen.</param>
public sealed class GuardExpectationException(string message) : Exception(message);
