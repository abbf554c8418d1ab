using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

internal sealed record Route(string Verb, string Pattern);

/// <summary>Reads <c>app.MapGroup("/orders").MapPost("/{id}", handler)</c>: the verb from the member, the pattern from its text and those of its groups.</summary>
internal sealed class RouteReader(Catalogue catalogue)
{
    private const int DeepestNesting = 8;

    /// <summary>The route that a call registers; null when the call registers none.</summary>
    public Route? Read(MethodFact method, int call)
    {
        var site = method.Sites[call];
        return catalogue.OfCall(site.Target) is RouteMeaning route
            ? new(route.Verb, Normalise(Prefix(method, site, DeepestNesting) + "/" + (Text(site) ?? "…")))
            : null;
    }

    private string Prefix(MethodFact method, SiteFact site, int depth)
    {
        if (depth == 0 || Values.Source(method, Values.Argument(site, 0)) is not { } builder)
        {
            return "";
        }

        // Anything else in the chain (RequireAuthorization, WithTags) returns what it was given.
        var isGroup = catalogue.OfCall(builder.Target) is RouteGroupMeaning;
        return Prefix(method, builder, depth - 1) + (isGroup ? "/" + (Text(builder) ?? "…") : "");
    }

    private static string? Text(SiteFact site)
    {
        foreach (var argument in site.Arguments)
        {
            if (argument.Kind == ValueKind.Text)
            {
                return argument.Text;
            }
        }

        return null;
    }

    internal static string Normalise(string pattern)
    {
        var parts = pattern.Split(['/'], StringSplitOptions.RemoveEmptyEntries);
        return "/" + string.Join("/", parts);
    }
}
