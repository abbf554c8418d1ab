using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IntentContracts;

/// <summary>Names one claim in a store: a hash of contract, scope and key, so that stores hold and log nothing of a caller.</summary>
/// <param name="Value">64 lowercase hexadecimal digits (SHA-256).</param>
public readonly record struct ClaimKey(string Value)
{
    /// <summary>The key of a claim.</summary>
    /// <remarks>
    /// Each part is hashed with its length before it, so no two different triples share an input: scope <c>a</c> with key <c>bc</c> is not
    /// scope <c>ab</c> with key <c>c</c>.
    /// </remarks>
    /// <param name="contractId">The contract.</param>
    /// <param name="scope">Whose key it is.</param>
    /// <param name="key">The key that the caller repeats.</param>
    /// <returns>The same value for the same three strings, in every process and version.</returns>
    public static ClaimKey Create(string contractId, string scope, string key)
    {
        ArgumentNullException.ThrowIfNull(contractId);
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(key);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, contractId);
        Append(hash, scope);
        Append(hash, key);
        return new(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    private static void Append(IncrementalHash hash, string part)
    {
        var bytes = Encoding.UTF8.GetBytes(part);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
