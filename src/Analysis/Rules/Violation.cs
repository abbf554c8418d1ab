using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules;

/// <summary>One breach of one law, as seen from one entry point. Several of them can be one finding.</summary>
/// <param name="Certain">Known, not guessed: may be an error.</param>
/// <param name="Entry">Null for a law that needs no path.</param>
/// <param name="Path">From the entry point, or from <paramref name="Start"/>, to the method of the breach.</param>
/// <param name="Effect">Kind and subject, part of the finding's identity; empty where there is none.</param>
/// <param name="Sink">DocId of what breaches, part of the identity.</param>
/// <param name="Problem">The sentence before the path.</param>
/// <param name="Tail">What the path ends in after the last method; empty for nothing.</param>
/// <param name="Remedy">The sentence after the path: what to write.</param>
/// <param name="Start">Where the path begins when no entry point leads to the breach.</param>
internal sealed record Violation(
    string RuleId,
    bool Certain,
    EntryPoint? Entry,
    IReadOnlyList<CallEdge> Path,
    Location Location,
    string Effect,
    string Sink,
    string Problem,
    string Tail,
    string Remedy,
    MethodNode? Start = null)
{
    /// <summary>It announces what will be a breach on a later day: never more than a warning, not even where warnings are errors.</summary>
    public bool IsNotice { get; init; }

    /// <summary>It is about the path that it shows, and not about the nearest of several things that could be shown: on a path that nobody can take it is none.</summary>
    public bool IsOfItsPath { get; init; }

    /// <summary>Other places that the sentence speaks of: the layers of a stack, the first of two commits.</summary>
    public IReadOnlyList<(Location At, string What)> Also { get; init; } = [];

    /// <summary>What the breach is made of besides its path, such as the other half of a contradiction: who has not seen that has not seen the breach.</summary>
    public IReadOnlyList<MethodNode> Evidence { get; init; } = [];

    /// <summary>The first method of the path; null when there is none.</summary>
    public MethodNode? First => Entry?.Node ?? Start;
}
