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
    public const string CommitsNeedBoundary = "IC1101";
    public const string EffectsNeedIdempotency = "IC1401";
    public const string EffectsNeedMark = "IC1409";
    public const string StateWrittenOutsideTransition = "IC1601";
    public const string TransitionsDoNotFit = "IC1603";
    public const string ConditionHasEffects = "IC2001";
    public const string OverrideWeakens = "IC2005";
    public const string EffectsNeedOwner = "IC2301";
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
        new(CommitsNeedBoundary, "Commits need one transaction boundary", "Transactions", RuleSeverity.Error, RuleStage.Build),
        new(EffectsNeedIdempotency, "Effects need idempotency", "Idempotency", RuleSeverity.Error, RuleStage.Build),
        new(EffectsNeedMark, "An effect comes before its mark", "Idempotency", RuleSeverity.Error, RuleStage.Build),
        new(StateWrittenOutsideTransition, "State is written outside a transition", "State machines", RuleSeverity.Error, RuleStage.Build),
        new(TransitionsDoNotFit, "The transitions of a state machine do not fit together", "State machines", RuleSeverity.Error, RuleStage.Compiler),
        new(ConditionHasEffects, "A condition has effects", "Invariants", RuleSeverity.Error, RuleStage.Build),
        new(OverrideWeakens, "An implementation weakens its contract", "Invariants", RuleSeverity.Error, RuleStage.Compiler),
        new(EffectsNeedOwner, "Effects need an owner", "Ownership", RuleSeverity.Error, RuleStage.Build),
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
