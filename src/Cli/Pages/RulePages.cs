using System.Reflection;
using IntentContracts.Cli.Queries;
using IntentContracts.Cli.Terminals;
using IntentContracts.Shared;

namespace IntentContracts.Cli.Pages;

/// <summary>The pages of docs/rules, carried along.</summary>
internal static class RulePages
{
    /// <exception cref="ToolException">There is no such rule; the message says which ones are near.</exception>
    public static RuleDescriptor Rule(string id) =>
        RuleTable.All.FirstOrDefault(r => string.Equals(r.Id, id.Trim(), StringComparison.OrdinalIgnoreCase))
        ?? throw ToolException.Usage($"'{id}' is no rule{Suggestions.Sentence(id, RuleTable.All.Select(r => r.Id))}");

    /// <summary>Its page as Markdown.</summary>
    public static string Text(RuleDescriptor rule)
    {
        using var page = Assembly.GetExecutingAssembly().GetManifestResourceStream("Rules/" + rule.Id)
            ?? throw new InvalidOperationException($"the tool was built without the page of {rule.Id}");
        using var reader = new StreamReader(page);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
