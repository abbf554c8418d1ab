using System.Text;
using Spectre.Console;

namespace IntentContracts.Cli.Terminals;

/// <summary>Where the tool stands and whom it talks to. Results go to the output, everything else to the error stream.</summary>
/// <param name="output">Raw: documents and JSON are written as they are.</param>
/// <param name="directory">The current folder.</param>
/// <param name="environment">Value of an environment variable; null when it is not set.</param>
/// <param name="colours">The output is a terminal that wants colours.</param>
/// <param name="showsProgress">The error stream is a terminal.</param>
internal sealed class Terminal(
    TextWriter output,
    TextWriter errors,
    string directory,
    Func<string, string?> environment,
    bool colours = false,
    bool showsProgress = false)
{
    // The terminal wraps by itself; a file must not be wrapped at all.
    private const int NoWrap = 1 << 20;

    private readonly IAnsiConsole _output = Make(output, colours);
    private readonly IAnsiConsole _errors = Make(errors, colours && showsProgress);

    public TextWriter Output { get; } = output;

    public TextWriter Errors { get; } = errors;

    public string Directory { get; } = directory;

    public bool ShowsProgress { get; } = showsProgress;

    public string? Environment(string name) => environment(name);

    /// <summary>The terminal that the process was started in.</summary>
    public static Terminal OfProcess()
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var wantsColours = string.IsNullOrEmpty(System.Environment.GetEnvironmentVariable("NO_COLOR")) && System.Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new(
            Console.Out,
            Console.Error,
            System.Environment.CurrentDirectory,
            System.Environment.GetEnvironmentVariable,
            wantsColours && !Console.IsOutputRedirected,
            !Console.IsErrorRedirected);
    }

    public void Line(params ReadOnlySpan<Ink> pieces) => Write(_output, Output, pieces);

    public void ErrorLine(params ReadOnlySpan<Ink> pieces) => Write(_errors, Errors, pieces);

    /// <summary>Text as it stands: documents and JSON.</summary>
    public void Raw(string text) => Output.Write(text);

    /// <summary>Runs work that may take seconds, with a spinner where somebody is watching.</summary>
    public T During<T>(string what, Func<T> work) =>
        ShowsProgress ? _errors.Status().Spinner(Spinner.Known.Dots).Start(Markup.Escape(what), _ => work()) : work();

    private static void Write(IAnsiConsole console, TextWriter raw, ReadOnlySpan<Ink> pieces)
    {
        for (var i = 0; i < pieces.Length; i++)
        {
            // Nobody sees blanks at the end, and diffs do.
            var text = i == pieces.Length - 1 ? pieces[i].Text.TrimEnd(' ') : pieces[i].Text;
            if (text.Length > 0)
            {
                console.Write(new Text(text, pieces[i].Style) { Overflow = Overflow.Ellipsis });
            }
        }

        raw.Write('\n');
    }

    private static IAnsiConsole Make(TextWriter writer, bool colours)
    {
        var console = AnsiConsole.Create(new()
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Detect,
        });
        console.Profile.Width = NoWrap;
        return console;
    }
}
