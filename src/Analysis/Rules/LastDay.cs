using System.Globalization;

namespace IntentContracts.Analysis.Rules;

/// <summary>The last day on which a declaration holds, as it was written and as a date. What is not a date has passed.</summary>
internal sealed record LastDay(string Text, DateTime? Date)
{
    /// <summary>Days before it from which it is announced: two weeks, time for one sprint to plan what it asks for and one to do it.</summary>
    private const int WarnedAhead = 14;

    private const string Format = "yyyy-MM-dd";

    public static LastDay Read(string text) =>
        new(text, DateTime.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null);

    public bool IsPast(DateTime today) => Date is not { } last || today.Date > last;

    /// <summary>It has not passed, and is near enough to be announced.</summary>
    public bool IsNear(DateTime today) => !IsPast(today) && DaysLeft(today) <= WarnedAhead;

    /// <summary>For messages: today, tomorrow, in five days.</summary>
    public string When(DateTime today) => DaysLeft(today) switch
    {
        0 => "today",
        1 => "tomorrow",
        var days => string.Format(CultureInfo.InvariantCulture, "in {0} days", days),
    };

    private int DaysLeft(DateTime today) => (int)(Date!.Value - today.Date).TotalDays;
}
