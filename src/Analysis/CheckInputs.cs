using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis;

/// <summary>
/// What a check would read, without reading it: two checks with the same text have the same result. It holds the options, this version of the tool, and of every file its place, length and time of the last write; of an own
/// assembly the MVID as well, since two builds can fall into one tick of a coarse file system.
/// </summary>
public static class CheckInputs
{
    /// <summary>A hash of all of it; null when an own assembly cannot be read, so that nothing can be said of the result.</summary>
    public static string? Fingerprint(CheckOptions options)
    {
        try
        {
            var text = new StringBuilder();
            text.Append(typeof(CheckInputs).Module.ModuleVersionId).Append('\n').Append(CheckFile.Write(options));
            foreach (var own in options.OwnReferences.Prepend(options.Assembly))
            {
                text.Append(Mvid(own.Path)).Append(' ');
                Stamp(text, own.Path);
                Stamp(text, Path.ChangeExtension(own.Path, ".pdb"));
            }

            foreach (var file in new[] { options.BaselineFile, options.LockFile }.Where(f => f.Length > 0).Concat(options.Catalogues))
            {
                Stamp(text, file);
            }

            // They are opened only to look up what the user's catalogues name.
            foreach (var other in options.Catalogues.Count == 0 ? [] : options.OtherReferences)
            {
                Stamp(text, other);
            }

            using var sha = SHA256.Create();
            return BitConverter.ToString(sha.ComputeHash(Encoding.UTF8.GetBytes(text.ToString())));
        }
        catch (Exception e) when (e is UnreadableAssemblyException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static Guid Mvid(string path)
    {
        using var image = AssemblyImage.Open(path);
        return Unreadable.Guard(path, () => image.Metadata.GetGuid(image.Metadata.GetModuleDefinition().Mvid));
    }

    private static void Stamp(StringBuilder text, string path)
    {
        var file = new FileInfo(path);
        text.Append(path).Append(' ');
        if (file.Exists)
        {
            text.Append(file.Length.ToString(CultureInfo.InvariantCulture)).Append(' ').Append(file.LastWriteTimeUtc.Ticks.ToString(CultureInfo.InvariantCulture));
        }

        text.Append('\n');
    }
}
