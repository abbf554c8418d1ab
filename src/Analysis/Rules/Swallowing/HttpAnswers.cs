using System.Globalization;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Answers of HTTP that say by a number how it went: what an action returns, what a handler of a client makes up.</summary>
internal static class HttpAnswers
{
    private const string Message = "System.Net.Http.HttpResponseMessage";
    private const int FirstFailure = 400;

    private static readonly HashSet<string> Refusals = new(StringComparer.Ordinal) { "BadRequest", "Unauthorized", "Forbid", "Conflict", "UnprocessableEntity", "Problem", "ValidationProblem", "InternalServerError" };

    /// <summary>Whether it tells of a failure; null for what is no such answer, or whose status the code does not show.</summary>
    public static bool? SaysItFailed(MethodFact method, ValueFact answer)
    {
        if (Values.Source(method, answer) is not { } made)
        {
            return null;
        }

        var type = made.Target.Type;
        return made.Kind == SiteKind.New
            ? type == Message ? OfMessage(method, answer, made)
                : type.StartsWith("Microsoft.AspNetCore.Mvc.", StringComparison.Ordinal) ? OfResult(method, answer, made)
                : null
            : made.Target.Name switch
            {
                "Accepted" or "AcceptedAtAction" or "AcceptedAtRoute" or "Created" or "CreatedAtAction" or "CreatedAtRoute" when IsFactory(type) => false,
                "StatusCode" when IsFactory(type) => Number(Values.Argument(made, 0)) is { } status ? status >= FirstFailure : null,
                _ => null,
            };
    }

    /// <summary>Whether its status is 400 or above. That there is no such thing is said to those who asked for it, not of an outage.</summary>
    public static bool Refuses(MethodFact method, ValueFact answer, bool isOutage) =>
        SaysItFailed(method, answer) == true
        || (Values.Source(method, answer) is { } made
            && (made.Target.Name is "op_Implicit" or "FromResult" ? Refuses(method, Values.Argument(made, 0), isOutage)
                : IsFactory(made.Target.Type) && (Refusals.Contains(made.Target.Name) || (made.Target.Name == "NotFound" && !isOutage))));

    /// <summary>What makes the answers of actions and endpoints.</summary>
    public static bool IsFactory(string type) =>
        type is "Microsoft.AspNetCore.Http.TypedResults" or "Microsoft.AspNetCore.Http.Results" or "Microsoft.AspNetCore.Mvc.ControllerBase";

    /// <summary>200 where nobody says anything else. What has a content that is not the same each time may be a remembered answer.</summary>
    private static bool? OfMessage(MethodFact method, ValueFact answer, SiteFact made)
    {
        var set = method.Sites.Where(s => s.Receiver == answer && s.Target is { Type: Message, Name: "set_StatusCode" }).Select(s => Number(Values.Argument(s, 0))).ToList();
        var status = set.Count > 0 ? set[set.Count - 1] : made.Target.ParameterCount == 0 ? 200 : Number(Values.Argument(made, 0));
        return status is null ? null
            : status >= FirstFailure ? true
            : method.Sites.Any(s => s.Receiver == answer && s.Target is { Type: Message, Name: "set_Content" } && !IsFixed(method, Values.Argument(s, 0))) ? null
            : false;
    }

    private static bool IsFixed(MethodFact method, ValueFact content) =>
        Values.Source(method, content) is { Kind: SiteKind.New } made && made.Target.ParameterCount > 0 && made.Arguments.Count > 0 && made.Arguments[0].Kind == ValueKind.Text;

    private static bool? OfResult(MethodFact method, ValueFact answer, SiteFact made)
    {
        var set = method.Sites.Where(s => s.Receiver == answer && s.Target.Name == "set_StatusCode").Select(s => Number(Values.Argument(s, 0))).ToList();
        if (set.Count > 0)
        {
            return set[set.Count - 1] is { } status ? status >= FirstFailure : null;
        }

        return Names.Type(made.Target.Type) switch
        {
            "StatusCodeResult" => Number(Values.Argument(made, 0)) is { } status ? status >= FirstFailure : null,
            "AcceptedResult" or "AcceptedAtActionResult" or "AcceptedAtRouteResult" or "CreatedResult" or "CreatedAtActionResult" or "CreatedAtRouteResult" or "NoContentResult" or "OkResult" => false,
            _ => null,
        };
    }

    /// <summary>A constant, also of an enumeration that takes null: <c>(HttpStatusCode?)503</c> has been made by a constructor.</summary>
    private static int? Number(ValueFact value) =>
        value.Kind == ValueKind.Number && int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
