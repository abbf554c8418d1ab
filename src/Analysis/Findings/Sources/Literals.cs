namespace IntentContracts.Analysis.Findings.Sources;

/// <summary>How far a text, a character or a number of C# reaches: in quotes, verbatim, raw, with what is put into them.</summary>
internal static class Literals
{
    public static bool Begins(string text, int at) =>
        text[at] is '"' or '\'' || char.IsDigit(text[at]) || (text[at] is '$' or '@' && Quote(text, at) >= 0);

    /// <summary>The place behind it.</summary>
    public static int End(string text, int at, int end)
    {
        if (char.IsDigit(text[at]))
        {
            for (; at < end && (char.IsLetterOrDigit(text[at]) || text[at] == '_' || (text[at] == '.' && at + 1 < end && char.IsDigit(text[at + 1]))); at++)
            {
            }

            return at;
        }

        var quote = Quote(text, at);
        var quotes = Run(text, quote, '"');
        if (quotes >= 3)
        {
            var close = text.IndexOf(new string('"', quotes), quote + quotes, StringComparison.Ordinal);
            return close < 0 ? end : Math.Min(end, close + quotes + Run(text, close + quotes, '"'));
        }

        var prefix = text.Substring(at, quote - at);
        return Plain(text, quote, end, prefix.Contains('@'), prefix.Contains('$'));
    }

    private static int Plain(string text, int quote, int end, bool isVerbatim, bool hasHoles)
    {
        for (var i = quote + 1; i < end; i++)
        {
            if (text[i] == text[quote])
            {
                if (!isVerbatim || i + 1 >= end || text[i + 1] != '"')
                {
                    return i + 1;
                }

                i++;
            }
            else if (text[i] == '\\' && !isVerbatim)
            {
                i++;
            }
            else if (hasHoles && text[i] == '{')
            {
                i = i + 1 < end && text[i + 1] == '{' ? i + 1 : EndOfHole(text, i, end);
            }
        }

        return end;
    }

    /// <summary>At the brace that closes what is put into a text; other texts may stand in it.</summary>
    private static int EndOfHole(string text, int at, int end)
    {
        var depth = 0;
        for (var i = at; i < end; i++)
        {
            if (text[i] == '{')
            {
                depth++;
            }
            else if (text[i] == '}' && --depth == 0)
            {
                return i;
            }
            else if (text[i] is '"' or '\'' || (text[i] is '$' or '@' && Quote(text, i) >= 0))
            {
                i = End(text, i, end) - 1;
            }
        }

        return end;
    }

    private static int Quote(string text, int at)
    {
        for (; at < text.Length && text[at] is '$' or '@'; at++)
        {
        }

        return at < text.Length && text[at] is '"' or '\'' ? at : -1;
    }

    private static int Run(string text, int at, char of)
    {
        var length = 0;
        for (; at + length < text.Length && text[at + length] == of; length++)
        {
        }

        return length;
    }
}
