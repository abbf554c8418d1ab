using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Which HTTP method a request made in the same body has, for <c>SendAsync(request)</c>.</summary>
internal static class HttpVerbs
{
    private const string HttpMethod = "System.Net.Http.HttpMethod";

    /// <summary>What a method of this name does when it happens twice; nothing is known of none.</summary>
    public static Repetition Of(string verb) => verb.ToUpperInvariant() switch
    {
        "POST" or "PATCH" => Repetition.Harmful,
        "" => Repetition.Unclear,
        _ => Repetition.Harmless,
    };

    /// <summary>What sending does when it happens twice, and whether it changes anything; null when the body does not show it.</summary>
    public static (Repetition Repetition, bool? Changes) OfSend(MethodFact method)
    {
        bool harmful = false, idempotent = false, reads = false;
        foreach (var site in method.Sites)
        {
            if (site.Kind is not (SiteKind.Call or SiteKind.VirtualCall) || site.Target.Type != HttpMethod)
            {
                continue;
            }

            switch (site.Target.Name)
            {
                case "get_Post" or "get_Patch":
                    harmful = true;
                    break;
                case "get_Put" or "get_Delete":
                    idempotent = true;
                    break;
                case "get_Get" or "get_Head" or "get_Options" or "get_Trace":
                    reads = true;
                    break;
            }
        }

        var harmless = idempotent || reads;
        return (
            harmful == harmless ? Repetition.Unclear : harmful ? Repetition.Harmful : Repetition.Harmless,
            (harmful || idempotent) == reads ? null : !reads);
    }
}
