using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>Finds the lines in which <c>#pragma warning disable</c> holds for a rule of the build task.</summary>
internal static class PragmaParser
{
    public static EquatableArray<PragmaModel> Parse(SyntaxNode root, CancellationToken cancellationToken)
    {
        if (!root.ContainsDirectives)
        {
            return EquatableArray<PragmaModel>.Empty;
        }

        var path = root.SyntaxTree.FilePath;
        var openSince = new Dictionary<string, int>(StringComparer.Ordinal);
        var found = new List<PragmaModel>();
        for (var directive = root.GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (directive is not PragmaWarningDirectiveTriviaSyntax { IsActive: true } pragma)
            {
                continue;
            }

            var line = pragma.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            foreach (var id in Ids(pragma))
            {
                if (!pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword))
                {
                    if (openSince.TryGetValue(id, out var first) && openSince.Remove(id))
                    {
                        found.Add(new(id, path, first, line));
                    }
                }
                else if (!openSince.ContainsKey(id))
                {
                    openSince.Add(id, line);
                }
            }
        }

        found.AddRange(openSince.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => new PragmaModel(o.Key, path, o.Value, int.MaxValue)));
        return found.ToEquatableArray();
    }

    // Without ids, a pragma means all warnings.
    private static IEnumerable<string> Ids(PragmaWarningDirectiveTriviaSyntax pragma) =>
        pragma.ErrorCodes.Count == 0
            ? SeverityParser.RuleIds
            : pragma.ErrorCodes.OfType<IdentifierNameSyntax>().Select(c => c.Identifier.ValueText).Where(SeverityParser.RuleIds.Contains);
}
