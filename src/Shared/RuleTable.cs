namespace IntentContracts.Shared;

/// <summary>Every rule that exists, in id order. A test ties each to its page in docs/rules and to the code that reports it.</summary>
internal static class RuleTable
{
    public const string ExceptionExpired = "IC0001";
    public const string ExceptionStale = "IC0002";
    public const string ReasonMissing = "IC0003";
    public const string TargetCannotHold = "IC0004";
    public const string NothingEnforced = "IC0005";
    public const string CatalogueNamesNothing = "IC0006";
    public const string ExpressionInvalid = "IC0008";
    public const string RefusalUnused = "IC0009";
    public const string GuardedStateWithoutLock = "IC1001";
    public const string WaitUnderLock = "IC1002";
    public const string LocksInOneOrder = "IC1005";
    public const string ThreadSafeTypeIsUnguarded = "IC1006";
    public const string LockCannotGuard = "IC1007";
    public const string CommitsNeedBoundary = "IC1101";
    public const string EffectsInBoundaryAreEnlisted = "IC1102";
    public const string PropagationConflict = "IC1103";
    public const string SwallowedInBoundary = "IC1104";
    public const string ScopeFlowsAsync = "IC1105";
    public const string ContextStaysInBoundary = "IC1106";
    public const string StrategyOwnsTransaction = "IC1108";
    public const string OneContextPerBoundary = "IC1109";
    public const string RetriesMustNotStack = "IC1301";
    public const string RetriedEffectsAreIdempotent = "IC1302";
    public const string RetriesStandOutsideTransactions = "IC1304";
    public const string RetriesAreCancelled = "IC1306";
    public const string RetriesAreSelective = "IC1307";
    public const string RetriesAwaitTheirWork = "IC1308";
    public const string EffectsNeedIdempotency = "IC1401";
    public const string EffectsNeedMark = "IC1409";
    public const string StateWrittenOutsideTransition = "IC1601";
    public const string TransitionsDoNotFit = "IC1603";
    public const string ConditionHasEffects = "IC2001";
    public const string OverrideWeakens = "IC2005";
    public const string FailuresAreNotSwallowed = "IC2102";
    public const string WorkIsObserved = "IC2103";
    public const string CausesAreKept = "IC2105";
    public const string AssumptionEnded = "IC2201";
    public const string ProbeCannotBeAsked = "IC2202";
    public const string AssumptionNeverLookedAt = "IC2203";
    public const string EffectsNeedOwner = "IC2301";
    public const string AsyncCodeDoesNotBlock = "IC3001";
    public const string BlockingIsNotHidden = "IC3002";
    public const string QueriesAreNotPerItem = "IC3101";
    public const string RemoteCallsAreNotPerItem = "IC3102";
    public const string LockDiffers = "IC4001";
    public const string BodyNotApproved = "IC4002";
    public const string BaselineGrew = "IC4003";
    public const string NothingGoesAroundGuards = "IC5001";
    public const string GuardsNestedWrongly = "IC5002";
    public const string ShapeCannotBeGuarded = "IC5003";
    public const string GuardCompiledOut = "IC5004";
    public const string CoreMissing = "IC5005";
    public const string ConstructorSkipsInvariants = "IC5006";
    public const string AssemblyUnreadable = "IC9001";
    public const string ConfigurationInvalid = "IC9004";
    public const string ToolFailed = "IC9005";

    public static IReadOnlyList<RuleDescriptor> All { get; } =
    [
        new(ExceptionExpired, "An exception has expired", "Declarations", RuleSeverity.Error, RuleStage.Build),
        new(ExceptionStale, "An exception matches nothing", "Declarations", RuleSeverity.Error, RuleStage.Build),
        new(ReasonMissing, "A reason is empty or a placeholder", "Declarations", RuleSeverity.Error, RuleStage.Build),
        new(TargetCannotHold, "An intent stands where it cannot hold", "Declarations", RuleSeverity.Error, RuleStage.Compiler),
        new(NothingEnforced, "Enforcement was asked for and nothing is enforced", "Declarations", RuleSeverity.Error, RuleStage.Build),
        new(CatalogueNamesNothing, "A catalogue names a symbol that does not exist", "Declarations", RuleSeverity.Error, RuleStage.Build),
        new(ExpressionInvalid, "A condition or key is not a pure expression", "Declarations", RuleSeverity.Error, RuleStage.Compiler),
        new(RefusalUnused, "A refusal has nothing left to silence", "Declarations", RuleSeverity.Warning, RuleStage.Build),
        new(GuardedStateWithoutLock, "Guarded state is touched without its lock", "Concurrency", RuleSeverity.Error, RuleStage.Build),
        new(WaitUnderLock, "Nothing waits while a lock is held", "Concurrency", RuleSeverity.Error, RuleStage.Build),
        new(LocksInOneOrder, "Locks are taken in one order", "Concurrency", RuleSeverity.Warning, RuleStage.Build),
        new(ThreadSafeTypeIsUnguarded, "A thread-safe type has unguarded state", "Concurrency", RuleSeverity.Error, RuleStage.Build),
        new(LockCannotGuard, "A lock cannot guard", "Concurrency", RuleSeverity.Error, RuleStage.Build),
        new(CommitsNeedBoundary, "Commits need one transaction boundary", "Transactions", RuleSeverity.Error, RuleStage.Build),
        new(EffectsInBoundaryAreEnlisted, "An effect in a transaction is not part of it", "Transactions", RuleSeverity.Error, RuleStage.Build),
        new(PropagationConflict, "Transaction boundaries contradict each other", "Transactions", RuleSeverity.Error, RuleStage.Build),
        new(SwallowedInBoundary, "A failure is swallowed inside a transaction", "Transactions", RuleSeverity.Error, RuleStage.Build),
        new(ScopeFlowsAsync, "A TransactionScope does not flow over await", "Transactions", RuleSeverity.Error, RuleStage.Build),
        new(ContextStaysInBoundary, "A DbContext leaves its transaction", "Transactions", RuleSeverity.Error, RuleStage.Build),
        new(StrategyOwnsTransaction, "A transaction is begun outside its execution strategy", "Transactions", RuleSeverity.Error, RuleStage.Build),
        new(OneContextPerBoundary, "A second context writes inside a transaction", "Transactions", RuleSeverity.Warning, RuleStage.Build),
        new(RetriesMustNotStack, "Retries must not stack", "Retries", RuleSeverity.Error, RuleStage.Build),
        new(RetriedEffectsAreIdempotent, "A retry encloses an effect that happens twice", "Retries", RuleSeverity.Error, RuleStage.Build),
        new(RetriesStandOutsideTransactions, "A retry stands inside a transaction", "Retries", RuleSeverity.Error, RuleStage.Build),
        new(RetriesAreCancelled, "A retried call cannot be cancelled", "Retries", RuleSeverity.Warning, RuleStage.Build),
        new(RetriesAreSelective, "A retry repeats every failure", "Retries", RuleSeverity.Warning, RuleStage.Build),
        new(RetriesAwaitTheirWork, "A retry does not await its work", "Retries", RuleSeverity.Error, RuleStage.Build),
        new(EffectsNeedIdempotency, "Effects need idempotency", "Idempotency", RuleSeverity.Error, RuleStage.Build),
        new(EffectsNeedMark, "An effect comes before its mark", "Idempotency", RuleSeverity.Error, RuleStage.Build),
        new(StateWrittenOutsideTransition, "State is written outside a transition", "State machines", RuleSeverity.Error, RuleStage.Build),
        new(TransitionsDoNotFit, "The transitions of a state machine do not fit together", "State machines", RuleSeverity.Error, RuleStage.Compiler),
        new(ConditionHasEffects, "A condition has effects", "Invariants", RuleSeverity.Error, RuleStage.Build),
        new(OverrideWeakens, "An implementation weakens its contract", "Invariants", RuleSeverity.Error, RuleStage.Compiler),
        new(FailuresAreNotSwallowed, "A failure is swallowed", "Failure modes", RuleSeverity.Error, RuleStage.Build),
        new(WorkIsObserved, "Started work is not observed", "Failure modes", RuleSeverity.Error, RuleStage.Build),
        new(CausesAreKept, "The cause of a failure is lost", "Failure modes", RuleSeverity.Error, RuleStage.Build),
        new(AssumptionEnded, "The day of an assumption has passed", "Assumptions", RuleSeverity.Error, RuleStage.Build),
        new(ProbeCannotBeAsked, "The probe of an assumption cannot be asked", "Assumptions", RuleSeverity.Error, RuleStage.Build),
        new(AssumptionNeverLookedAt, "An assumption has neither end nor probe", "Assumptions", RuleSeverity.Warning, RuleStage.Build),
        new(EffectsNeedOwner, "Effects need an owner", "Ownership", RuleSeverity.Error, RuleStage.Build),
        new(AsyncCodeDoesNotBlock, "Asynchronous code blocks", "Blocking", RuleSeverity.Error, RuleStage.Build),
        new(BlockingIsNotHidden, "Blocking is hidden on another thread", "Blocking", RuleSeverity.Warning, RuleStage.Build),
        new(QueriesAreNotPerItem, "A query runs once per item", "N+1", RuleSeverity.Error, RuleStage.Build),
        new(RemoteCallsAreNotPerItem, "A remote call runs once per item", "N+1", RuleSeverity.Error, RuleStage.Build),
        new(LockDiffers, "The code and its lock differ", "Drift", RuleSeverity.Error, RuleStage.Build),
        new(BodyNotApproved, "A body changed since its owner approved it", "Drift", RuleSeverity.Error, RuleStage.Build),
        new(BaselineGrew, "The baseline grew", "Drift", RuleSeverity.Warning, RuleStage.Build),
        new(NothingGoesAroundGuards, "Nothing goes around a guard", "Guards", RuleSeverity.Error, RuleStage.Build),
        new(GuardsNestedWrongly, "Guards are nested the wrong way", "Guards", RuleSeverity.Error, RuleStage.Build),
        new(ShapeCannotBeGuarded, "This shape of member cannot be guarded", "Guards", RuleSeverity.Error, RuleStage.Compiler),
        new(GuardCompiledOut, "A guard is compiled out where it is required", "Guards", RuleSeverity.Error, RuleStage.Build),
        new(CoreMissing, "A guarded member has no core", "Guards", RuleSeverity.Error, RuleStage.Compiler),
        new(ConstructorSkipsInvariants, "A constructor skips its invariants", "Guards", RuleSeverity.Error, RuleStage.Compiler),
        new(AssemblyUnreadable, "An assembly cannot be read", "Tool", RuleSeverity.Warning, RuleStage.Build),
        new(ConfigurationInvalid, "The configuration is invalid", "Tool", RuleSeverity.Error, RuleStage.Build),
        new(ToolFailed, "The tool itself failed", "Tool", RuleSeverity.Error, RuleStage.Build),
    ];

    public static RuleDescriptor Get(string id)
    {
        foreach (var rule in All)
        {
            if (rule.Id == id)
            {
                return rule;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(id), id, "no such rule");
    }
}
