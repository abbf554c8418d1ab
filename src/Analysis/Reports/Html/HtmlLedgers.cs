using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis.Reports.Html;

/// <summary>What somebody has accepted or takes for granted, what the check could not follow, and what has changed.</summary>
/// <param name="place">A place as a row.</param>
internal sealed class HtmlLedgers(Func<Place, string> place)
{
    public void Write(Rows rows, IntentReport report)
    {
        rows.Property("exceptions", report.Exceptions.Select(Exception));
        rows.Property("refusals", report.Refusals.Select(Refusal));
        rows.Property("assumptions", report.Assumptions.Select(Assumption));
        rows.Property("unresolved", report.Unresolved.Select(Unresolved));
        if (report.Changes is not null)
        {
            rows.Property("changes", report.Changes.Select(Change));
            rows.Property("since", Rows.Text(report.Since));
        }
    }

    private string Exception(ExceptionReport exception) => Rows.Row(
        Rows.Text(exception.RuleId),
        Rows.Text(exception.Member),
        Rows.Text(exception.Reason),
        Rows.Text(exception.Owner),
        Rows.Text(exception.Until),
        Rows.Text(exception.Status),
        place(exception.Place));

    private string Refusal(RefusalReport refusal) =>
        Rows.Row(Rows.Text(refusal.Attribute), Rows.Text(refusal.Member), Rows.Text(refusal.Reason), Rows.Text(refusal.Owner), place(refusal.Place));

    private string Assumption(AssumptionReport assumption) => Rows.Row(
        Rows.Text(assumption.Text),
        Rows.Text(assumption.Member),
        Rows.Text(assumption.Owner),
        Rows.Text(assumption.VerifiedBy),
        Rows.Text(assumption.Until),
        Rows.Text(assumption.Status),
        place(assumption.Place));

    private string Unresolved(UnresolvedReport call) => Rows.Row(Rows.Text(call.Member), Rows.Text(call.Target), Rows.Text(call.Reason), place(call.Place));

    private string Change(ChangeReport change) =>
        Rows.Row(Rows.Text(change.Kind), Rows.Text(change.What), Rows.Text(change.EntryId), Rows.Text(change.Owner), place(change.Place));
}
