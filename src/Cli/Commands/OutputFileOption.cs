using System.CommandLine;
using System.Text;
using IntentContracts.Cli.Terminals;

namespace IntentContracts.Cli.Commands;

/// <summary><c>-o</c>: a document goes to a file in place of the terminal.</summary>
internal static class OutputFileOption
{
    public static Option<string> Make() => new("--output", "-o") { Description = "Write to a file.", HelpName = "file" };

    /// <summary>UTF-8 without byte-order mark, ended by LF; a file that says the same already is not touched.</summary>
    public static void Write(string? file, string text, Terminal terminal)
    {
        if (file is null)
        {
            terminal.Raw(text);
            return;
        }

        var path = Path.GetFullPath(file, terminal.Directory);
        var bytes = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text);
        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
    }
}
