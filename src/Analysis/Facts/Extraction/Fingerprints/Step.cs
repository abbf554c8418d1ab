namespace IntentContracts.Analysis.Facts.Extraction.Fingerprints;

internal enum StepKind
{
    Next,
    Jump,
    Choose,
    Switch,

    /// <summary>A logical operator without a branch of its own.</summary>
    Fork,

    /// <summary>An iterator has handed out a value and goes on from where it stood.</summary>
    Resume,
    End,
}

/// <summary>What comes after an instruction.</summary>
/// <param name="EndsMethod">It returns, and does not throw or end a handler.</param>
internal sealed record Step(StepKind Kind, Term? Condition = null, bool JumpsWhenTrue = true, Term? WhenTrue = null, Term? WhenFalse = null, bool EndsMethod = false)
{
    public static Step Return { get; } = new(StepKind.End, EndsMethod: true);

    public static Step Next { get; } = new(StepKind.Next);

    public static Step Jump { get; } = new(StepKind.Jump);

    public static Step End { get; } = new(StepKind.End);

    public static Step Resume { get; } = new(StepKind.Resume);
}
