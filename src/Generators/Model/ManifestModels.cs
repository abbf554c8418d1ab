using IntentContracts.Shared;

namespace IntentContracts.Generators.Model;

/// <summary>One attribute of the vocabulary where it was written.</summary>
internal sealed record IntentModel(string Target, string Attribute, int Ordinal, string Text, SourcePlace Place);

/// <summary>A shell for the manifest; apart from <see cref="GuardedMember"/>, so that moved lines do not write the shell again.</summary>
internal sealed record GuardModel(string Shell, string Core, EquatableArray<string> Order, SourcePlace Place);

/// <summary>A condition for the manifest; apart from the shell for the same reason.</summary>
/// <param name="Evaluator">DocId of the generated member without its parameter list: its name is unique in the type.</param>
internal sealed record ConditionEntry(string Target, string Kind, string Evaluator, string Text, string Because, SourcePlace Place);

/// <summary>A <c>[Transition]</c> for the manifest.</summary>
internal sealed record TransitionEntry(string Type, string Shell, EquatableArray<string> From, string To, SourcePlace Place);

/// <summary>The first sentence of a declared member's documentation.</summary>
internal sealed record SummaryModel(string Target, string Text);

/// <summary>A severity that was set explicitly; for all files when <paramref name="Path"/> is empty.</summary>
internal sealed record SeverityModel(string RuleId, string Path, RuleSeverity Severity);

/// <summary>Lines in which <c>#pragma warning disable</c> holds, both included.</summary>
internal sealed record PragmaModel(string RuleId, string Path, int FirstLine, int LastLine);

/// <summary>What one declaration contributes to the manifest.</summary>
internal sealed record DeclaredIntents(EquatableArray<IntentModel> Intents, EquatableArray<SummaryModel> Summaries);

/// <summary>How loud the user wants our rules in one file.</summary>
internal sealed record FileSeverities(string Path, EquatableArray<SeverityModel> Severities, EquatableArray<PragmaModel> Pragmas);

/// <summary>How loud the user wants our rules in the whole compilation.</summary>
internal sealed record CompilationSeverities(EquatableArray<SeverityModel> Severities, bool WarningsAreErrors);

/// <summary>What one part of a type contributes: shells to write, and what the manifest says of them.</summary>
internal sealed record ParsedPart(GuardedPart Part, PartEntries Entries);

/// <summary>What the manifest says of one part.</summary>
internal sealed record PartEntries(
    EquatableArray<GuardModel> Guards,
    EquatableArray<ConditionEntry> Conditions,
    EquatableArray<MachineModel> Machines,
    EquatableArray<TransitionEntry> Transitions,
    EquatableArray<SummaryModel> Summaries);
