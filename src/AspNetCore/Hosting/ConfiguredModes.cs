using Microsoft.Extensions.Options;

namespace IntentContracts.AspNetCore;

/// <summary>The modes of guards as configured, and as the configuration changes while the host runs.</summary>
internal sealed class ConfiguredModes : IDisposable
{
    private readonly IDisposable? _changes;

    public ConfiguredModes(IOptionsMonitor<IntentContractsOptions> options)
    {
        Apply(options.CurrentValue);
        _changes = options.OnChange(Apply);
    }

    public IntentGuardOptions Current { get; } = new();

    public void Dispose() => _changes?.Dispose();

    // Each kind is written once: a guard that looks meanwhile must not see a mode that nobody has configured.
    private void Apply(IntentContractsOptions options)
    {
        foreach (var kind in Enum.GetValues<GuardKind>())
        {
            Current[kind] = options.Modes.TryGetValue(kind, out var mode) ? mode : options.Mode;
        }
    }
}
