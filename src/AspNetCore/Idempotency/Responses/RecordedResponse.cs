using System.Text;
using Microsoft.AspNetCore.Http;

namespace IntentContracts.AspNetCore;

/// <summary>A response as the store keeps it.</summary>
/// <param name="HasBody">False when it was too large: then only the status is known.</param>
internal sealed record RecordedResponse(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body, bool HasBody = true)
{
    // A reader that meets another format refuses to guess.
    private const byte Format = 1;

    /// <summary>One entry for each value, in the order of names and values.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> HeadersOf(IHeaderDictionary headers, IEnumerable<string> names) =>
    [
        .. from name in names.Order(StringComparer.OrdinalIgnoreCase)
           where FieldName.MayBeReplayed(name)
           from value in headers[name].ToArray()
           where value is not null && FieldName.IsValidValue(value)
           select KeyValuePair.Create(name, value),
    ];

    /// <returns>What fits, and whether that is all of it.</returns>
    public (byte[] Bytes, bool IsWhole) Encode(int maxBytes)
    {
        if (HasBody && Body.Length <= maxBytes && Write() is { } whole && whole.Length <= maxBytes)
        {
            return (whole, true);
        }

        return ((this with { Headers = [], Body = default, HasBody = false }).Write(), false);
    }

    public static RecordedResponse? TryDecode(ReadOnlyMemory<byte> recorded)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(recorded.ToArray(), writable: false), Encoding.UTF8);
            if (reader.ReadByte() != Format)
            {
                return null;
            }

            var hasBody = reader.ReadBoolean();
            var status = reader.Read7BitEncodedInt();
            var headers = new List<KeyValuePair<string, string>>();
            for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
            {
                headers.Add(KeyValuePair.Create(reader.ReadString(), reader.ReadString()));
            }

            var body = reader.ReadBytes(recorded.Length);
            return status is >= 200 and <= 599 ? new(status, headers, body, hasBody) : null;
        }
        catch (Exception damaged) when (damaged is EndOfStreamException or FormatException or IOException or ArgumentException)
        {
            return null;
        }
    }

    private byte[] Write()
    {
        var bytes = new MemoryStream(Body.Length + 256);
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Format);
            writer.Write(HasBody);
            writer.Write7BitEncodedInt(Status);
            writer.Write7BitEncodedInt(Headers.Count);
            foreach (var (name, value) in Headers)
            {
                writer.Write(name);
                writer.Write(value);
            }

            writer.Write(Body.Span);
        }

        return bytes.ToArray();
    }
}
