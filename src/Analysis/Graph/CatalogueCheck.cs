using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Graph;

/// <summary>Which of the user's catalogue lines and entry point patterns name nothing.</summary>
internal static class CatalogueCheck
{
    /// <param name="seesEverything">
    /// The project is a program: what none of its references declares exists nowhere in it. A library may share its catalogue with projects that
    /// reference more than it does.
    /// </param>
    public static IEnumerable<CatalogueProblem> Lines(IReadOnlyList<CatalogueLine> lines, ReferencedSymbols symbols, bool seesEverything)
    {
        foreach (var line in lines)
        {
            if (line.Type.EndsWith("*", StringComparison.Ordinal))
            {
                continue;
            }

            var members = symbols.Members(line.Type);
            if (members is null)
            {
                var dot = line.Type.LastIndexOf('.');
                if (seesEverything || symbols.HasNamespace(dot < 0 ? "" : line.Type.Substring(0, dot)))
                {
                    yield return new(line.Source, line.Line, $"no reference declares the type {line.Type}: correct the line or remove it");
                }
            }
            else if (line.Member.Length > 0 && !members.Any(line.MatchesMember))
            {
                yield return new(line.Source, line.Line, $"{line.Type} declares no member {line.Member}: name the type that declares it, as the compiler calls it");
            }
        }
    }

    public static IEnumerable<CatalogueProblem> Patterns(IReadOnlyList<string> patterns, CodeGraph graph)
    {
        foreach (var pattern in patterns)
        {
            if (!graph.Nodes.Any(n => DocIdPattern.Matches(pattern, n.Method.Id)))
            {
                yield return new("", 0, $"IntentEntryPoint '{pattern}' matches no method: write a DocId such as M:Shop.Jobs.ImportJob.RunAsync(*)");
            }
        }
    }
}
