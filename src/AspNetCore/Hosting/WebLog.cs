using Microsoft.Extensions.Logging;

namespace IntentContracts.AspNetCore;

/// <summary>Every event that is logged here. An id, once published, keeps its meaning. None holds a key, a scope or a body.</summary>
internal static partial class WebLog
{
    [LoggerMessage(2001, LogLevel.Warning, "Claims are kept in this process's memory, and the environment is {Environment}: a restart forgets them, and other processes know nothing of them. Add a store that processes share.")]
    public static partial void InMemoryStore(ILogger logger, string environment);

    [LoggerMessage(2002, LogLevel.Warning, "The store of claims could not be swept; it is asked again later")]
    public static partial void SweepFailed(ILogger logger, Exception failure);

    [LoggerMessage(2101, LogLevel.Error, "{Contract} was not run: the store of claims did not grant or refuse its key")]
    public static partial void StoreUnavailable(ILogger logger, Exception failure, string contract);

    [LoggerMessage(2102, LogLevel.Error, "{Contract} ran to its end and was answered, and its response could not be recorded: duplicates are refused (claim {Claim}, attempt {Attempt})")]
    public static partial void Unrecorded(ILogger logger, Exception failure, string contract, string claim, long attempt);

    [LoggerMessage(2103, LogLevel.Error, "{Contract} answered with more than the {MaxBytes} bytes that the store of claims accepts: the response was sent, and cannot be replayed; duplicates get 409. Return an identifier, or raise the store's MaxResultBytes.")]
    public static partial void TooLargeToReplay(ILogger logger, string contract, int maxBytes);

    [LoggerMessage(2104, LogLevel.Error, "{Contract} lost its lease, and another execution took its key over: its effect may exist twice (claim {Claim}, attempt {Attempt})")]
    public static partial void LeaseLost(ILogger logger, string contract, string claim, long attempt);

    [LoggerMessage(2105, LogLevel.Warning, "{Contract} holds a key: a request failed where an effect may have happened (claim {Claim}, attempt {Attempt}, status {Status})")]
    public static partial void Held(ILogger logger, Exception? fault, string contract, string claim, long attempt, int status);

    [LoggerMessage(2106, LogLevel.Warning, "{Contract}: a claim could not be settled, and ends with its lease (claim {Claim}, attempt {Attempt})")]
    public static partial void Unsettled(ILogger logger, Exception failure, string contract, string claim, long attempt);

    [LoggerMessage(2107, LogLevel.Warning, "Observed, and let pass: {Contract} would have answered a request with '{Outcome}'")]
    public static partial void Observed(ILogger logger, string contract, string outcome);

    [LoggerMessage(2108, LogLevel.Error, "{Contract}: a recorded response could not be read (claim {Claim})")]
    public static partial void Unreadable(ILogger logger, string contract, string claim);

    [LoggerMessage(2109, LogLevel.Error, "The endpoint '{Endpoint}' uses the Idempotency-Key header, and the middleware ran before routing chose it: call UseIdempotencyKey after UseRouting. This request was not protected.")]
    public static partial void BeforeRouting(ILogger logger, string? endpoint);

    [LoggerMessage(2201, LogLevel.Error, "'{Path}' shows contracts and says nothing of authorization, and the environment is {Environment}: answered with 404. Call RequireAuthorization() or AllowAnonymous() on what MapIntentContracts returns.")]
    public static partial void PageNeedsAuthorization(ILogger logger, string path, string environment);

    [LoggerMessage(2301, LogLevel.Warning, "The assumption '{Assumption}' (owner {Owner}) could not be checked")]
    public static partial void AssumptionFailed(ILogger logger, Exception failure, string assumption, string owner);
}
