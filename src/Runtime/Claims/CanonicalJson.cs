using System.Collections;
using System.Text.Json;

namespace IntentContracts.Runtime;

/// <summary>Writes a value so that equal values give equal bytes: members of objects and dictionaries in ordinal order (as RFC 8785 does).</summary>
/// <remarks>Numbers keep the digits they have: <c>1.0m</c> and <c>1.00m</c> differ. Sequences keep their order, also where the type has none.</remarks>
internal static class CanonicalJson
{
    /// <summary>Writes the value as the type it has, not as the type it was declared with: what a derived type adds counts too.</summary>
    public static void Write<T>(Utf8JsonWriter writer, T value)
    {
        var type = value?.GetType() ?? typeof(T);
        if (type != typeof(T) && Nullable.GetUnderlyingType(typeof(T)) is null && value is not IEnumerable)
        {
            // Two subtypes with the same members are still two different arguments. Collections are compared by content alone.
            writer.WriteStringValue(type.ToString());
        }

        Write(writer, JsonSerializer.SerializeToElement(value, type, ClaimJson.Options));
    }

    public static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(static m => m.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
