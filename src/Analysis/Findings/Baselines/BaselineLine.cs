namespace IntentContracts.Analysis.Findings.Baselines;

/// <summary>Findings that were accepted, all with one key.</summary>
/// <param name="Key">Text of a <see cref="FindingKey"/>.</param>
/// <param name="Count">How many of them: several in one member are alike but for their place, and a place is nothing to go by.</param>
/// <param name="Line">Where it stands in the file, from 1.</param>
internal sealed record BaselineLine(string Key, int Count, int Line);
