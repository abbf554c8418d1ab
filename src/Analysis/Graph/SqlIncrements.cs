using System.Text.RegularExpressions;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Statements that compute a column from itself: <c>set balance = balance + 10</c>. Run twice they have counted twice, unless their own WHERE makes sure that the second time finds nothing.
/// </summary>
internal static class SqlIncrements
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant;

    /// <summary>What bounds the work of the match on a hostile text; past it nothing is said.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(200);

    /// <summary>Counters by which code watches itself: one too many does no harm, and a version only has to be another one.</summary>
    private static readonly string[] Watching = ["version", "revision", "attempt", "retry", "retries", "tries", "fail", "etag", "token", "stamp"];

    /// <summary>Columns that say which state a row was in when it was read.</summary>
    private static readonly string[] Tokens = ["version", "revision", "etag", "stamp", "xmin", "token"];

    public static bool Are(string sql)
    {
        try
        {
            // What is given back is used by the attempt that got it: numbers that are drawn twice leave a gap.
            return !Regex.IsMatch(sql, @"\b(returning|output)\b", Options, Longest) && Assignments(sql).Any(clause => Counts(clause.Set, clause.Where));
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    public static bool IsWatching(string name) => Array.Exists(Watching, w => name.IndexOf(w, StringComparison.OrdinalIgnoreCase) >= 0);

    public static bool IsToken(string name) => Array.Exists(Tokens, t => name.IndexOf(t, StringComparison.OrdinalIgnoreCase) >= 0);

    private static IEnumerable<(string Set, string Where)> Assignments(string sql)
    {
        foreach (Match match in Regex.Matches(sql, @"\b(?:set|on\s+duplicate\s+key\s+update)\s(?<set>.*?)(?:\bfrom\b.*?)?(?:\bwhere\b(?<where>.*?))?(?:;|\bwhen\b|$)", Options, Longest))
        {
            yield return (match.Groups["set"].Value, match.Groups["where"].Value);
        }
    }

    private static bool Counts(string set, string where)
    {
        var assigned = Split(set).Select(a => Regex.Match(a, @"^\s*(?:[\w""\[\]`]+\.)*[""\[`]?(?<column>[a-z_]\w*)[""\]`]?\s*(?<add>[-+*/])?=(?<value>.*)$", Options, Longest)).Where(m => m.Success).ToList();
        return assigned.Exists(a =>
        {
            var column = a.Groups["column"].Value;
            return !IsWatching(column) && (a.Groups["add"].Success || IsOfItself(column, a.Groups["value"].Value)) && !IsGuarded(where, column, assigned.ConvertAll(m => m.Groups["column"].Value));
        });
    }

    private static bool IsOfItself(string column, string value)
    {
        if (Regex.IsMatch(value, @"\b(case|greatest|least|iif)\b", Options, Longest))
        {
            return false; // it decides, and may decide that there is nothing to add
        }

        var itself = @"(?<![\w@:$.])(?:[\w""\[\]`]+\.)*[""\[`]?" + Regex.Escape(column) + @"[""\]`]?(?!\w)";
        return Regex.IsMatch(value, itself + @"\s*(?:[-+*/]|\|\|)\s*[^\s]", Options, Longest)
            || Regex.IsMatch(value, @"\b(?:coalesce|isnull|ifnull|nvl)\s*\(\s*" + itself + @"\s*,[^()]*\)\s*(?:[-+*/]|\|\|)", Options, Longest)
            || Regex.IsMatch(value, @"[+*]\s*" + itself, Options, Longest);
    }

    /// <summary>Whether the second time finds nothing: it asks for what the first has changed, for a version, or for a trace of the first.</summary>
    private static bool IsGuarded(string where, string column, IReadOnlyList<string> assigned) =>
        Regex.IsMatch(where, @"\bnot\s+exists\b", Options, Longest)
        || Regex.Matches(where, @"[a-z_]\w*", Options, Longest).Cast<Match>().Any(word => IsToken(word.Value) && IsColumn(where, word.Index))
        || assigned.Any(a => Regex.IsMatch(where, @"(?<![\w@:$])[""\[`]?" + Regex.Escape(a) + @"[""\]`]?(?!\w)" + (a == column ? @"\s*=" : ""), Options, Longest));

    private static bool IsColumn(string where, int index) => index == 0 || where[index - 1] is not ('@' or ':' or '$');

    /// <summary>The parts between commas that stand in no parentheses.</summary>
    private static IEnumerable<string> Split(string set)
    {
        var depth = 0;
        var begin = 0;
        for (var i = 0; i < set.Length; i++)
        {
            depth += set[i] == '(' ? 1 : set[i] == ')' ? -1 : 0;
            if (set[i] == ',' && depth == 0)
            {
                yield return set.Substring(begin, i - begin);
                begin = i + 1;
            }
        }

        yield return set.Substring(begin);
    }
}
