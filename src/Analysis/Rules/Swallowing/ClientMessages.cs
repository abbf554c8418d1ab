using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Messages of a SignalR hub to its clients: <c>catch (Exception) { await Clients.Caller.SendAsync("Failed"); }</c> is an answer that says so, where success sends another one or none.
/// </summary>
internal static class ClientMessages
{
    /// <summary>Whether a call sends a message, and the only one that is sent outside the handler is not the same.</summary>
    public static bool SaySo(MethodFact method, RegionFact region, SiteFact site)
    {
        if (Name(site) is not { } name)
        {
            return false;
        }

        var others = Enumerable.Range(0, method.Sites.Count).Where(i => !region.Handler.Contains(method.Body.BlockOfSite[i])).Select(i => Name(method.Sites[i])).OfType<string>().ToList();
        return others.Count == 0 || others.Exists(other => other != name);
    }

    /// <summary>The name of the message; null for what sends none, or one that the code does not show.</summary>
    private static string? Name(SiteFact site) => site.Target switch
    {
        { Type: "Microsoft.AspNetCore.SignalR.ClientProxyExtensions", Name: "SendAsync" } => Text(Values.Argument(site, 1)),
        { Type: "Microsoft.AspNetCore.SignalR.IClientProxy" or "Microsoft.AspNetCore.SignalR.ISingleClientProxy", Name: "SendCoreAsync" } => Text(Values.Argument(site, 0)),
        _ => null,
    };

    private static string? Text(ValueFact value) => value is { Kind: ValueKind.Text, Text.Length: > 0 } ? value.Text : null;
}
