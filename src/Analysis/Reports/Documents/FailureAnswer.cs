using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>How a guard fails, and what callers are told by default (docs/aspnetcore.md, "What callers are told").</summary>
/// <param name="Guard">The word of the guard.</param>
/// <param name="When">What has happened.</param>
/// <param name="Exception">What the caller in the program gets.</param>
/// <param name="Status">What a caller over HTTP gets.</param>
internal sealed record FailureAnswer(string Guard, string When, string Exception, int Status)
{
    public static IReadOnlyList<FailureAnswer> All { get; } =
    [
        new(GuardWords.Deadline, "the time is over", "DeadlineExceededException", 504),
        new(GuardWords.Exclusive, "it comes back for a key that it holds", "ExclusiveReentryException", 500),
        new(GuardWords.Idempotent, "a duplicate comes while the first one runs", "IdempotencyConflictException", 409),
        new(GuardWords.Idempotent, "the key was used with other arguments", "IdempotencyMismatchException", 422),
        new(GuardWords.Idempotent, "an earlier execution ended, and nobody knows how", "IdempotencyUnknownException", 409),
        new(GuardWords.Idempotent, "the store of claims does not answer", "IdempotencyStoreUnavailableException", 503),
        new(GuardWords.Idempotent, "another execution took the key over meanwhile", "IdempotencyLeaseLostException", 500),
        new(GuardWords.Transaction, "a boundary inside failed, and that was swallowed", "TransactionDoomedException", 500),
        new(GuardWords.Transaction, "nobody knows whether it was committed", "CommitOutcomeUnknownException", 500),
        new(GuardWords.Requires, "what is asked of the caller does not hold", "RequiresViolationException", 400),
        new(GuardWords.Transition, "the state permits no such transition", "IllegalTransitionException", 409),
        new(GuardWords.Ensures, "what was promised does not hold afterwards", "EnsuresViolationException", 500),
        new(GuardWords.Invariant, "an invariant does not hold afterwards", "InvariantViolationException", 500),
    ];

    /// <summary>Those of the guards that stand around some members, in the order of guards. One that only observes refuses nothing.</summary>
    public static IReadOnlyList<FailureAnswer> Of(IEnumerable<MemberReport> members)
    {
        var guards = new HashSet<string>(members.SelectMany(m => m.Guards), StringComparer.Ordinal);
        return [.. All.Where(answer => guards.Contains(answer.Guard))];
    }
}
