namespace IntentContracts.Shared;

/// <summary>
/// What the compiler knew and IL does not say: where each intent was written, what its author commented, which guard wraps which core, and how
/// loud the user wants each rule. The generator writes it, the build task reads it from the compiled assembly.
/// </summary>
internal sealed record Manifest(
    IReadOnlyList<ManifestIntent> Intents,
    IReadOnlyList<ManifestGuard> Guards,
    IReadOnlyList<ManifestSummary> Summaries,
    IReadOnlyList<ManifestSeverity> Severities,
    IReadOnlyList<ManifestPragma> Pragmas,
    bool WarningsAreErrors)
{
    /// <summary>The key of the <c>AssemblyMetadataAttribute</c> that carries it; the number is the format's version.</summary>
    public const string MetadataKey = "IntentContracts.Manifest/1";

    public static Manifest Empty { get; } = new([], [], [], [], [], false);
}

/// <summary>One attribute as written. Files are relative to the project folder, with '/'; lines and columns start at 1.</summary>
/// <param name="Target">DocId of what carries it; <c>A:Name</c> for the assembly.</param>
/// <param name="Attribute">Full name of the attribute, as in <see cref="IntentNames"/>.</param>
/// <param name="Ordinal">Which of several equal attributes on the same target, in source order, from 0.</param>
/// <param name="Text">The arguments as source text, for the reader.</param>
internal sealed record ManifestIntent(string Target, string Attribute, int Ordinal, string Text, ManifestSpan Span);

/// <summary>A generated shell, the core it runs, and the guards around it, outermost first ("idempotent", "transaction", "invariant").</summary>
internal sealed record ManifestGuard(string Shell, string Core, IReadOnlyList<string> Order, ManifestSpan Span);

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
