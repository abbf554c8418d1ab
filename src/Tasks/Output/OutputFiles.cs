using System.Text;
using IntentContracts.Analysis;

namespace IntentContracts.Tasks.Output;

/// <summary>Writes what a check produced: UTF-8 without byte-order mark, a file only when it differs, so that nobody's watcher wakes for nothing.</summary>
internal static class OutputFiles
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Returns the absolute paths of all files, written or already right.</summary>
    public static IReadOnlyList<string> Write(string folder, IEnumerable<OutputFile> files)
    {
        var paths = new List<string>();
        foreach (var file in files)
        {
            var path = Path.GetFullPath(Path.Combine(folder, file.Path));
            WriteIfDifferent(path, file.Text);
            paths.Add(path);
        }

        return paths;
    }

    /// <summary>
    /// A file under version control is left alone when only its line ends differ: git may have changed those. It is no output of the build, and clean does not remove it.
    /// </summary>
    public static void WriteCommitted(CommittedFile file)
    {
        if (!File.Exists(file.Path) || File.ReadAllText(file.Path).Replace("\r\n", "\n") != file.Text)
        {
            WriteIfDifferent(file.Path, file.Text);
        }
    }

    public static void WriteIfDifferent(string path, string text)
    {
        var bytes = Utf8.GetBytes(text);
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
        {
            return;
        }

        Write(path, bytes);
    }

    public static void Write(string path, string text) => Write(path, Utf8.GetBytes(text));

    private static void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }
}
