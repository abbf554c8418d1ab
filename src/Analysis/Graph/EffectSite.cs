using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>A call that changes or reads the world outside.</summary>
/// <param name="Subject">For the reader: <c>HttpClient.PostAsync</c>, or the words of <c>[Effect]</c>.</param>
/// <param name="Changes">It changes something; null when the code does not show whether it does, or reads.</param>
internal sealed record EffectSite(MethodNode Node, int Site, EffectCategory Category, Repetition Repetition, string Subject, bool? Changes = true)
{
    /// <summary>What a catalogue says of the call; null where something else decided what it is: a statement's text, a declaration, a verb.</summary>
    public EffectMeaning? Catalogued { get; init; }

    /// <summary>It asks a database for a lock, or gives it back: that can fail, and asks for nothing that could be asked for together with others.</summary>
    public bool IsLock { get; init; }

    /// <summary>It runs a stored procedure, of which the code only shows the name, and that does not say whether it writes.</summary>
    public bool IsProcedure { get; init; }

    /// <summary>It sees to it that a row is there, and changes none that is: <c>insert … on conflict do nothing</c>.</summary>
    public bool IsEnsured { get; init; }

    /// <summary>It asks a database for something, or changes something in it.</summary>
    public bool IsOfDatabase => Category is EffectCategory.DbRead or EffectCategory.DbWrite or EffectCategory.DbCommit;

    public SourceSpan Span => Node.Method.Sites[Site].Span;

    /// <summary>A call of which a catalogue says what it does. Who hands over a transaction leaves the commit to whoever began it.</summary>
    public static EffectSite Of(MethodNode node, int site, EffectMeaning meaning) => new(
        node,
        site,
        meaning.Category == EffectCategory.DbCommit && Enlistment.PassesTransaction(node.Method.Sites[site]) ? EffectCategory.DbWrite : meaning.Category,
        meaning.Repetition,
        Names.Member(node.Method.Sites[site].Target),
        meaning.Changes)
    {
        Catalogued = meaning,
    };
}

/// <summary>A call whose target the code does not show.</summary>
internal sealed record UnresolvedSite(MethodNode Node, int Site, string Target, string Reason);
