using System.Buffers;
using System.ComponentModel;
using System.Security.Cryptography;
using System.Text.Json;

namespace IntentContracts.Runtime;

/// <summary>Hashes the arguments of a call, by name, in the order in which they are added.</summary>
/// <remarks>
/// An argument counts as the canonical JSON of its run-time type; members below it as System.Text.Json writes them, so what is ignored there
/// (non-public members, <c>[JsonIgnore]</c>) does not distinguish two calls.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct FingerprintBuilder
{
    /// <summary>Changes when the canonical form does, so that an old outcome is refused rather than replayed for other arguments.</summary>
    private const string Version = "v1:";

    private ArrayBufferWriter<byte>? _bytes;

    /// <summary>Adds an argument.</summary>
    /// <typeparam name="T">Its declared type.</typeparam>
    /// <param name="name">The parameter.</param>
    /// <param name="value">The argument.</param>
    /// <exception cref="ArgumentException">The argument cannot be written as JSON: a stream, a delegate, an object graph with a cycle.</exception>
    public void Add<T>(string name, T value)
    {
        using var writer = new Utf8JsonWriter(_bytes ??= new());
        writer.WriteStartArray();
        writer.WriteStringValue(name);
        try
        {
            CanonicalJson.Write(writer, value);
        }
        catch (Exception failure) when (failure is NotSupportedException or JsonException or InvalidOperationException)
        {
            throw new ArgumentException(
                $"The argument '{name}' ({value?.GetType() ?? typeof(T)}) cannot be compared with that of a duplicate call: pass data instead, and take services from the type.",
                name,
                failure);
        }

        writer.WriteEndArray();
    }

    /// <summary>The fingerprint of what was added so far.</summary>
    /// <returns>A versioned SHA-256. Without arguments, that of nothing.</returns>
    public readonly Fingerprint Build() =>
        new(Version + Convert.ToHexStringLower(SHA256.HashData(_bytes is null ? [] : _bytes.WrittenSpan)));
}
