namespace IntentContracts.Analysis.Rules;

/// <summary>Every law that the build checks, in the order of their ids. IC0001 and IC0002 speak of findings and come after them.</summary>
internal static class RuleList
{
    public static IReadOnlyList<IRule> All { get; } =
    [
        new ReasonsMustSaySomething(),
        new EnforcementMustHaveAnObject(),
        new CataloguesMustNameWhatExists(),
        new CommitsNeedOneBoundary(),
        new EffectsInTransactionsAreEnlisted(),
        new PropagationsFit(),
        new FailuresEndTheirTransaction(),
        new ScopesFlowOverAwait(),
        new ContextsStayInTheirTransaction(),
        new StrategiesOwnTransactions(),
        new OneContextPerTransaction(),
        new EffectsNeedIdempotency(),
        new EffectsAreMarked(),
        new StateIsWrittenInTransitionsOnly(),
        new ConditionsOnlyRead(),
        new FailuresAreNotSwallowed(),
        new WorkIsObserved(),
        new CausesAreKept(),
        new EffectsNeedAnOwner(),
        new AsyncCodeDoesNotBlock(),
        new BlockingIsNotHidden(),
        new NothingGoesAroundAGuard(),
        new ShellsAreNotReplaced(),
        new ContractsAreKeptByImplementations(),
        new InvariantStateIsWrittenInGuards(),
        new ConstructorsCheckInvariants(),
        new ConditionsCallNoGuard(),
        new GuardsNestTheRightWay(),
        new GuardsAreCompiledInWhereRequired(),
        new AssembliesMustBeReadable(),
        new RefusalsRefuseSomething(),
    ];
}
