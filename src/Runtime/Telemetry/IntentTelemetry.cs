using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IntentContracts;

/// <summary>What guards report about themselves: one meter and one activity source, both called <see cref="Name"/>.</summary>
/// <remarks>
/// Instruments are tagged with <c>intent.contract</c> and, where calls are counted, <c>intent.outcome</c>, conditions with <c>intent.kind</c>, and what was only observed with <c>intent.mode</c>. Activities:
/// <c>intent.deadline</c>, <c>intent.exclusive</c>, <c>intent.idempotent</c>, <c>intent.retry</c>, <c>intent.transaction</c>. No tag ever holds a key, a user or a tenant. Without a listener nothing is allocated and no
/// clock is read. The whole list is in docs/telemetry.md.
/// </remarks>
public static class IntentTelemetry
{
    /// <summary>The name to subscribe to.</summary>
    public const string Name = "IntentContracts";

    internal const string ContractTag = "intent.contract";
    internal const string OutcomeTag = "intent.outcome";
    internal const string KindTag = "intent.kind";
    internal const string ModeTag = "intent.mode";

    private static readonly ActivitySource Source = new(Name);

    internal static bool ObservesBoundaries => Instruments.Boundaries.Enabled || Source.HasListeners();

    internal static Activity? Start(string name, string contractId)
    {
        var activity = Source.StartActivity(name);
        activity?.SetTag(ContractTag, contractId);
        return activity;
    }

    /// <summary>Counts how a call ended, and notes it on its activity.</summary>
    internal static void Ended(Counter<long> counter, Activity? activity, string contractId, string outcome, GuardMode mode = GuardMode.Enforce)
    {
        activity?.SetTag(OutcomeTag, outcome);
        if (counter.Enabled)
        {
            counter.Add(1, Tags(contractId, OutcomeTag, outcome, mode));
        }
    }

    /// <summary>Counts a condition that does not hold.</summary>
    internal static void Violation(GuardKind kind, string contractId, GuardMode mode)
    {
        var counter = kind == GuardKind.Invariant ? Instruments.InvariantViolations : Instruments.ConditionViolations;
        if (!counter.Enabled)
        {
            return;
        }

        var tags = new TagList { { ContractTag, contractId } };
        if (kind != GuardKind.Invariant)
        {
            tags.Add(KindTag, Word(kind));
        }

        AddMode(ref tags, mode);
        counter.Add(1, tags);
    }

    /// <summary>Records how long a call waited; nothing when nobody asked, and the clock was not read.</summary>
    internal static void Waited(TimeSpan? waited, string contractId, string outcome)
    {
        if (waited is { } time)
        {
            Instruments.ExclusiveWait.Record(time.TotalSeconds, Tags(contractId, OutcomeTag, outcome, GuardMode.Enforce));
        }
    }

    /// <summary>The kind as a tag says it.</summary>
    internal static string Word(GuardKind kind) => kind switch
    {
        GuardKind.Requires => "requires",
        GuardKind.Ensures => "ensures",
        GuardKind.Invariant => "invariant",
        _ => "transition",
    };

    internal static void Claim(Activity? activity, string contractId, string outcome, GuardMode mode = GuardMode.Enforce) =>
        Ended(Instruments.Claims, activity, contractId, outcome, mode);

    internal static void Boundary(Activity? activity, string contractId, string outcome, GuardMode mode = GuardMode.Enforce) =>
        Ended(Instruments.Boundaries, activity, contractId, outcome, mode);

    private static TagList Tags(string contractId, string name, string value, GuardMode mode)
    {
        var tags = new TagList { { ContractTag, contractId }, { name, value } };
        AddMode(ref tags, mode);
        return tags;
    }

    private static void AddMode(ref TagList tags, GuardMode mode)
    {
        if (mode == GuardMode.Observe)
        {
            tags.Add(ModeTag, "observe");
        }
    }
}
