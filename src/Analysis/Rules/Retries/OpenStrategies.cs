using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>Execution strategies of our own that try again whatever has failed: <c>protected override bool ShouldRetryOn(Exception exception) => true;</c>. Told where the first one is made, at what says so.</summary>
internal sealed class OpenStrategies(CodeGraph graph)
{
    private readonly HashSet<MethodNode> _told = [];

    public IEnumerable<(Location Location, string What, string Problem)> MadeIn(MethodNode node)
    {
        foreach (var site in node.Method.Sites.Where(s => s.Kind == SiteKind.New && graph.IsOwn(s.Target.Assembly)))
        {
            var type = graph.Types.Find(site.Target.Assembly, site.Target.Type);
            if (!IsStrategy(type))
            {
                continue;
            }

            for (; type is not null; type = type.Base)
            {
                if (type.Methods.FirstOrDefault(m => m.Method is { Name: "ShouldRetryOn", Parameters.Count: 1 }) is { } asked)
                {
                    if (OpenPredicates.SaysYes(asked) && _told.Add(asked))
                    {
                        yield return (new SpanLocation(asked, asked.Method.Span), "ShouldRetryOn", $"{Names.Short(asked)} has every failure tried again, also those that no attempt can mend");
                    }

                    break;
                }
            }
        }
    }

    private static bool IsStrategy(TypeNode? type)
    {
        for (; type is not null; type = type.Base)
        {
            if (type.Fact.Base?.Name.EndsWith("ExecutionStrategy", StringComparison.Ordinal) == true)
            {
                return true;
            }
        }

        return false;
    }
}
