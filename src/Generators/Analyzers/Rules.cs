using IntentContracts.Shared;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Analyzers;

/// <summary>The rules that are found in the compiler, as Roslyn describes them. Each message is written where its law is.</summary>
internal static class Rules
{
    public static readonly DiagnosticDescriptor TargetCannotHold = Describe(RuleTable.TargetCannotHold);
    public static readonly DiagnosticDescriptor ExpressionInvalid = Describe(RuleTable.ExpressionInvalid);
    public static readonly DiagnosticDescriptor ShapeCannotBeGuarded = Describe(RuleTable.ShapeCannotBeGuarded);
    public static readonly DiagnosticDescriptor CoreMissing = Describe(RuleTable.CoreMissing);
    public static readonly DiagnosticDescriptor OverrideWeakens = Describe(RuleTable.OverrideWeakens);
    public static readonly DiagnosticDescriptor TransitionsDoNotFit = Describe(RuleTable.TransitionsDoNotFit);
    public static readonly DiagnosticDescriptor ConstructorSkipsInvariants = Describe(RuleTable.ConstructorSkipsInvariants);

    private static DiagnosticDescriptor Describe(string id)
    {
        var rule = RuleTable.Get(id);
        var severity = rule.DefaultSeverity switch
        {
            RuleSeverity.Error => DiagnosticSeverity.Error,
            RuleSeverity.Warning => DiagnosticSeverity.Warning,
            RuleSeverity.Note => DiagnosticSeverity.Info,
            _ => DiagnosticSeverity.Hidden,
        };
        return new(id, rule.Title, "{0}", rule.Area, severity, isEnabledByDefault: true, helpLinkUri: rule.HelpLink);
    }
}
