using System.Globalization;
using System.Text.RegularExpressions;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>The parameters that a DocId spells: which overload a call means.</summary>
internal static class DocIdParameters
{
    /// <summary>A type parameter of the type; those of a method have two marks.</summary>
    private static readonly Regex OfType = new("(?<!`)`([0-9]+)", RegexOptions.CultureInvariant);

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

    /// <summary>The same with what the call closes the type over in the place of its type parameters.</summary>
    public static IReadOnlyList<string> Of(MethodRef member)
    {
        var parameters = Of(member.Id);
        return member.TypeArguments.Count == 0 ? parameters : [.. parameters.Select(p => OfType.Replace(p, match => Closed(match, member.TypeArguments)))];
    }

    private static string Closed(Match parameter, IReadOnlyList<TypeName> arguments) =>
        int.TryParse(parameter.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < arguments.Count ? arguments[index].ToString() : parameter.Value;
}
