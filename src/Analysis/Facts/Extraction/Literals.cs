using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>
/// Text in code, for names and fingerprints. A verbatim or raw literal over several lines has the line ends of its file, and those are git's (<c>core.autocrlf</c>): the same commit would
/// be one program on Windows and another one on the build server.
/// </summary>
internal static class Literals
{
    /// <param name="token">The operand of <c>ldstr</c>.</param>
    public static string Text(MetadataReader metadata, int token) => OneLineEnd(metadata.GetUserString(MetadataTokens.UserStringHandle(token & 0xFFFFFF)));

    public static string OneLineEnd(string text) => text.Replace("\r\n", "\n");
}
