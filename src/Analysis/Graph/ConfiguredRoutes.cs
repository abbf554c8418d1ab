using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Endpoints that say in a method of their own what they answer to: <c>Configure() { Post("/orders"); }</c> (FastEndpoints).</summary>
internal static class ConfiguredRoutes
{
    private static readonly string[] Verbs = ["Get", "Post", "Put", "Patch", "Delete", "Head"];

    /// <summary>The route of an endpoint; any verb where the code shows none, or more than one.</summary>
    public static Route Of(TypeNode endpoint)
    {
        Route? only = null;
        for (var type = endpoint; type is not null && only is null; type = type.Base)
        {
            foreach (var site in type.Named("Configure").SelectMany(m => m.Method.Sites))
            {
                if (Array.IndexOf(Verbs, site.Target.Name) >= 0 && site.Receiver.Kind == ValueKind.This)
                {
                    only = new(only is null ? site.Target.Name.ToUpperInvariant() : "ANY", only?.Pattern ?? RouteReader.Normalise(Pattern(site)));
                }
            }
        }

        return only ?? new("ANY", "/" + endpoint.Fact.Name.Substring(endpoint.Fact.Name.LastIndexOf('.') + 1));
    }

    /// <summary>The text, alone or as the first of several.</summary>
    private static string Pattern(SiteFact site) =>
        site.Arguments.SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a]).Where(a => a.Kind == ValueKind.Text).Select(a => a.Text).FirstOrDefault() ?? "…";
}
