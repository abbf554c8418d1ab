using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>What the framework has that an assembly was compiled for.</summary>
internal static class TargetFrameworks
{
    private const string Attribute = "System.Runtime.Versioning.TargetFrameworkAttribute";
    private const string Core = ".NETCoreApp,Version=v";

    /// <summary>Whether it has what came with a major version of .NET. An assembly that does not say what it was compiled for is taken to be of today.</summary>
    public static bool Have(AssemblyFacts assembly, int since)
    {
        if (since == 0 || assembly.Attributes.FirstOrDefault(a => a.Type == Attribute)?.Argument(0) is not { } framework)
        {
            return true;
        }

        return framework.StartsWith(Core, StringComparison.Ordinal) && Version.TryParse(framework.Substring(Core.Length), out var version) && version.Major >= since;
    }
}
