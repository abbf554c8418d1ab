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
            var text = Values.Source(method, argument) is { Target: { Type: "System.String", Name: "Concat" } } made ? Values.Argument(made, made.Arguments.Count - 1) : argument;
            if (text.Kind == ValueKind.Text)
            {
                var path = text.Text.Split('?')[0];
                return Operations.Contains(path.Substring(path.LastIndexOf('/') + 1));
            }
        }

        return false;
    }
}
