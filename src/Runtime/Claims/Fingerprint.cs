namespace IntentContracts;

/// <summary>What a call's arguments were, as a versioned hash: two calls with one key and different fingerprints are two intentions.</summary>
/// <param name="Value">A version prefix and a hash: <c>v1:</c> and 64 lowercase hexadecimal digits. Stores compare it ordinally and interpret nothing.</param>
public readonly record struct Fingerprint(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
