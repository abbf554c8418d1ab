namespace IntentContracts.Analysis.Catalogues;

/// <summary>A line that is not understood: reported where it stands.</summary>
internal sealed record CatalogueProblem(string Source, int Line, string Message);

/// <summary>Reads catalogue text. A '#' starts a comment; blank lines are allowed; a line that is wrong does not take the others with it.</summary>
internal static class CatalogueParser
{
    private const string Arrow = "->";

    public static IReadOnlyList<CatalogueLine> Parse(string source, string text, ICollection<CatalogueProblem> problems)
    {
        var lines = new List<CatalogueLine>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var comment = raw.IndexOf('#');
            var line = (comment < 0 ? raw : raw.Substring(0, comment)).Trim();
            if (line.Length == 0)
            {
                continue;
            }

            var problem = ParseLine(source, number, line, lines);
            if (problem is not null)
            {
                problems.Add(new(source, number, problem));
            }
        }

        return lines;
    }

    private static string? ParseLine(string source, int number, string line, List<CatalogueLine> lines)
    {
        var arrow = line.IndexOf(Arrow, StringComparison.Ordinal);
        if (arrow < 0)
        {
            return $"'{line}' has no '->': write Namespace.Type::Member -> meaning";
        }

        var symbol = line.Substring(0, arrow).Trim();
        var meaning = MeaningWords.Parse(line.Substring(arrow + Arrow.Length).Trim());
        if (meaning is null)
        {
            return $"'{line.Substring(arrow + Arrow.Length).Trim()}' is not a meaning: use one of {string.Join(", ", MeaningWords.All)}";
        }

        var role = SymbolRole.Called;
        var space = symbol.IndexOf(' ');
        if (space > 0)
        {
            switch (symbol.Substring(0, space))
            {
                case "implements":
                    role = SymbolRole.Implemented;
                    break;
                case "attribute":
                    role = SymbolRole.Attribute;
                    break;
                case "base":
                    role = SymbolRole.Base;
                    break;
                case "catch":
                    role = SymbolRole.Caught;
                    break;
                default:
                    return $"'{symbol.Substring(0, space)}' is not a role: use implements, attribute, base, catch, or none for a member that is called";
            }

            symbol = symbol.Substring(space + 1).Trim();
        }

        var colons = symbol.IndexOf("::", StringComparison.Ordinal);
        var needsMember = role is SymbolRole.Called or SymbolRole.Implemented;
        if (needsMember != colons >= 0)
        {
            return needsMember ? $"'{symbol}' names no member: write Namespace.Type::Member" : $"'{symbol}' must name a type alone";
        }

        lines.Add(new(role, needsMember ? symbol.Substring(0, colons) : symbol, needsMember ? symbol.Substring(colons + 2) : "", meaning, source, number));
        return null;
    }
}
