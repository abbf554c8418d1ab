using IntentContracts.Analysis.Rules;

namespace IntentContracts.Analysis.Findings;

/// <summary>An <c>[IntentException]</c>, measured against a date.</summary>
internal sealed record DeclaredException(Declaration Declaration, string RuleId, string Reason, string Owner, LastDay Last, bool IsExpired)
{
    /// <summary>As it was written.</summary>
    public string Until => Last.Text;

    /// <summary>Reads the declaration. <c>Until</c> is the last day on which it holds; what is not a date counts as expired.</summary>
    public static DeclaredException From(Declaration declaration, DateTime today)
    {
        var attribute = declaration.Attribute;
        var last = LastDay.Read(attribute.Get("Until") ?? "");
        return new(declaration, attribute.Argument(0) ?? "", attribute.Get("Reason") ?? "", attribute.Get("Owner") ?? "", last, last.IsPast(today));
    }
}
