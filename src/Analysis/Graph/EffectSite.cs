using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>A call that changes or reads the world outside.</summary>
/// <param name="Subject">For the reader: <c>HttpClient.PostAsync</c>, or the words of <c>[Effect]</c>.</param>
/// <param name="Changes">It changes something; null when the code does not show whether it does, or reads.</param>
internal sealed record EffectSite(MethodNode Node, int Site, EffectCategory Category, Repetition Repetition, string Subject, bool? Changes = true)
{
    public SourceSpan Span => Node.Method.Sites[Site].Span;
}

/// <summary>A call whose target the code does not show.</summary>
internal sealed record UnresolvedSite(MethodNode Node, int Site, string Target, string Reason);
