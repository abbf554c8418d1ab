using System.Text;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Facts;

/// <summary>
/// Facts as bytes: a header (magic, version, checksum), then the records in order. Strings, types and method references are written once and named by
/// number afterwards; so equal facts are equal bytes, and a reference that a thousand sites share is one object again when read.
/// </summary>
internal static class FactsFormat
{
    /// <summary>Raised whenever the model or the meaning of a field changes.</summary>
    public const int Version = 50;

    private const int Magic = 0x46434349;
    private const int HeaderSize = 16;

    public static byte[] Write(AssemblyFacts facts)
    {
        using var stream = new MemoryStream();
        stream.Write(new byte[HeaderSize], 0, HeaderSize);
        using (var writer = new FactsWriter(new BinaryWriter(stream, new UTF8Encoding(false), leaveOpen: true)))
        {
            writer.Assembly(facts);
        }

        var bytes = stream.ToArray();
        BitConverter.GetBytes(Magic).CopyTo(bytes, 0);
        BitConverter.GetBytes(Version).CopyTo(bytes, 4);
        BitConverter.GetBytes(Checksum(bytes)).CopyTo(bytes, 8);
        return bytes;
    }

    /// <summary>The facts; null when the bytes are of another version, cut off or damaged.</summary>
    public static AssemblyFacts? Read(byte[] bytes)
    {
        if (bytes.Length < HeaderSize || BitConverter.ToInt32(bytes, 0) != Magic || BitConverter.ToInt32(bytes, 4) != Version
            || BitConverter.ToUInt64(bytes, 8) != Checksum(bytes))
        {
            return null;
        }

        using var reader = new FactsStreamReader(new BinaryReader(new MemoryStream(bytes, HeaderSize, bytes.Length - HeaderSize), new UTF8Encoding(false)));
        return reader.Assembly();
    }

    /// <summary>FNV-1a over what follows the header, eight bytes at a time.</summary>
    private static ulong Checksum(byte[] bytes)
    {
        var hash = 14695981039346656037UL;
        var i = HeaderSize;
        for (; i + 8 <= bytes.Length; i += 8)
        {
            hash = (hash ^ BitConverter.ToUInt64(bytes, i)) * 1099511628211;
            hash ^= hash >> 29;
        }

        for (; i < bytes.Length; i++)
        {
            hash = (hash ^ bytes[i]) * 1099511628211;
        }

        return hash ^ (ulong)bytes.Length;
    }
}
