using Microsoft.AspNetCore.Http;

namespace IntentContracts.AspNetCore;

/// <summary>The refusals of the middleware. None says what the key was.</summary>
internal static class KeyProblems
{
    public static IntentProblem Missing(string header) =>
        Of(StatusCodes.Status400BadRequest, IntentProblemTypes.KeyMissing, $"The header {header} is missing.");

    public static IntentProblem Malformed(string header, string why) =>
        Of(StatusCodes.Status400BadRequest, IntentProblemTypes.KeyMalformed, $"The header {header} is malformed.") with { Extensions = new Dictionary<string, object?> { ["reason"] = why } };

    public static IntentProblem RequestTooLarge(long maxBytes) =>
        Of(StatusCodes.Status413PayloadTooLarge, IntentProblemTypes.RequestTooLarge, "The request is too large for one with a key.") with { Extensions = new Dictionary<string, object?> { ["maxBytes"] = maxBytes } };

    public static IntentProblem Conflict(TimeSpan retryAfter) =>
        Of(StatusCodes.Status409Conflict, IntentProblemTypes.Conflict, "A request with this key is being executed.") with { RetryAfter = retryAfter };

    public static IntentProblem Mismatch() =>
        Of(StatusCodes.Status422UnprocessableEntity, IntentProblemTypes.Mismatch, "The key was used for another request.");

    public static IntentProblem Unknown() =>
        Of(StatusCodes.Status409Conflict, IntentProblemTypes.Unknown, "The outcome of an earlier request with this key is not known.");

    public static IntentProblem NotReplayable(int? status) =>
        Of(StatusCodes.Status409Conflict, IntentProblemTypes.NotReplayable, "A request with this key was executed, and its response cannot be shown again.") with
        {
            Extensions = status is null ? new Dictionary<string, object?>() : new Dictionary<string, object?> { ["recordedStatus"] = status },
        };

    public static IntentProblem LeaseLost() =>
        Of(StatusCodes.Status500InternalServerError, IntentProblemTypes.LeaseLost, "The request took too long, and another execution of its key took over.");

    public static IntentProblem StoreUnavailable(TimeSpan retryAfter, Exception failure) =>
        Of(StatusCodes.Status503ServiceUnavailable, IntentProblemTypes.StoreUnavailable, "The request was not executed: its key could not be stored.") with { RetryAfter = retryAfter, Detail = failure.Message };

    private static IntentProblem Of(int status, string type, string title) => new(status, type, title) { Rule = "IC14" };
}
