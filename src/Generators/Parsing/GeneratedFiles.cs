using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Tells our own generated files from the user's: the analyzer sees a compilation that already contains them.</summary>
internal static class GeneratedFiles
{
    /// <summary>The folder that the compiler puts our files into, as the end of its path.</summary>
    public static readonly string Folder = typeof(IntentGenerator).FullName + "/";

    public static bool IsOurs(SyntaxTree? tree) => tree is not null && tree.FilePath.Replace('\\', '/').Contains(Folder);
}
