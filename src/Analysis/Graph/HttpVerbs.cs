using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Which HTTP method a request made in the same body has, for <c>SendAsync(request)</c>.</summary>
internal static class HttpVerbs
{
    private const string HttpMethod = "System.Net.Http.HttpMethod";

    public static Repetition RepetitionOfSend(MethodFact method)
    {
        var harmful = false;
        var harmless = false;
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
                case "get_Get" or "get_Head" or "get_Options" or "get_Put" or "get_Delete" or "get_Trace":
                    harmless = true;
                    break;
            }
        }

        return harmful == harmless ? Repetition.Unclear : harmful ? Repetition.Harmful : Repetition.Harmless;
    }
}
