using IntentContracts.Analysis.Reports.Text;
using Spectre.Console;

namespace IntentContracts.Cli.Terminals;

/// <summary>
/// A piece of a line. Text that comes from source is shown and never acts: control characters, escape sequences and what reorders text become U+FFFD, and Spectre's
/// markup is not read at all, since no piece is ever parsed.
/// </summary>
internal readonly record struct Ink
{
    private Ink(string text, Style style) => (Text, Style) = (text, style);

    public string Text { get; }

    public Style Style { get; }

    /// <summary>How many columns it takes.</summary>
    public int Width => Text.Length;

    public static Ink Plain(string text) => Of(text, Style.Plain);

    public static Ink Strong(string text) => Of(text, new(decoration: Decoration.Bold));

    public static Ink Dim(string text) => Of(text, new(Color.Grey));

    public static Ink Good(string text) => Of(text, new(Color.Green));

    public static Ink Intent(string text) => Of(text, new(Color.Teal));

    public static Ink Warn(string text) => Of(text, new(Color.Olive));

    public static Ink Bad(string text) => Of(text, new(Color.Red));

    /// <summary>Our own words, white space included.</summary>
    public static Ink Layout(string text) => new(text, Style.Plain);

    private static Ink Of(string text, Style style) => new(PlainText.OneLine(text), style);
}
