using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace IntentContracts.Runtime;

/// <summary>Turns the value of a key expression into the text that is claimed.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class IdempotencyKey
{
    /// <summary>The same text for the same value, whatever the culture.</summary>
    /// <typeparam name="T">The type of the key expression.</typeparam>
    /// <param name="value">Its value.</param>
    /// <param name="expression">The expression, for the message.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">The value identifies nothing: null or empty.</exception>
    public static string From<T>(T value, [CallerArgumentExpression(nameof(value))] string expression = "")
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture);
        return string.IsNullOrWhiteSpace(text)
            ? throw new ArgumentException($"The idempotency key '{expression}' is null or empty.", expression)
            : text;
    }
}
