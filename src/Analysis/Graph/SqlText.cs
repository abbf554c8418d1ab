using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>What a statement does, from its text where the code shows it.</summary>
internal static class SqlText
{
    internal const string Definition = "Dapper.CommandDefinition";

    private static readonly char[] Separators = [' ', '\t', '\r', '\n', '(', ';'];

    /// <summary>Words of a stored procedure's name by which it says that it writes.</summary>
    private static readonly HashSet<string> Writing = new(StringComparer.OrdinalIgnoreCase)
    {
        "Add", "Archive", "Cancel", "Clear", "Close", "Create", "Decrement", "Delete", "Increment", "Insert", "Mark", "Merge", "Move", "Purge", "Remove", "Replace", "Reset", "Restore", "Revoke", "Save", "Store", "Update", "Upsert", "Write",
    };

    /// <summary>
    /// The text stands in the call, in the constructor of the command, or in its CommandText; what Dapper is given may come from further away. Without a text a Query or a reader is taken
    /// for a read and anything else for a write that commits.
    /// </summary>
    /// <returns>With whether the text says so.</returns>
    public static (EffectCategory Category, Repetition Repetition, bool IsShown) Classify(MethodNode node, SiteFact call, SqlOrigins origins)
    {
        var isDapper = call.Target.Type.StartsWith("Dapper.", StringComparison.Ordinal);
        var texts = isDapper ? origins.Of(node, call) : null;
        if (texts is not null && texts.All(Begins))
        {
            var meanings = texts.Select(Classify).Distinct().ToList();
            return meanings.Count == 1 ? (meanings[0].Category, meanings[0].Repetition, true)
                : (meanings.TrueForAll(m => m.Category == EffectCategory.DbRead) ? EffectCategory.DbRead : EffectCategory.DbCommit, Repetition.Unclear, true);
        }

        // The name of a stored procedure says nothing of what it does.
        var text = Of(node.Method, call);
        if (text is not null && text.IndexOfAny(Separators) >= 0)
        {
            var (category, repetition) = Classify(text);
            return (category, repetition, true);
        }

        var reads = call.Target.Name.StartsWith("Query", StringComparison.Ordinal)
            || call.Target.Name.StartsWith("ExecuteReader", StringComparison.Ordinal)
            || call.Target.Name.StartsWith("ExecuteScalar", StringComparison.Ordinal);
        return reads ? (EffectCategory.DbRead, Repetition.Harmless, !isDapper || texts is not null || text is not null) : (EffectCategory.DbCommit, Repetition.Unclear, true);
    }

    /// <summary>Statements about the database and not about its rows: <c>PRAGMA wal_checkpoint(TRUNCATE)</c>, <c>VACUUM</c>, <c>ANALYZE</c>.</summary>
    private static bool IsUpkeep(string sql) =>
        WithoutComments(sql).Split(Separators, StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words && words[0].ToUpperInvariant() is "PRAGMA" or "VACUUM" or "ANALYZE" or "CHECKPOINT" or "REINDEX";

    /// <summary>Whether a statement only takes a lock of the database, or gives it back, or sees to the database itself.</summary>
    public static bool IsLock(MethodNode node, SiteFact call, SqlOrigins origins) => OnlyDoes(node, call, origins, static text => SqlLocks.Are(text) || IsUpkeep(text));

    /// <summary>Whether a statement only takes the next number of a sequence.</summary>
    public static bool IsNextNumber(MethodNode node, SiteFact call, SqlOrigins origins) => OnlyDoes(node, call, origins, static text => SqlSequences.AreTaken(WithoutComments(text)));

    /// <summary>Of a text that is put together, nothing that the body adds may change rows, either.</summary>
    private static bool OnlyDoes(MethodNode node, SiteFact call, SqlOrigins origins, Func<string, bool> does) =>
        origins.Given(node, call) is { } texts
        && texts.All(does)
        && !node.Method.Sites.Any(s => s.Target.Name is "AppendLiteral" or "Append" or "Concat" or "AppendFormatted" && s.Arguments.SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a]).Any(a => a.Kind == ValueKind.Text && SqlLocks.MayChange(a.Text)));

    /// <summary>All that a call can run; empty where the code does not show it.</summary>
    public static IReadOnlyList<string> Texts(MethodNode node, SiteFact call, SqlOrigins origins) => origins.Given(node, call) ?? (Of(node.Method, call) is { } text ? [text] : []);

    /// <summary>Whether what is run is a stored procedure of which nobody knows whether it writes: nothing but a name, or a call of one by its name, and one that does not say so.</summary>
    public static bool IsProcedure(MethodNode node, SiteFact call, SqlOrigins origins) =>
        Texts(node, call, origins) is { Count: > 0 } texts && texts.All(t => (IsName(t) || CallsByName(t)) && !SaysItWrites(t));

    /// <summary>Whether all that a statement does is to insert what is not there yet.</summary>
    public static bool IsEnsured(MethodNode node, SiteFact call, SqlOrigins origins) =>
        Texts(node, call, origins) is { Count: > 0 } texts && texts.All(Ensures);

    private static bool Ensures(string sql)
    {
        var words = WithoutComments(sql).ToUpperInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        var text = string.Join(" ", words);
        return words.Length > 0 && words[0] is "INSERT" or "WITH"
            && (text.Contains("DO NOTHING") || text.Contains("INSERT OR IGNORE ") || text.Contains("INSERT IGNORE "))
            && !words.Any(w => w is "UPDATE" or "DELETE" or "MERGE");
    }

    /// <summary><c>[dbo].[Order_Update]</c>, <c>usp_close_month</c>, <c>SaveOrder</c>.</summary>
    private static bool SaysItWrites(string name)
    {
        var begin = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            if (i < name.Length && char.IsLetter(name[i]) && char.IsLetter(name[i - 1]) && !(char.IsUpper(name[i]) && char.IsLower(name[i - 1])))
            {
                continue;
            }

            if (Writing.Contains(name.Substring(begin, i - begin)))
            {
                return true;
            }

            begin = i;
        }

        return false;
    }

    /// <summary>A whole one: of a text that is put together, what it begins with (<c>$"[{schema}].[Order_Update]"</c>) is none.</summary>
    private static bool IsName(string text) => text.Trim() is { Length: > 0 } name && name.Any(char.IsLetter) && name[name.Length - 1] is not ('.' or '[') && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '[' or ']' or '"' or '#' or '$');

    private static bool CallsByName(string text)
    {
        var words = WithoutComments(text).Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1
            && words[0].ToUpperInvariant() is "EXEC" or "EXECUTE" or "CALL"
            && !words.Skip(1).Any(w => w.ToUpperInvariant() is "INSERT" or "UPDATE" or "DELETE" or "MERGE" or "TRUNCATE" or "INTO");
    }

    /// <summary>The text of a statement, where the code shows it.</summary>
    public static string? Of(MethodFact method, SiteFact call)
    {
        // What Dapper is to run can stand in a definition, with its parameters and its token.
        foreach (var argument in call.Arguments)
        {
            if (Values.Source(method, argument) is { Kind: SiteKind.New, Target.Type: Definition } definition)
            {
                return FirstText(definition);
            }

            // ExecuteSql($"update …")
            if (Values.Source(method, argument) is { Target: { Type: "System.Runtime.CompilerServices.FormattableStringFactory", Name: "Create" } } filled)
            {
                return FirstText(filled);
            }
        }

        // Who is handed the statement runs that one, and not what a command beside it is told.
        return FirstText(call) ?? (DocIdParameters.Of(call.Target.Id).Any(p => p is "System.String" or "System.FormattableString") ? null : CommandTexts.Of(method, call) ?? OnlyCommandText(method));
    }

    internal static (EffectCategory Category, Repetition Repetition) Classify(string sql)
    {
        var words = WithoutComments(sql).Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        var insert = false;
        var write = false;
        foreach (var word in words)
        {
            switch (word.ToUpperInvariant())
            {
                case "INSERT":
                    insert = true;
                    break;
                case "UPDATE" or "DELETE" or "MERGE" or "TRUNCATE" or "CREATE" or "ALTER" or "DROP" or "CALL" or "EXEC" or "EXECUTE":
                    write = true;
                    break;
            }
        }

        // ON CONFLICT / ON DUPLICATE KEY / INSERT OR IGNORE: the author has thought of the second time. FOR UPDATE reads.
        var upper = string.Join(" ", words).ToUpperInvariant();
        if (write && !insert && words.Length > 0 && IsQuery(words[0]) && !upper.Contains(" SET "))
        {
            write = upper.Contains("DELETE FROM") || upper.Contains("TRUNCATE ") || upper.Contains("MERGE INTO");
        }

        return insert ? (EffectCategory.DbCommit, upper.Contains(" ON CONFLICT") || upper.Contains(" ON DUPLICATE KEY") || upper.Contains("INSERT OR IGNORE ") || upper.Contains("INSERT IGNORE ") ? Repetition.Harmless : Repetition.Unclear)
            : write ? (EffectCategory.DbCommit, Repetition.Harmless)
            : (EffectCategory.DbRead, Repetition.Harmless);
    }

    /// <summary>Whether a text is a statement, or the beginning of one.</summary>
    public static bool Begins(string text) =>
        WithoutComments(text).Split(Separators, 2, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()?.ToUpperInvariant() is "SELECT" or "WITH" or "INSERT" or "UPDATE" or "DELETE" or "MERGE" or "TRUNCATE" or "CREATE" or "ALTER" or "DROP" or "CALL" or "EXEC" or "EXECUTE" or "SHOW" or "VALUES";

    private static bool IsQuery(string firstWord) => firstWord.ToUpperInvariant() is "SELECT" or "WITH";

    private static string? FirstText(SiteFact site)
    {
        foreach (var argument in site.Arguments)
        {
            if (argument.Kind == ValueKind.Text)
            {
                return argument.Text;
            }
        }

        return null;
    }

    private static string? OnlyCommandText(MethodFact method)
    {
        string? only = null;
        foreach (var site in method.Sites)
        {
            // A definition that is kept in a local is made in its place, by a plain call of the constructor.
            var makesCommand = (site.Kind == SiteKind.New && site.Target.Type.EndsWith("Command", StringComparison.Ordinal)) || site.Target is { Type: Definition, Name: ".ctor" or "#ctor" };
            if ((makesCommand || site.Target.Name is "set_CommandText" or "CreateCommand") && FirstText(site) is { } text)
            {
                if (only is not null && Classify(only) != Classify(text))
                {
                    return null;
                }

                only = text;
            }
        }

        return only;
    }

    private static string WithoutComments(string sql)
    {
        var lines = sql.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var comment = lines[i].IndexOf("--", StringComparison.Ordinal);
            lines[i] = comment < 0 ? lines[i] : lines[i].Substring(0, comment);
        }

        return string.Join("\n", lines);
    }
}
