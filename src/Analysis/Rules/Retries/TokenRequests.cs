using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// Requests for a token by a client's own name and secret, or by a user's (https://www.rfc-editor.org/rfc/rfc6749#section-4.4): <c>["grant_type"] = "client_credentials"</c>. Whoever asks twice has two tokens, and uses one. A code or a refresh token
/// may be good for once.
/// </summary>
internal static class TokenRequests
{
    private const string Grant = "grant_type";

    private static readonly string[] Repeatable = ["client_credentials", "password"];

    /// <summary>Whether the body in which a request is sent says that it is such a one, and says of no other.</summary>
    public static bool Are(EffectSite effect) =>
        effect.Category == EffectCategory.Http
        && effect.Node.Method.Sites.SelectMany(Grants).Distinct().ToList() is { Count: > 0 } grants
        && grants.TrueForAll(g => Array.IndexOf(Repeatable, g) >= 0);

    /// <summary><c>form.Add("grant_type", "password")</c>, and the same as one text: <c>"grant_type=password&amp;username="</c>.</summary>
    private static IEnumerable<string> Grants(SiteFact site)
    {
        var texts = site.Arguments.SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a]).ToList();
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts[i].Kind == ValueKind.Text && texts[i].Text == Grant)
            {
                yield return i + 1 < texts.Count && texts[i + 1].Kind == ValueKind.Text ? texts[i + 1].Text : "";
            }
            else if (texts[i].Kind == ValueKind.Text && texts[i].Text.IndexOf(Grant + "=", StringComparison.Ordinal) is >= 0 and var at)
            {
                yield return texts[i].Text.Substring(at + Grant.Length + 1).Split('&')[0];
            }
        }
    }
}
