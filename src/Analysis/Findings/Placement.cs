using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis.Findings;

/// <summary>A place for the build's output (absolute) and for the documents (relative), and whose settings hold there.</summary>
/// <param name="SettingsFile">The file as the manifest of its assembly names it; empty when unknown.</param>
/// <param name="Assembly">Whose manifest holds the settings; empty for the project.</param>
internal sealed record Placement(string AbsoluteFile, Place Place, string SettingsFile, string Assembly);
