namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Statements that only take the next number of a sequence: <c>SELECT NEXT VALUE FOR dbo.OrderNumbers</c>, <c>select nextval('order_numbers')</c>. A sequence stands outside every transaction: what was taken from it no failure gives back, and a number that
/// nobody uses is no half of anything.
/// </summary>
internal static class SqlSequences
{
    private static readonly char[] Separators = [' ', '\t', '\r', '\n', '(', ')', ';', ',', '=', '"', '\''];

    /// <summary>Whether a statement, or the beginning of a text that is put together around the name of the sequence, does nothing else.</summary>
    public static bool AreTaken(string sql)
    {
        var words = sql.ToUpperInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1
            && words[0] is "SELECT" or "SET" or "DECLARE"
            && (words.Any(w => w is "NEXTVAL") || Enumerable.Range(0, words.Length - 2).Any(i => words[i] == "NEXT" && words[i + 1] == "VALUE" && words[i + 2] == "FOR"))
            && !SqlLocks.MayChange(sql);
    }
}
