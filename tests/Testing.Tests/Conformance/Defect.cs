namespace IntentContracts.Testing.Tests.Conformance;

/// <summary>What can be wrong with a store.</summary>
public enum Defect
{
    None,
    ClaimsByGetAndSet,
    IgnoresFingerprints,
    ForgetsFingerprintsWithTheLease,
    TakesOverBeforeTheLease,
    NeverTakesOver,
    TakesOverWhatIsMarked,
    AnswersUnknownWithoutHolding,
    HasNoFence,
    CountsAttemptsFromOneAgain,
    LetsHeldClaimsExpire,
    RecordsAgain,
    RecordsAgainLonger,
    KeepsTheCallersBuffer,
    TakesAnyResult,
    ReleasesOutcomes,
    SweepsHeldClaims,
    SweepsWithoutLimit,
    FindsTheNewestFirst,
    LosesTheMarkOnRenewal,
    RenewsHeldClaims,
    TellsTheWholeLease,
    KeepsOutcomesForTheClaimsRetention,
    ComparesWithoutCase,
    IgnoresCancellation,
    AcceptsNoLease,
    TellsOfAnyAttempt,
}
