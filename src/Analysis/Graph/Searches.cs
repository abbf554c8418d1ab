using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// A POST that only reads, since what is asked for does not fit into an address: where the address ends as search engines (https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-search) and FHIR servers
/// (https://hl7.org/fhir/http.html#search) have it.
/// </summary>
internal static class Searches
{
    private static readonly HashSet<string> Operations = new(StringComparer.Ordinal) { "_search", "_msearch", "_count", "_mget" };

    public static bool Is(MethodFact method, SiteFact request)
    {
        if (!request.Target.Name.StartsWith("Post", StringComparison.Ordinal))
        {
            return false;
        }

        // The address is the first text that is given, or put together: index + "/_search".
        foreach (var argument in request.Arguments)
        {
            var made = Values.Source(method, argument) is { Target: { Type: "System.String", Name: "Concat" } } concat ? concat : null;
            var text = made is null ? argument : Last(made);
            if (made is not null && text.Kind != ValueKind.Text)
            {
                return false; // it ends in something that the code does not show
            }

            if (text.Kind == ValueKind.Text)
            {
                var path = text.Text.Split('?')[0];
                return Operations.Contains(path.Substring(path.LastIndexOf('/') + 1));
            }
        }

        return false;
    }

    /// <summary>Unknown arguments at the end are not in the list; five parts and more come as one array.</summary>
    private static ValueFact Last(SiteFact concat)
    {
        var last = Values.Argument(concat, concat.Target.ParameterCount - 1);
        return last.Kind != ValueKind.Many ? last : last.Elements.Count == 0 ? ValueFact.Unknown : last.Elements[last.Elements.Count - 1];
    }
}
