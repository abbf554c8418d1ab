using System.Globalization;
using IntentContracts.Analysis.Rules;

namespace IntentContracts.Analysis.Findings;

/// <summary>An <c>[IntentException]</c>, measured against a date.</summary>
internal sealed record DeclaredException(Declaration Declaration, string RuleId, string Reason, string Owner, string Until, bool IsExpired)
{
    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>Reads the declaration. <c>Until</c> is the last day on which it holds; what is not a date counts as expired.</summary>
    public static DeclaredException From(Declaration declaration, DateTime today)
    {
        var attribute = declaration.Attribute;
        var until = attribute.Get("Until") ?? "";
        var isDate = DateTime.TryParseExact(until, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var last);
        return new(
            declaration,
            attribute.Argument(0) ?? "",
            attribute.Get("Reason") ?? "",
            attribute.Get("Owner") ?? "",
            until,
            !isDate || today.Date > last);
    }

    /// <summary>Days until the last one on which it holds; null for what is no date.</summary>
    public int? DaysLeft(DateTime today) =>
        DateTime.TryParseExact(Until, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var last) ? (int)(last - today.Date).TotalDays : null;

    public bool UntilIsDate => DateTime.TryParseExact(Until, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
