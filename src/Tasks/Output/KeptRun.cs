using System.Text;
using IntentContracts.Analysis;

namespace IntentContracts.Tasks.Output;

/// <summary>What a run said and wrote. A stamp cannot be written while there is something to say; this says it again without looking for it (decision 21).</summary>
/// <param name="Machine">Absolute paths of intent.sarif and its like.</param>
/// <param name="Documents">Absolute paths of the reviewers' documents with their list.</param>
internal sealed record KeptRun(IReadOnlyList<CheckDiagnostic> Diagnostics, IReadOnlyList<string> Notes, string Summary, IReadOnlyList<string> Machine, IReadOnlyList<string> Documents)
{
    private const string Format = "IntentContracts kept run 1";

    /// <summary>Reads the run; null when it is of other inputs, when a file that it wrote is gone or changed, and when there is none that can be read.</summary>
    public static KeptRun? Read(string path, string fingerprint)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            using var reader = new BinaryReader(new MemoryStream(File.ReadAllBytes(path)), Encoding.UTF8);
            if (reader.ReadString() != Format || reader.ReadString() != fingerprint)
            {
                return null;
            }

            var diagnostics = List(reader, () => new CheckDiagnostic(
                reader.ReadString(),
                (DiagnosticSeverity)reader.ReadInt32(),
                reader.ReadString(),
                reader.ReadInt32(),
                reader.ReadInt32(),
                reader.ReadString(),
                reader.ReadString()));
            var notes = List(reader, reader.ReadString);
            var summary = reader.ReadString();
            return Files(reader) is { } machine && Files(reader) is { } documents && reader.ReadString() == Format ? new(diagnostics, notes, summary, machine, documents) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            return null; // cut off or damaged: the check says it anew
        }
    }

    /// <summary>Keeps the run. That it cannot is no error: the next build checks again.</summary>
    public void Write(string path, string fingerprint)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Format);
            writer.Write(fingerprint);
            writer.Write(Diagnostics.Count);
            foreach (var diagnostic in Diagnostics)
            {
                writer.Write(diagnostic.RuleId);
                writer.Write((int)diagnostic.Severity);
                writer.Write(diagnostic.File);
                writer.Write(diagnostic.Line);
                writer.Write(diagnostic.Column);
                writer.Write(diagnostic.Message);
                writer.Write(diagnostic.HelpLink);
            }

            writer.Write(Notes.Count);
            foreach (var note in Notes)
            {
                writer.Write(note);
            }

            writer.Write(Summary);
            Files(writer, Machine);
            Files(writer, Documents);
            writer.Write(Format);
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, stream.ToArray());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The format at its end is missing from what was written half.
        }
    }

    private static List<T> List<T>(BinaryReader reader, Func<T> read)
    {
        var items = new List<T>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            items.Add(read());
        }

        return items;
    }

    /// <summary>The paths; null when one of the files is not as it was written.</summary>
    private static List<string>? Files(BinaryReader reader)
    {
        var isSame = true;
        var paths = List(reader, () =>
        {
            var path = reader.ReadString();
            var file = new FileInfo(path);
            var (length, written) = (reader.ReadInt64(), reader.ReadInt64());
            isSame = isSame && file.Exists && file.Length == length && file.LastWriteTimeUtc.Ticks == written;
            return path;
        });
        return isSame ? paths : null;
    }

    private static void Files(BinaryWriter writer, IReadOnlyList<string> paths)
    {
        writer.Write(paths.Count);
        foreach (var path in paths)
        {
            var file = new FileInfo(path);
            writer.Write(path);
            writer.Write(file.Length);
            writer.Write(file.LastWriteTimeUtc.Ticks);
        }
    }
}
