namespace IntentContracts.Analysis.Findings.Sources;

/// <param name="At">Where it begins in the text.</param>
internal readonly record struct Word(string Text, int At);

/// <summary>
/// The names, brackets and signs of a stretch of C#, without comments and literals. It is no parser, and need not be one: what it reads has been compiled.
/// </summary>
internal static class Words
{
    /// <returns>In order; null where a condition of the preprocessor decides what was compiled.</returns>
    public static List<Word>? Of(string text, int start, int end)
    {
        var words = new List<Word>();
        for (var i = start; i < end;)
        {
            var c = text[i];
            if (IsStart(c) || (c == '@' && i + 1 < end && IsStart(text[i + 1])))
            {
                var from = c == '@' ? i + 1 : i;
                for (i = from; i < end && (IsStart(text[i]) || char.IsDigit(text[i])); i++)
                {
                }

                words.Add(new(text.Substring(from, i - from), from));
            }
            else if (Literals.Begins(text, i))
            {
                i = Literals.End(text, i, end);
            }
            else if (c == '#' && IsFirstInLine(text, i))
            {
                if (!IsHarmless(text, i + 1))
                {
                    return null;
                }

                i = EndOfLine(text, i, end);
            }
            else if (Starts(text, i, "//"))
            {
                i = EndOfLine(text, i, end);
            }
            else if (Starts(text, i, "/*"))
            {
                var close = text.IndexOf("*/", i + 2, StringComparison.Ordinal);
                i = close < 0 ? end : close + 2;
            }
            else if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else
            {
                var length = Starts(text, i, "=>") || Starts(text, i, "==") ? 2 : 1;
                words.Add(new(text.Substring(i, length), i));
                i += length;
            }
        }

        return words;
    }

    private static bool IsStart(char c) => c == '_' || char.IsLetter(c);

    private static bool Starts(string text, int at, string with) => string.CompareOrdinal(text, at, with, 0, with.Length) == 0;

    private static int EndOfLine(string text, int at, int end)
    {
        var close = text.IndexOf('\n', at);
        return close < 0 ? end : close + 1;
    }

    private static bool IsFirstInLine(string text, int at)
    {
        for (at--; at >= 0 && text[at] != '\n'; at--)
        {
            if (!char.IsWhiteSpace(text[at]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsHarmless(string text, int at)
    {
        for (; at < text.Length && text[at] is ' ' or '\t'; at++)
        {
        }

        return Starts(text, at, "pragma") || Starts(text, at, "region") || Starts(text, at, "endregion") || Starts(text, at, "nullable");
    }
}
