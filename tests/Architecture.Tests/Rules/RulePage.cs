using IntentContracts.Shared;

namespace IntentContracts.Architecture.Tests.Rules;

/// <summary>What the page of a rule must hold. Its first lines come from the table, so that they cannot contradict it.</summary>
internal static class RulePage
{
    public static IReadOnlyList<string> Sections { get; } =
        ["What it means", "An incident it would have stopped", "Wrong", "Right", "How to fix", "How to except", "Known limits"];

    public static string Folder { get; } = Path.Combine(Repository.Root, "docs", "rules");

    public static string Header(RuleDescriptor rule) =>
        $"""
        # {rule.Id}: {rule.Title}

        | | |
        | --- | --- |
        | Default severity | {Severity(rule)} |
        | Area | {rule.Area} |
        | Found by | {Stage(rule)} |


        """.ReplaceLineEndings("\n");

    public static string Index()
    {
        var rows = RuleTable.All.Select(rule => $"| [{rule.Id}]({rule.Id}.md) | {rule.Title} | {rule.Area} | {Severity(rule)} | {Stage(rule)} |\n");
        return "| Id | Title | Area | Default severity | Found by |\n| --- | --- | --- | --- | --- |\n" + string.Concat(rows);
    }

    private static string Severity(RuleDescriptor rule) => rule.DefaultSeverity.ToString().ToLowerInvariant();

    private static string Stage(RuleDescriptor rule) => rule.Stage == RuleStage.Compiler ? "the compiler" : "the build, from the compiled assembly";
}
