using System.Data.Common;
using System.Globalization;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>Reads SQLite's result code from an exception of Microsoft.Data.Sqlite, which this assembly does not reference.</summary>
internal static class SqliteErrors
{
    private const string Prefix = "SQLite Error ";

    /// <summary>The primary result code; null when the exception has none.</summary>
    public static int? Code(Exception failure)
    {
        // "SQLite Error 5: 'database is locked'.": neither DbException.SqlState nor its ErrorCode have it.
        if (failure is not DbException || !failure.Message.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var code = failure.Message.AsSpan(Prefix.Length);
        var end = code.IndexOf(':');
        return end > 0 && int.TryParse(code[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number & 0xFF : null;
    }
}
