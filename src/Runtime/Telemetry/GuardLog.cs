using Microsoft.Extensions.Logging;

namespace IntentContracts;

/// <summary>Every event that guards log. An id, once published, keeps its meaning.</summary>
internal static partial class GuardLog
{
    [LoggerMessage(1001, LogLevel.Error, "{Contract}: the {Kind} '{Condition}' does not hold (owner {Owner})")]
    public static partial void Violated(ILogger logger, string contract, string kind, string condition, string owner);

    [LoggerMessage(1002, LogLevel.Warning, "Observed, and let pass: {Contract}: the {Kind} '{Condition}' does not hold (owner {Owner})")]
    public static partial void ObservedViolation(ILogger logger, string contract, string kind, string condition, string owner);

    [LoggerMessage(1003, LogLevel.Warning, "Observed, and let pass: {Contract}: a condition of kind {Kind} has thrown (owner {Owner})")]
    public static partial void ObservedFault(ILogger logger, Exception fault, string contract, string kind, string owner);

    [LoggerMessage(1101, LogLevel.Warning, "{Contract} did not end within {AtMost}")]
    public static partial void DeadlineExceeded(ILogger logger, string contract, TimeSpan atMost);

    [LoggerMessage(1102, LogLevel.Warning, "Observed, and let pass: {Contract} took longer than {AtMost}")]
    public static partial void ObservedDeadline(ILogger logger, string contract, TimeSpan atMost);

    [LoggerMessage(1201, LogLevel.Error, "{Contract} called itself for the key that it holds")]
    public static partial void Reentered(ILogger logger, string contract);

    [LoggerMessage(1202, LogLevel.Warning, "Observed, and let pass: {Contract} overlapped another execution for the same key")]
    public static partial void ObservedOverlap(ILogger logger, string contract);

    [LoggerMessage(1203, LogLevel.Warning, "Observed, and let pass: {Contract} called itself for the key that it holds, and would have been refused")]
    public static partial void ObservedReentry(ILogger logger, string contract);

    [LoggerMessage(1301, LogLevel.Warning, "{Contract} failed in attempt {Attempt} of {Attempts}, and is tried again after {Pause}")]
    public static partial void Retrying(ILogger logger, Exception? fault, string contract, int attempt, int attempts, TimeSpan pause);

    [LoggerMessage(1302, LogLevel.Warning, "{Contract} is not tried again: its budget of retries is used up")]
    public static partial void BudgetUsedUp(ILogger logger, Exception? fault, string contract);

    [LoggerMessage(1303, LogLevel.Warning, "Observed, and let pass: {Contract} failed, and would have been tried again")]
    public static partial void ObservedFailure(ILogger logger, Exception? fault, string contract);

    [LoggerMessage(1401, LogLevel.Warning, "{Contract} holds a key: an execution failed where an effect may have happened (claim {Claim}, attempt {Attempt})")]
    public static partial void Held(ILogger logger, Exception? fault, string contract, string claim, long attempt);

    [LoggerMessage(1402, LogLevel.Error, "{Contract} ran to its end, and its result could not be recorded (claim {Claim}, attempt {Attempt})")]
    public static partial void Unrecorded(ILogger logger, Exception fault, string contract, string claim, long attempt);

    [LoggerMessage(1404, LogLevel.Warning, "{Contract} keeps its claims apart from its transaction, whose database has no table for them: an execution that dies after its commit leaves an unknown outcome. Map the table (AddIdempotencyClaims) to commit them together")]
    public static partial void ClaimApart(ILogger logger, string contract);

    [LoggerMessage(1405, LogLevel.Warning, "{Contract}: a claim was granted after the caller had gone, and could not be given back; it ends with its lease (claim {Claim})")]
    public static partial void NotGivenBack(ILogger logger, Exception fault, string contract, string claim);

    [LoggerMessage(1406, LogLevel.Error, "{Contract}: what became of an unknown outcome could not be found out (claim {Claim}, attempt {Attempt})")]
    public static partial void Unresolved(ILogger logger, Exception fault, string contract, string claim, long attempt);

    [LoggerMessage(1407, LogLevel.Warning, "The claims that are no longer remembered could not be removed; tried again after {Interval}")]
    public static partial void NotSwept(ILogger logger, Exception fault, TimeSpan interval);

    [LoggerMessage(1408, LogLevel.Warning, "{Contract} marks its effects, so its claims are kept by the store of the guards and not in its transaction's database; that store is in memory, and a restart forgets them")]
    public static partial void MarksInMemory(ILogger logger, string contract);

    [LoggerMessage(1501, LogLevel.Error, "{Contract} failed after the commit that it waited for; what was committed stays")]
    public static partial void AfterCommitFailed(ILogger logger, Exception fault, string contract);

    [LoggerMessage(1403, LogLevel.Warning, "Observed, and let pass: {Contract} would have answered '{Outcome}'")]
    public static partial void ObservedClaim(ILogger logger, Exception? fault, string contract, string outcome);
}
