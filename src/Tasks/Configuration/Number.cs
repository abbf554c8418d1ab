using System.Globalization;

namespace IntentContracts.Tasks.Configuration;

/// <summary>A property that is a number, 0 or more.</summary>
internal static class Number
{
    public static int Read(string property, string value, int byDefault) =>
        value.Trim().Length == 0 ? byDefault
        : int.TryParse(value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ConfigurationException($"{property} is '{value}', which is no number: write 0 or more");
}
