using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules.Assumptions;

/// <summary>An <c>[Assumes]</c> as the laws and the documents read it.</summary>
/// <param name="VerifiedBy">The probe as it was written; null when none was.</param>
/// <param name="Last">Null when no day was written.</param>
/// <param name="Owner">Who was written, or else who owns the code; empty when nobody does.</param>
internal sealed record Assumption(Declaration Declaration, string Text, string? VerifiedBy, LastDay? Last, string Owner)
{
    private const int Shown = 80;

    public static IEnumerable<Assumption> In(RuleContext context, AssemblyFacts assembly) =>
        Declarations.In(context.Graph, assembly).Where(d => d.Attribute.Type == IntentNames.Assumes).Select(d => From(d, context.Ownership));

    /// <summary>A breach at the declaration.</summary>
    /// <param name="problem">What follows on "the assumption … on …".</param>
    public Violation Breach(string rule, bool certain, string problem, string remedy) => new(
        rule,
        certain,
        Entry: null,
        [],
        Declaration.Location,
        "assumption",
        Declaration.Target + Declarations.Numbered(Declaration.Ordinal),
        $"the assumption {Quoted} on {Declaration.Member} {problem}",
        "",
        remedy);

    private string Quoted => "\"" + (Text.Length <= Shown ? Text : Text.Substring(0, Shown - 1) + "…") + "\"";

    private static Assumption From(Declaration declaration, Ownership ownership)
    {
        var attribute = declaration.Attribute;
        return new(
            declaration,
            attribute.Argument(0) ?? "",
            attribute.Get("VerifiedBy"),
            attribute.Get("Until") is { } until ? LastDay.Read(until) : null,
            attribute.Get("Owner") is { Length: > 0 } owner ? owner : OwnerOf(declaration, ownership));
    }

    private static string OwnerOf(Declaration declaration, Ownership ownership) =>
        declaration.Node is { } node ? ownership.Of(node)
        : declaration.Type is { } type ? ownership.Of(declaration.Assembly, type)
        : declaration.Assembly.Attributes.FirstOrDefault(a => a.Type == IntentNames.OwnedBy)?.Argument(0) ?? "";
}
