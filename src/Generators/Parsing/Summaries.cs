using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>What a declared member's author wrote about it.</summary>
internal static class Summaries
{
    public static SummaryModel? Of(ISymbol member, DocumentationComment documentation) =>
        documentation.FirstSentence() is { Length: > 0 } sentence ? new(member.GetDocumentationCommentId() ?? "", sentence) : null;
}
