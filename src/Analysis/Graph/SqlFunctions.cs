using System.Text.RegularExpressions;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Statements that only call a function of the database, which writes: <c>select * from depot.update_parcel($1, $2)</c>. It is run like a query, since it answers with rows, and its name says that it is none.
/// </summary>
internal static class SqlFunctions
{
    /// <summary>With what a function that changes rows begins, as a word of its own or run together with what it changes: <c>delete_parcel</c>, <c>deleteparcel</c>.</summary>
    private static readonly string[] Changes = ["insert", "update", "delete", "upsert", "remove", "merge", "create", "save"];

    private static readonly Regex Called = new(@"^\s*select\s+(?:[^();]*?\sfrom\s+(?<name>[\w.""\[\]]+)|(?<name>[\w""\[\]]+\.[\w.""\[\]]+))\s*\(", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Whether all that a call can run are such statements; null when one is not, or the code does not show it.</summary>
    /// <returns>Whether each name says so in a word of its own: of one that is run together it is likely only, as <c>deletedparcels</c> may well read.</returns>
    public static bool? Write(MethodNode node, SiteFact call, SqlOrigins origins)
    {
        if (SqlText.Texts(node, call, origins) is not { Count: > 0 } texts)
        {
            return null;
        }

        var said = texts.Select(Says).ToList();
        return said.Exists(s => s is null) ? null : said.TrueForAll(s => s == true);
    }

    /// <summary>The same of one statement.</summary>
    public static bool? Says(string sql)
    {
        if (Called.Match(sql) is not { Success: true } called)
        {
            return null;
        }

        var qualified = called.Groups["name"].Value;
        var name = qualified.Substring(qualified.LastIndexOf('.') + 1).Trim('"', '[', ']', '_');
        var begins = Array.Find(Changes, word => name.StartsWith(word, StringComparison.OrdinalIgnoreCase));
        return begins is null ? null : name.Length == begins.Length || !char.IsLower(name[begins.Length]);
    }
}
