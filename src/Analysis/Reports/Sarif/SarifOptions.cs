namespace IntentContracts.Analysis.Reports.Sarif;

/// <summary>What a SARIF log needs to know beyond the report.</summary>
/// <param name="ProjectFile">Where a finding without a place is reported, relative to the source root.</param>
/// <param name="ToolVersion">Left out when empty.</param>
/// <param name="ComparesWithBaseline">There is a baseline, so that each result is new or unchanged.</param>
internal sealed record SarifOptions(string ProjectFile, string ToolVersion = "", bool ComparesWithBaseline = false);
