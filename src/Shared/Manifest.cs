namespace IntentContracts.Shared;

/// <summary>
/// What the compiler knew and IL does not say: where each intent was written, what its author commented, which guard wraps which core, and how
/// loud the user wants each rule. The generator writes it, the build task reads it from the compiled assembly.
/// </summary>
internal sealed record Manifest(
    IReadOnlyList<ManifestIntent> Intents,
    IReadOnlyList<ManifestGuard> Guards,
    IReadOnlyList<ManifestCondition> Conditions,
    IReadOnlyList<ManifestMachine> Machines,
    IReadOnlyList<ManifestTransition> Transitions,
    IReadOnlyList<ManifestSummary> Summaries,
    IReadOnlyList<ManifestSeverity> Severities,
    IReadOnlyList<ManifestPragma> Pragmas,
    bool WarningsAreErrors)
{
    /// <summary>The key of the <c>AssemblyMetadataAttribute</c> that carries it; the number is the format's version.</summary>
    public const string MetadataKey = "IntentContracts.Manifest/1";

    public static Manifest Empty { get; } = new([], [], [], [], [], [], [], [], false);
}

/// <summary>One attribute as written. Files are relative to the project folder, with '/'; lines and columns start at 1.</summary>
/// <param name="Target">DocId of what carries it; <c>A:Name</c> for the assembly.</param>
/// <param name="Attribute">Full name of the attribute, as in <see cref="IntentNames"/>.</param>
/// <param name="Ordinal">Which of several equal attributes on the same target, in source order, from 0.</param>
/// <param name="Text">The arguments as source text, for the reader.</param>
internal sealed record ManifestIntent(string Target, string Attribute, int Ordinal, string Text, ManifestSpan Span);

/// <summary>
/// A generated shell, the core it runs, and the guards around it, outermost first, as <see cref="GuardWords"/>. A guard that was compiled to less than
/// Enforce says so: "idempotent:observe", "invariant:off". For a property, indexer or event: one for each accessor, by the accessor's DocId (<c>M:Shop.Order.set_Limit(System.Int32)</c>).
/// </summary>
internal sealed record ManifestGuard(string Shell, string Core, IReadOnlyList<string> Order, ManifestSpan Span);

/// <summary>A condition as the guard evaluates it.</summary>
/// <param name="Target">DocId of the member, or type for an invariant, that it holds for.</param>
/// <param name="Kind">One of "requires", "ensures", "invariant".</param>
/// <param name="Evaluator">DocId of the generated method or property getter (<c>M:Shop.Order.get_Invariant1</c>) that evaluates it.</param>
/// <param name="Text">The condition as written.</param>
internal sealed record ManifestCondition(string Target, string Kind, string Evaluator, string Text, string Because, ManifestSpan Span);

/// <summary>A state machine of a type.</summary>
/// <param name="Type">DocId of the type.</param>
/// <param name="Member">DocId of the field or property that holds the state.</param>
/// <param name="Initial">Name of the enumeration's member.</param>
/// <param name="Terminal">Names, in source order.</param>
/// <param name="States">Every member of the enumeration, in source order.</param>
internal sealed record ManifestMachine(
    string Type, string Member, string Initial, IReadOnlyList<string> Terminal, IReadOnlyList<string> States, ManifestSpan Span);

/// <summary>One <c>[Transition]</c>.</summary>
/// <param name="Type">DocId of the type.</param>
/// <param name="Shell">DocId of the guarded member.</param>
/// <param name="From">Names of states.</param>
/// <param name="To">Name of a state.</param>
internal sealed record ManifestTransition(string Type, string Shell, IReadOnlyList<string> From, string To, ManifestSpan Span);

/// <summary>The summary of a declared member's documentation comment, as one line of plain text.</summary>
internal sealed record ManifestSummary(string Target, string Text);

/// <summary>A severity that differs from the rule's default: for one file, or for all when <paramref name="File"/> is empty.</summary>
internal sealed record ManifestSeverity(string RuleId, string File, RuleSeverity Severity);

/// <summary>Lines, both included, in which <c>#pragma warning disable</c> holds for a rule.</summary>
internal sealed record ManifestPragma(string RuleId, string File, int FirstLine, int LastLine);

internal sealed record ManifestSpan(string File, int Line, int Column, int EndLine, int EndColumn)
{
    public static ManifestSpan None { get; } = new("", 0, 0, 0, 0);
}
