using IntentContracts.Analysis.Graph;
using IntentContracts.Cli.Terminals;

namespace IntentContracts.Cli.Queries;

/// <summary>What <c>intent reach</c> was asked about: an entry point, or any method.</summary>
/// <param name="Entry">Null for a method that nobody outside calls.</param>
internal sealed record Start(MethodNode Node, EntryPoint? Entry);

/// <summary>Reads <c>POST /orders</c>, <c>ShippingWorker</c>, <c>OrderService.PlaceAsync</c>, <c>M:Shop.*</c>.</summary>
internal sealed class EntryQuery(CodeGraph graph, IReadOnlyList<EntryPoint> entries)
{
    private const int MostListed = 20;

    /// <exception cref="ToolException">Nothing matches, or several things do; the message lists them.</exception>
    public Start Find(string query)
    {
        Func<EntryPoint, bool>[] stages =
        [
            e => Pattern.Is(query, e.Title),
            e => Pattern.Is(query, e.Node.Method.Id) || Pattern.Is(query, Names.Short(e.Node)) || Pattern.Is(query, e.Node.Method.Name) || Pattern.Is(query, Names.Type(e.Node.Type.Name)),
            e => Pattern.Has(query, e.Title) || Pattern.Has(query, Names.Short(e.Node)),
        ];
        foreach (var stage in stages)
        {
            var found = entries.Where(stage).ToList();
            if (found.Count == 1)
            {
                return new(found[0].Node, found[0]);
            }

            if (found.Count > 1)
            {
                throw Ambiguous(query, found.Select(e => e.Kind == "http" ? e.Title : $"{e.Title} ({e.Kind})"));
            }
        }

        var methods = graph.Nodes
            .Where(EffectQuery.IsUsers)
            .Where(n => Pattern.Is(query, n.Method.Id) || Pattern.Is(query + "(*)", n.Method.Id) || Pattern.Is(query, Names.Short(n)) || Pattern.Is(query, n.Method.Name))
            .ToList();
        return methods switch
        {
            [var only] => new(only, null),
            [] => throw ToolException.NoInput(
                $"no entry point or method is called '{query}'{Suggestions.Sentence(query, entries.Select(e => e.Title).Concat(graph.Nodes.Where(EffectQuery.IsUsers).Select(Names.Short)))}",
                entries.Count <= MostListed ? [.. entries.Select(e => e.Title)] : []),
            _ => throw Ambiguous(query, methods.Select(n => n.Method.Id)),
        };
    }

    private static ToolException Ambiguous(string query, IEnumerable<string> candidates)
    {
        var all = candidates.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return ToolException.Usage(
            $"'{query}' can be {Trees.Title.Count(all.Count, "thing")}: say which",
            all.Count <= MostListed ? all : [.. all.Take(MostListed), $"… {all.Count - MostListed} more"]);
    }
}
