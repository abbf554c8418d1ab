using System.Globalization;

namespace IntentContracts.Tasks.Configuration;

/// <summary>The day that exceptions are measured against.</summary>
internal static class Day
{
    public static DateTime Read(string property, string value) =>
        DateTime.TryParseExact(value.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? DateTime.SpecifyKind(day, DateTimeKind.Utc)
            : throw new ConfigurationException($"{property} is '{value}', which is no date: write it as 2026-01-31, or leave it out for today");
}
