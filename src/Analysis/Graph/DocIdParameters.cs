namespace IntentContracts.Analysis.Graph;

/// <summary>The parameters that a DocId spells: which overload a call means.</summary>
internal static class DocIdParameters
{
    public static IReadOnlyList<string> Of(string id)
    {
        var open = id.IndexOf('(');
        if (open < 0)
        {
            return [];
        }

        var close = id.LastIndexOf(')');
        var parameters = new List<string>();
        var depth = 0;
        var start = open + 1;
        for (var i = start; i < close; i++)
        {
            switch (id[i])
            {
                case '{' or '[':
                    depth++;
                    break;
                case '}' or ']':
                    depth--;
                    break;
                case ',' when depth == 0:
                    parameters.Add(id.Substring(start, i - start));
                    start = i + 1;
                    break;
            }
        }

        if (close > start)
        {
            parameters.Add(id.Substring(start, close - start));
        }

        return parameters;
    }
}
