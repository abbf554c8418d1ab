using IntentContracts.Analysis.Findings;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Analysis.Rules;
using IntentContracts.Analysis.Rules.Assumptions;

namespace IntentContracts.Analysis.Reports;

/// <summary>The ledger of what the code takes for granted, of all assemblies of the solution that were read.</summary>
internal sealed class AssumptionReports(RuleContext context, SourceMap places)
{
    public IReadOnlyList<AssumptionReport> Build() =>
    [
        .. context.Graph.Assemblies
            .SelectMany(assembly => Assumption.In(context, assembly))
            .Select(Report)
            .OrderBy(a => a.Until.Length == 0).ThenBy(a => a.Until, StringComparer.Ordinal)
            .ThenBy(a => a.Member, StringComparer.Ordinal).ThenBy(a => a.Text, StringComparer.Ordinal),
    ];

    private AssumptionReport Report(Assumption assumption) => new(
        assumption.Text,
        assumption.Declaration.Member,
        assumption.Owner,
        assumption.VerifiedBy ?? "",
        assumption.Last?.Text ?? "",
        Status(assumption),
        places.Place(assumption.Declaration.Location).Place);

    private string Status(Assumption assumption) =>
        assumption.Last is { } last ? last.IsPast(context.Today) ? "expired" : last.IsNear(context.Today) ? "ends soon" : "holds"
        : assumption.VerifiedBy is null ? "no end and no probe" : "no end";
}
