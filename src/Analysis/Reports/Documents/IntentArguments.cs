namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>Named arguments in an attribute's text: <c>Key = "request.Id", OnFault = FaultedClaim.Release</c>.</summary>
internal static class IntentArguments
{
    /// <summary>The last word of a named argument's value (<c>Release</c>), or a string's content; null when it is not given.</summary>
    public static string? Value(string text, string name)
    {
        foreach (var argument in Split(text))
        {
            var equals = argument.IndexOf('=');
            if (equals < 0 || argument.Substring(0, equals).Trim() != name)
            {
                continue;
            }

            var value = argument.Substring(equals + 1).Trim();
            return value.StartsWith("\"", StringComparison.Ordinal) ? value.Trim('"') : value.Substring(value.LastIndexOf('.') + 1);
        }

        return null;
    }

    // At commas outside string literals and brackets.
    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        var depth = 0;
        var inString = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when inString:
                    i++;
                    break;
                case '"':
                    inString = !inString;
                    break;
                case '(' or '[' or '{' when !inString:
                    depth++;
                    break;
                case ')' or ']' or '}' when !inString:
                    depth--;
                    break;
                case ',' when !inString && depth == 0:
                    yield return text.Substring(start, i - start);
                    start = i + 1;
                    break;
            }
        }

        yield return text.Substring(start);
    }
}
