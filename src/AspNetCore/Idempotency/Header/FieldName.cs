using System.Buffers;

namespace IntentContracts.AspNetCore;

/// <summary>Names and values of header fields (RFC 9110, section 5).</summary>
internal static class FieldName
{
    private static readonly SearchValues<char> Token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // One connection's (RFC 9110, section 7.6.1), one moment's, one browser's, or counted anew for each response.
    private static readonly HashSet<string> OfOneResponse = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Content-Length", "Date", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "Server", "Set-Cookie", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        IdempotentReplayed,
    };

    /// <summary>Says that a response is a recorded one.</summary>
    public const string IdempotentReplayed = "Idempotent-Replayed";

    public static bool IsValid(string? name) => !string.IsNullOrEmpty(name) && !name.AsSpan().ContainsAnyExcept(Token);

    public static bool MayBeReplayed(string name) => IsValid(name) && !OfOneResponse.Contains(name);

    /// <summary>Nothing that ends a field: a recorded value comes from a database, which others may write.</summary>
    public static bool IsValidValue(string value) => !value.AsSpan().ContainsAnyInRange('\0', '\u0008') && !value.AsSpan().ContainsAnyInRange('\u000A', '\u001F') && !value.Contains('\u007F');
}
