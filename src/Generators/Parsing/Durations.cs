using System.Globalization;
using IntentContracts.Generators.Analyzers;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads the durations that attributes hold as text: an attribute cannot hold a <see cref="TimeSpan"/>.</summary>
internal static class Durations
{
    /// <summary>A named argument, or the fallback when it was not written; null after saying that it is no positive duration.</summary>
    public static TimeSpan? Named(AttributeData attribute, string name, string fallback, Refusals refusals) =>
        Parse(attribute.Named(name) as string ?? fallback, name, fallback, attribute.Argument(name)?.Expression.GetLocation() ?? attribute.Place(), refusals);

    /// <summary>The attribute's one positional argument.</summary>
    public static TimeSpan? Only(AttributeData attribute, string name, string example, Refusals refusals) =>
        Parse(attribute.Text() ?? "", name, example, attribute.Argument(null)?.Expression.GetLocation() ?? attribute.Place(), refusals);

    private static TimeSpan? Parse(string text, string name, string example, Location? place, Refusals refusals)
    {
        // A bare number would be days, which nobody means.
        if (text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration) && duration > TimeSpan.Zero)
        {
            return duration;
        }

        refusals.Add(Rules.TargetCannotHold, place, $"{name} = \"{Printable(text)}\" is no positive duration: write it as [days.]hours:minutes:seconds, such as \"{example}\"");
        return null;
    }

    private static string Printable(string text) =>
        new([.. (text.Length > 40 ? text.Substring(0, 40) : text).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);
}
