using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// What middleware writes into a response to say that all is well: a status below 400, and a body of constants that says no more: <c>Response.StatusCode = 200; await Response.WriteAsJsonAsync(new { ok = true });</c>. A flag that says no, a text, and
/// whatever comes from elsewhere may tell.
/// </summary>
internal static class MadeUpResponses
{
    private const string Response = "Microsoft.AspNetCore.Http.HttpResponse";

    /// <summary>Texts that say that all is well, without what is no letter: <c>{"ok":true}</c>.</summary>
    private static readonly HashSet<string> Wells = new(StringComparer.OrdinalIgnoreCase) { "", "ok", "oktrue", "true", "success", "successtrue", "statusok", "statussuccess", "done", "accepted", "received" };

    public static bool Is(MethodFact method, SiteFact call) => SaysWell(call) || (IsWrite(call.Target) && SaysNothing(method, call));

    private static bool SaysWell(SiteFact call) => Status(call) is { Length: 3 } status && status[0] < '4';

    private static string? Status(SiteFact call) =>
        call.Target is { Type: Response, Name: "set_StatusCode" } && Values.Argument(call, 0) is { Kind: ValueKind.Number, Text: var status } ? status : null;

    private static bool IsWrite(MethodRef target) =>
        target.Type is "Microsoft.AspNetCore.Http.HttpResponseWritingExtensions" or "Microsoft.AspNetCore.Http.HttpResponseJsonExtensions" && target.Name.StartsWith("Write", StringComparison.Ordinal);

    /// <summary>A body that is an object has flags of which the code shows the values and no names: it says nothing where the status beside it, and no other one, says that all is well.</summary>
    private static bool SaysNothing(MethodFact method, SiteFact write)
    {
        var statuses = method.Sites.Where(s => s.Target is { Type: Response, Name: "set_StatusCode" }).ToList();
        return statuses.TrueForAll(SaysWell)
            && (Values.Argument(write, 1) is var body && body.Kind == ValueKind.Text ? IsWell(body) : statuses.Count > 0 && body.Elements.Count > 0 && body.Elements.All(IsYes));
    }

    private static bool IsYes(ValueFact value) => value.Kind == ValueKind.Number ? value.Text != "0" : value.Kind == ValueKind.Null || IsWell(value);

    private static bool IsWell(ValueFact value) => value.Kind == ValueKind.Text && Wells.Contains(string.Concat(value.Text.Where(char.IsLetter)));
}
