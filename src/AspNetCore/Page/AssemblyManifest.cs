using IntentContracts.Shared;

namespace IntentContracts.AspNetCore;

/// <summary>What one assembly of the application declares.</summary>
internal sealed record AssemblyManifest(string Name, string Version, Manifest Manifest);
