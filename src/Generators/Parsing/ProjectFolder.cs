using Microsoft.CodeAnalysis.Diagnostics;

namespace IntentContracts.Generators.Parsing;

/// <summary>The folder that the manifest's paths are relative to.</summary>
internal static class ProjectFolder
{
    /// <summary>The property <c>ProjectDir</c>, which the SDK makes visible to analyzers; empty when unknown.</summary>
    public static string Of(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue("build_property.ProjectDir", out var folder) ? folder : "";
}
