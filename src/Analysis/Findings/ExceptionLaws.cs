using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Findings;

/// <summary>
/// IC0001 and IC0002: an exception ends on its date, and goes when there is nothing left to except. They speak of findings, so they are
/// the last laws to be asked.
/// </summary>
internal static class ExceptionLaws
{
    /// <summary>Laws about paths: only they can be breached in one project by code of another.</summary>
    private static readonly HashSet<string> OfPaths = new(StringComparer.Ordinal)
    {
        RuleTable.CommitsNeedBoundary,
        RuleTable.EffectsNeedIdempotency,
        RuleTable.EffectsNeedOwner,
        RuleTable.GuardCompiledOut,
    };

    /// <summary>
    /// Whether this check can say that nothing is left to except. A library cannot, whether it has entry points of its own or not: its callers may have
    /// more. Of another project's exceptions a program can judge those about paths.
    /// </summary>
    public static bool CanBeJudged(DeclaredException exception, RuleContext context) =>
        context.SeesEverything && (exception.Declaration.Assembly == context.Built || OfPaths.Contains(exception.RuleId));

    /// <param name="sample">The message of what it excused; null when it excused nothing.</param>
    public static Violation? Check(DeclaredException exception, string? sample, bool isStale, DateTime today, RuleContext context)
    {
        var isOurs = exception.Declaration.Assembly == context.Built;
        return isStale ? Stale(exception, isOurs)
            : !isOurs ? null
            : exception.IsExpired ? Expired(exception, sample)
            : exception.Last.IsNear(today) ? Expiring(exception, today)
            : null;
    }

    private static Violation Expiring(DeclaredException exception, DateTime today) =>
        Breach(
            RuleTable.ExceptionExpired,
            exception,
            certain: false,
            $"the exception from {exception.RuleId} on {exception.Declaration.Member} ends {exception.Last.When(today)}, on {exception.Until} (owner {exception.Owner}): after that it is an error",
            "fix what it excuses, or let its owner decide again") with { IsNotice = true };

    private static Violation Expired(DeclaredException exception, string? sample)
    {
        var problem = exception.Last.Date is not null
            ? $"the exception from {exception.RuleId} on {exception.Declaration.Member} expired on {exception.Until} (owner {exception.Owner})"
            : $"the exception from {exception.RuleId} on {exception.Declaration.Member} has no valid date: Until is \"{exception.Until}\", not yyyy-MM-dd";
        return Breach(
            RuleTable.ExceptionExpired,
            exception,
            certain: true,
            sample is null ? problem : problem + ": " + sample,
            "fix what it excuses, or decide again and set a new Until");
    }

    private static Violation Stale(DeclaredException exception, bool isOurs)
    {
        var known = RuleTable.All.FirstOrDefault(r => r.Id == exception.RuleId);
        var problem = known is null
            ? $"the exception on {exception.Declaration.Member} names {exception.RuleId}, which is not a rule"
            : known.Stage == RuleStage.Compiler
                ? $"the exception from {exception.RuleId} on {exception.Declaration.Member} excuses nothing: the compiler reports that rule, #pragma or .editorconfig silence it"
                : $"the exception from {exception.RuleId} on {exception.Declaration.Member} excuses nothing: no such finding passes through it";
        return Breach(RuleTable.ExceptionStale, exception, isOurs, problem, "remove it");
    }

    private static Violation Breach(string rule, DeclaredException exception, bool certain, string problem, string remedy) => new(
        rule,
        certain,
        Entry: null,
        [],
        exception.Declaration.Location,
        exception.RuleId,
        exception.Declaration.Target + "#" + exception.Declaration.Ordinal,
        problem,
        "",
        remedy);
}
