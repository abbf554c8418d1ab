using System.Diagnostics.Metrics;

namespace IntentContracts;

/// <summary>Every instrument. docs/telemetry.md is generated from this file's fields; names, once published, stay.</summary>
internal static class Instruments
{
    private static readonly Meter Meter = new(IntentTelemetry.Name);

    public static readonly Counter<long> DeadlineCalls = Meter.CreateCounter<long>(
        "intentcontracts.deadline.calls", "{call}", "Calls of members with a deadline, by how they ended in time or not.");

    public static readonly Counter<long> ExclusiveCalls = Meter.CreateCounter<long>(
        "intentcontracts.exclusive.calls", "{call}", "Calls of exclusive members, by how they got their lock.");

    public static readonly Histogram<double> ExclusiveWait = Meter.CreateHistogram<double>(
        "intentcontracts.exclusive.wait", "s", "How long calls of exclusive members waited for those before them.");

    public static readonly Counter<long> Claims = Meter.CreateCounter<long>(
        "intentcontracts.idempotency.claims", "{call}", "Calls of idempotent members, by how the guard answered them.");

    public static readonly Counter<long> RetryAttempts = Meter.CreateCounter<long>(
        "intentcontracts.retry.attempts", "{attempt}", "Attempts of members that retry, by what came of them.");

    public static readonly Counter<long> Boundaries = Meter.CreateCounter<long>(
        "intentcontracts.transaction.boundaries", "{boundary}", "Transaction boundaries, by how they ended.");

    public static readonly Counter<long> ConditionViolations = Meter.CreateCounter<long>(
        "intentcontracts.condition.violations", "{violation}", "Conditions that did not hold, by kind: requires, ensures, transition.");

    public static readonly Counter<long> InvariantViolations = Meter.CreateCounter<long>(
        "intentcontracts.invariant.violations", "{violation}", "Guarded members that succeeded and left an invariant broken.");
}
