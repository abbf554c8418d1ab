using System.Globalization;
using System.Text;

namespace IntentContracts.Analysis.Reports.Text;

/// <summary>A relative path as a URI reference (RFC 3986): everything but unreserved characters and '/' is percent-encoded.</summary>
internal static class UriPath
{
    // Uri.EscapeDataString is no help: on .NET Framework it throws on unpaired surrogates, which a file name may hold.
    public static string Encode(string path)
    {
        var uri = new StringBuilder(path.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(path))
        {
            if (IsUnreserved((char)octet) || octet == (byte)'/')
            {
                uri.Append((char)octet);
            }
            else
            {
                uri.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return uri.ToString();
    }

    private static bool IsUnreserved(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '.' or '_' or '~';
}
