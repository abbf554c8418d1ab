using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace IntentContracts.Analysis.Tests;

/// <summary>What MSBuild would hand to the generator for a project at <c>/src</c>.</summary>
internal sealed class ProjectOptions(string guards) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(guards);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Values(string guards) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = key switch
            {
                "build_property.ProjectDir" => "/src/",
                "build_property.IntentGuards" => guards,
                _ => "",
            };
            return value.Length > 0;
        }
    }
}
