using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC0003: a refusal without a reason is not a decision, and an assumption that does not say what it assumes is none. Exceptions name an owner as well.</summary>
internal sealed class ReasonsMustSaySomething : IRule
{
    private static readonly HashSet<string> Placeholders = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "todo", "tbd", "fixme", "xxx", "why", "reason", "because", "none", "n/a", "na", "temp", "temporary", "later", "legacy", "test", "ok",
        "asdf", "foo", "placeholder", "see above", "-", "?", ".", "...", "…",
    };

    public IEnumerable<Violation> Check(RuleContext context)
    {
        if (context.Built is not { } built)
        {
            return [];
        }

        return Declarations.In(context.Graph, built).SelectMany(Check);
    }

    internal static bool IsPlaceholder(string? reason)
    {
        var text = (reason ?? "").Trim().TrimEnd('.', '!', ':').Trim();
        return Placeholders.Contains(text)
            || text.StartsWith("todo", StringComparison.OrdinalIgnoreCase)
            || !text.Any(char.IsLetter);
    }

    private static IEnumerable<Violation> Check(Declaration declaration)
    {
        var attribute = declaration.Attribute;
        switch (attribute.Type)
        {
            case IntentNames.NaturallyIdempotent or IntentNames.NotIdempotent or IntentNames.NoTransaction or IntentNames.Blocking or IntentNames.NoRetry or IntentNames.NotThreadSafe
                or IntentNames.QueryPerItem when IsPlaceholder(attribute.Argument(0)):
                yield return Breach(declaration, $"gives no reason ({Quote(attribute.Argument(0))})", "say why, for the one who reads it in a year");
                break;
            case IntentNames.Swallows when IsPlaceholder(attribute.Argument(1)):
                yield return Breach(declaration, $"gives no reason ({Quote(attribute.Argument(1))})", "say why nobody has to know of it");
                break;
            case IntentNames.Assumes when IsPlaceholder(attribute.Argument(0)):
                yield return Breach(declaration, $"assumes nothing ({Quote(attribute.Argument(0))})", "say what the code takes for granted, for the one who finds that it is not so");
                break;
            case IntentNames.IntentException when IsPlaceholder(attribute.Get("Reason")):
                yield return Breach(declaration, $"gives no reason ({Quote(attribute.Get("Reason"))})", "set Reason to why the finding is acceptable for now");
                break;
            case IntentNames.IntentException when IsPlaceholder(attribute.Get("Owner")):
                yield return Breach(declaration, $"names no owner ({Quote(attribute.Get("Owner"))})", "set Owner to the team that answers for it");
                break;
        }
    }

    private static Violation Breach(Declaration declaration, string problem, string remedy) => new(
        RuleTable.ReasonMissing,
        Certain: true,
        Entry: null,
        [],
        declaration.Location,
        "reason of " + Declarations.ShortName(declaration.Attribute.Type),
        declaration.Target + Declarations.Numbered(declaration.Ordinal),
        $"[{Declarations.ShortName(declaration.Attribute.Type)}] on {declaration.Member} {problem}",
        "",
        remedy);

    private static string Quote(string? text) => "\"" + (text ?? "") + "\"";
}
