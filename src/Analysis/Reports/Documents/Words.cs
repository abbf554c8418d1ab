using System.Globalization;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>Small wording that several pages share.</summary>
internal static class Words
{
    /// <summary>"1 finding", "2 findings".</summary>
    public static string Count(int count, string singular) =>
        count.ToString(CultureInfo.InvariantCulture) + " " + singular + (count == 1 ? "" : "s");

    public static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary>An attribute as it is written: <c>[Idempotent(Key = "id")]</c>.</summary>
    public static string Declaration(string attribute, string text) => "[" + attribute + (text.Length == 0 ? "]" : "(" + text + ")]");

    /// <summary>A subject is a member's name, or the words of an <c>[Effect]</c>.</summary>
    public static string Effect(string kind, string subject) =>
        MarkdownText.Escape(kind) + ": " + (subject.IndexOf(' ') < 0 ? MarkdownText.Code(subject) : MarkdownText.Escape(subject));

    /// <summary>A text with its place, when that is known.</summary>
    public static string At(string text, string place) => place.Length == 0 ? text : text + ", " + place;
}
