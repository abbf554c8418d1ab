using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IntentContracts;

/// <summary>What guards report about themselves: one meter and one activity source, both called <see cref="Name"/>.</summary>
/// <remarks>
/// Counters: <c>intentcontracts.invariant.violations</c>, <c>intentcontracts.idempotency.claims</c> and <c>intentcontracts.transaction.boundaries</c>, tagged with
/// <c>intent.contract</c> and, except for the first, <c>intent.outcome</c>. Activities: <c>intent.idempotent</c>, <c>intent.transaction</c>. No tag ever holds
/// a key, a user or a tenant. Without a listener nothing is allocated and no clock is read.
/// </remarks>
public static class IntentTelemetry
{
    /// <summary>The name to subscribe to.</summary>
    public const string Name = "IntentContracts";

    private const string ContractTag = "intent.contract";
    private const string OutcomeTag = "intent.outcome";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Violations = Meter.CreateCounter<long>(
        "intentcontracts.invariant.violations", "{violation}", "Guarded members that succeeded and left an invariant broken.");

    private static readonly Counter<long> Claims = Meter.CreateCounter<long>(
        "intentcontracts.idempotency.claims", "{call}", "Calls of idempotent members, by how the guard answered them.");

    private static readonly Counter<long> Boundaries = Meter.CreateCounter<long>(
        "intentcontracts.transaction.boundaries", "{boundary}", "Transaction boundaries, by how they ended.");

    internal static bool ObservesBoundaries => Boundaries.Enabled || Source.HasListeners();

    internal static Activity? Start(string name, string contractId)
    {
        var activity = Source.StartActivity(name);
        activity?.SetTag(ContractTag, contractId);
        return activity;
    }

    internal static void Violation(string contractId)
    {
        if (Violations.Enabled)
        {
            Violations.Add(1, new KeyValuePair<string, object?>(ContractTag, contractId));
        }
    }

    internal static void Claim(Activity? activity, string contractId, string outcome) => Ended(Claims, activity, contractId, outcome);

    internal static void Boundary(Activity? activity, string contractId, string outcome) => Ended(Boundaries, activity, contractId, outcome);

    private static void Ended(Counter<long> counter, Activity? activity, string contractId, string outcome)
    {
        activity?.SetTag(OutcomeTag, outcome);
        if (counter.Enabled)
        {
            counter.Add(1, new KeyValuePair<string, object?>(ContractTag, contractId), new KeyValuePair<string, object?>(OutcomeTag, outcome));
        }
    }
}
