using System.ComponentModel;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IntentContracts.Runtime;

/// <summary>Hashes the arguments of a call, by name, in the order in which they are added.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct FingerprintBuilder
{
    private System.Buffers.ArrayBufferWriter<byte>? _buffer;

    /// <summary>Adds an argument.</summary>
    /// <typeparam name="T">Its declared type.</typeparam>
    /// <param name="name">The parameter.</param>
    /// <param name="value">The argument.</param>
    public void Add<T>(string name, T value)
    {
        _buffer ??= new();
        using var writer = new Utf8JsonWriter(_buffer);
        JsonSerializer.Serialize(writer, new JsonObject { [name] = JsonSerializer.SerializeToNode(value) });
    }

    /// <summary>The fingerprint of what was added.</summary>
    /// <returns>A versioned SHA-256.</returns>
    public readonly Fingerprint Build() =>
        new("v1:" + Convert.ToHexStringLower(SHA256.HashData(_buffer is null ? [] : _buffer.WrittenSpan)));
}
