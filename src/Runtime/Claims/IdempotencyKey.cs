using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace IntentContracts.Runtime;

/// <summary>Turns the value of a key or scope expression into the text that is claimed.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class IdempotencyKey
{
    /// <summary>The same text for the same value, whatever the culture; different texts for different values of one type.</summary>
    /// <remarks>
    /// Text as it is; numbers, identifiers, enumerations and times in their invariant, round-trip form; tuples part by part with their lengths, so that
    /// <c>("a", "bc")</c> is not <c>("ab", "c")</c>; anything else as canonical JSON, never by its <see cref="object.ToString"/>, which follows the culture or
    /// names only the type.
    /// </remarks>
    /// <typeparam name="T">The type of the expression.</typeparam>
    /// <param name="value">Its value.</param>
    /// <param name="expression">The expression, for the message.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentException">The value identifies nothing: null, empty, white space, an empty <see cref="Guid"/>, an object without data.</exception>
    public static string From<T>(T value, [CallerArgumentExpression(nameof(value))] string expression = "") =>
        Text(value) is { } text
            ? text
            : throw new ArgumentException($"The idempotency key '{expression}' is null or empty: it would be everybody's key.", expression);

    /// <summary>The key of a member with type parameters: of other types it is another member, whose effect is another one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="types">The type arguments, and the declaring type where it is generic.</param>
    /// <returns>The key with the types' names.</returns>
    public static string Of(string key, params Type[] types) =>
        string.IsNullOrEmpty(key) ? key : $"{key}\0{string.Join('\0', types.Select(static t => t.ToString()))}";

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => string.IsNullOrWhiteSpace(text) ? null : text,
        Guid id => id == Guid.Empty ? null : id.ToString("D"),
        DateTime or DateTimeOffset or DateOnly or TimeOnly => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        bool or char => Convert.ToString(value, CultureInfo.InvariantCulture),
        ITuple tuple when value.GetType().IsValueType => Parts(tuple),
        _ => Json(value),
    };

    private static string? Parts(ITuple tuple)
    {
        var text = new StringBuilder();
        for (var i = 0; i < tuple.Length; i++)
        {
            if (Text(tuple[i]) is not { } part)
            {
                return null;
            }

            text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}");
        }

        return text.Length == 0 ? null : text.ToString();
    }

    private static string? Json(object value)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            CanonicalJson.Write(writer, JsonSerializer.SerializeToElement(value, value.GetType(), ClaimJson.Options));
        }

        var json = Encoding.UTF8.GetString(bytes.WrittenSpan);
        return json is "{}" or "[]" or "\"\"" or "null" ? null : json;
    }
}
