using System.Text;

namespace IntentContracts.PostgreSql;

/// <summary>The names of a store's objects, quoted so that any name is only a name.</summary>
internal sealed class ClaimTable
{
    // PostgreSQL cuts identifiers at 63 bytes, silently: two cut names could be the same. The longest suffix below has 13.
    private const int MaxTableBytes = 40;
    private const int MaxSchemaBytes = 63;

    public ClaimTable(PostgreSqlIdempotencyStoreOptions options)
    {
        Schema = Checked(options.Schema, MaxSchemaBytes, nameof(options.Schema));
        Table = Checked(options.Table, MaxTableBytes, nameof(options.Table));
    }

    public string Schema { get; }

    public string Table { get; }

    public string SequenceName => Table + "_attempt";

    public string HeldIndex => Quote(Table + "_held");

    public string ForgottenIndex => Quote(Table + "_forgotten");

    public string QuotedSchema => Quote(Schema);

    /// <summary>For use as a table in a statement.</summary>
    public string QuotedTable => Quote(Schema) + "." + Quote(Table);

    /// <summary>For use as a sequence in DDL.</summary>
    public string QuotedSequence => Quote(Schema) + "." + Quote(SequenceName);

    /// <summary>For people.</summary>
    public string DisplayName => Schema + "." + Table;

    /// <summary>A string literal, whatever <c>standard_conforming_strings</c> says: a backslash makes it an E-string.</summary>
    public static string Literal(string text)
    {
        var doubled = text.Replace("'", "''", StringComparison.Ordinal);
        return text.Contains('\\', StringComparison.Ordinal) ? "E'" + doubled.Replace("\\", "\\\\", StringComparison.Ordinal) + "'" : "'" + doubled + "'";
    }

    private static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static string Checked(string name, int maxBytes, string option)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name, option);
        if (name.Contains('\0', StringComparison.Ordinal) || name.Contains('$', StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(name) > maxBytes)
        {
            // The dollar would end the quoting of the script's DO block.
            throw new ArgumentException($"'{name}' cannot be used: a name has at most {maxBytes} bytes of UTF-8, no dollar sign and no NUL.", option);
        }

        return name;
    }
}
