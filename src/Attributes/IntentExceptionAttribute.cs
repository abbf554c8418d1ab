namespace IntentContracts;

/// <summary>Accepts one rule's findings here, until a date, for a reason, on somebody's account. All of these are mandatory.</summary>
/// <remarks>
/// <b>Build</b>: findings of the rule whose path passes through what carries this are excepted, counted and listed. From the day after
/// <see cref="Until"/> it is an error (IC0001); when there is nothing left to except it is an error too (IC0002). <b>Run time</b>: nothing.
/// </remarks>
/// <param name="ruleId">The rule, such as <c>"IC1401"</c>.</param>
[AttributeUsage(
    AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method | AttributeTargets.Constructor,
    AllowMultiple = true,
    Inherited = false)]
public sealed class IntentExceptionAttribute(string ruleId) : Attribute
{
    /// <summary>The rule.</summary>
    public string RuleId { get; } = ruleId;

    /// <summary>Why the finding is acceptable for now.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Who answers for it.</summary>
    public string Owner { get; set; } = "";

    /// <summary>The last day on which it holds, as <c>yyyy-MM-dd</c> (ISO 8601). Anything else counts as expired.</summary>
    public string Until { get; set; } = "";
}
