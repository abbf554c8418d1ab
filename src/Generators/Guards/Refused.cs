using IntentContracts.Generators.Parsing;

namespace IntentContracts.Generators.Guards;

/// <summary>
/// What stands where a guard cannot be written. The analyzer reports the reason as an error, and the compiler runs analyzers only when every
/// partial member has an implementing part: so there is one. It never runs the core unguarded, not even when the rule is silenced.
/// </summary>
internal static class Refused
{
    public static string Throw(string rule, string contractId, string owner) =>
        $"throw new global::IntentContracts.IntentContractException(\"There is no guard here: {rule} at the declaration says why.\", {CSharpText.Quote(contractId)}, {CSharpText.Quote(rule)}, {CSharpText.Quote(owner)})";
}
