namespace IntentContracts.Tasks.Configuration;

/// <summary>The project says something that cannot be meant. The message names the property and what it may be.</summary>
internal sealed class ConfigurationException(string message) : Exception(message);
