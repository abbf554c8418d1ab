using System.Runtime.CompilerServices;
using System.Text;

namespace IntentContracts.Tests;

/// <summary>
/// Compares a whole artifact with the file that was approved for it, in Verify's file convention, so that Verify can replace this helper in one
/// change: <c>{Class}.{Method}[#name].verified.{extension}</c> beside the test. On a difference the text is left in <c>.received.</c> beside it;
/// to approve it, move it over the verified file.
/// </summary>
internal static class Snapshot
{
    /// <param name="text">The artifact.</param>
    /// <param name="extension">Of the approved file, without a dot.</param>
    /// <param name="name">Which of several artifacts of one test.</param>
    public static void Match(
        string text,
        string extension = "txt",
        string name = "",
        [CallerFilePath] string file = "",
        [CallerMemberName] string method = "")
    {
        var source = Repository.Locate(file);
        var stem = Path.Combine(
            Path.GetDirectoryName(source)!,
            Path.GetFileNameWithoutExtension(source) + "." + method + (name.Length == 0 ? "" : "#" + name));
        var verified = stem + ".verified." + extension;
        var received = stem + ".received." + extension;
        var expected = File.Exists(verified) ? Normalize(File.ReadAllText(verified)) : null;
        var actual = Normalize(text);
        if (actual == expected)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Assert.Fail(
            $"{Path.GetFileName(verified)} {(expected is null ? "does not exist" : "differs: " + FirstDifference(expected, actual))}"
            + $"\nIf the new text is right: mv '{received}' '{verified}'");
    }

    // The repository checks out with LF everywhere; a tool on another system may still have written CRLF into an approved file.
    private static string Normalize(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n') + "\n";

    private static string FirstDifference(string expected, string actual)
    {
        var was = expected.Split('\n');
        var now = actual.Split('\n');
        var line = 0;
        while (line < was.Length && line < now.Length && was[line] == now[line])
        {
            line++;
        }

        return $"line {line + 1}\n  approved: {At(was, line)}\n  received: {At(now, line)}";
    }

    private static string At(string[] lines, int index) => index < lines.Length ? lines[index] : "(end of file)";
}
