using System.Diagnostics.Metrics;

namespace IntentContracts;

/// <summary>Every instrument. docs/telemetry.md is generated from this file's fields; names and values, once published, stay.</summary>
internal static class Instruments
{
    private const string Outcome = IntentTelemetry.OutcomeTag;
    private const string Kind = IntentTelemetry.KindTag;

    private static readonly Meter Meter = new(IntentTelemetry.Name);

    [TagValue(Outcome, "in_time", "succeeded in time")]
    [TagValue(Outcome, "late", "succeeded, after the deadline had cancelled its token")]
    [TagValue(Outcome, "exceeded", "ended with a `DeadlineExceededException`; observed: took longer")]
    [TagValue(Outcome, "cancelled", "the caller has cancelled")]
    [TagValue(Outcome, "failed", "ended with an exception of its own; observed: or was cancelled")]
    public static readonly Counter<long> DeadlineCalls = Meter.CreateCounter<long>(
        "intentcontracts.deadline.calls", "{call}", "Calls of members with a deadline, by how they ended.");

    [TagValue(Outcome, "free", "nobody held the key")]
    [TagValue(Outcome, "waited", "somebody held the key, and the call got its turn")]
    [TagValue(Outcome, "cancelled", "the caller has cancelled while the call waited")]
    [TagValue(Outcome, "reentered", "refused: the call came from inside the key's holder")]
    [TagValue(Outcome, "overlapped", "observed: somebody held the key, and the call did not wait")]
    [TagValue(Outcome, "no_key", "observed: the expression of the key has thrown")]
    public static readonly Counter<long> ExclusiveCalls = Meter.CreateCounter<long>(
        "intentcontracts.exclusive.calls", "{call}", "Calls of exclusive members, by how they got their turn.");

    [TagValue(Outcome, "waited", "the call got its turn")]
    [TagValue(Outcome, "cancelled", "the caller has cancelled first")]
    public static readonly Histogram<double> ExclusiveWait = Meter.CreateHistogram<double>(
        "intentcontracts.exclusive.wait", "s", "How long calls of exclusive members waited for those before them. Calls that found the key free are not in it.");

    [TagValue(Outcome, "executed", "the body ran, and its result is recorded")]
    [TagValue(Outcome, "replayed", "answered with the recorded result; observed: would have been")]
    [TagValue(Outcome, "mismatch", "the key was used with other arguments")]
    [TagValue(Outcome, "conflict", "the key is being executed, and the call could not wait for it")]
    [TagValue(Outcome, "unknown", "an execution of the key ended without a recorded outcome")]
    [TagValue(Outcome, "faulted", "the body failed")]
    [TagValue(Outcome, "failure_recorded", "the body failed with what its contract declares as an outcome, and that is recorded")]
    [TagValue(Outcome, "lease_lost", "the body outlived its lease, and another execution took over")]
    [TagValue(Outcome, "unrecorded", "the body succeeded, and its result could not be recorded")]
    [TagValue(Outcome, "no_key", "observed: there is no key, and the call would have been refused")]
    [TagValue(Outcome, "no_scope", "observed: nobody knows whose key it is, and the call would have been refused")]
    [TagValue(Outcome, "unavailable", "observed: the store did not answer, and the call would have failed")]
    public static readonly Counter<long> Claims = Meter.CreateCounter<long>(
        "intentcontracts.idempotency.claims", "{call}", "Calls of idempotent members, by how the guard answered them.");

    [TagValue(Outcome, "succeeded", "the attempt succeeded")]
    [TagValue(Outcome, "retried", "the attempt failed, and another one follows; observed: would follow")]
    [TagValue(Outcome, "failed", "the attempt failed, and was the last one")]
    [TagValue(Outcome, "budget_used_up", "the attempt failed, and was the last one because no retry is left in the budget")]
    [TagValue(Outcome, "cancelled", "the caller has cancelled the attempt, or the pause before it")]
    [TagValue(Outcome, "left_to_owner", "the only attempt of a member inside another one that retries")]
    public static readonly Counter<long> RetryAttempts = Meter.CreateCounter<long>(
        "intentcontracts.retry.attempts", "{attempt}", "Attempts of members that retry, by what came of them.");

    [TagValue(Outcome, "succeeded", "committed, or joined another boundary")]
    [TagValue(Outcome, "failed", "rolled back, because the body failed, or the commit")]
    [TagValue(Outcome, "cancelled", "rolled back, because the body was cancelled")]
    [TagValue(Outcome, "doomed", "rolled back, because a boundary inside failed and the failure was swallowed")]
    [TagValue(Outcome, "outcome_unknown", "the commit failed without saying whether it has happened")]
    [TagValue(Outcome, "not_opened", "observed: the body ran without a boundary")]
    public static readonly Counter<long> Boundaries = Meter.CreateCounter<long>(
        "intentcontracts.transaction.boundaries", "{boundary}", "Transaction boundaries, by how they ended.");

    [TagValue(Outcome, "executed", "the core ran after the commit, or at once where there was no boundary")]
    [TagValue(Outcome, "failed", "the core failed after the commit")]
    [TagValue(Outcome, "dropped", "the boundary rolled back, and the core did not run")]
    public static readonly Counter<long> AfterCommits = Meter.CreateCounter<long>(
        "intentcontracts.transaction.deferred", "{call}", "Calls that waited for a commit, by what came of them.");

    [TagValue(Kind, "requires", "a `[Requires]` on entry")]
    [TagValue(Kind, "ensures", "an `[Ensures]` at the exit")]
    [TagValue(Kind, "transition", "a `[Transition]` from a state, or to one, that the machine does not have")]
    public static readonly Counter<long> ConditionViolations = Meter.CreateCounter<long>(
        "intentcontracts.condition.violations", "{violation}", "Conditions on members that did not hold, by kind.");

    public static readonly Counter<long> InvariantViolations = Meter.CreateCounter<long>(
        "intentcontracts.invariant.violations", "{violation}", "Guarded members that succeeded and left an invariant broken.");
}
