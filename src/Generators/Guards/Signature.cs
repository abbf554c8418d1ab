using IntentContracts.Generators.Model;

namespace IntentContracts.Generators.Guards;

/// <summary>Parameter and argument lists.</summary>
internal static class Signature
{
    // Default values stay with the declaration: the language warns of them in an implementing part.
    public static string Parameters(GuardedMember member) =>
        string.Join(", ", member.Parameters.Select(p => p.DeclarationModifiers + p.Type + " " + p.Name));

    /// <summary>A call of the core.</summary>
    /// <param name="receiver">With its dot.</param>
    public static string CallCore(GuardedMember member, string receiver, Func<GuardedParameter, string> argument) =>
        $"{receiver}{member.CoreName}{member.TypeParameters}({string.Join(", ", member.Parameters.Select(p => p.CallModifier + argument(p)))})";

    /// <summary>What a guard's body needs: the instance and the arguments, as one value that needs no closure.</summary>
    public static string Pack(IReadOnlyList<string> values) => values.Count switch
    {
        0 => "0",
        1 => values[0],
        _ => "(" + string.Join(", ", values) + ")",
    };

    public static string Unpack(string state, int index, int count) => count == 1 ? state : $"{state}.Item{index + 1}";

    /// <summary>The first cancellation token among the parameters; the guards wait with it.</summary>
    public static GuardedParameter? Token(GuardedMember member) => member.Parameters.FirstOrDefault(p => p.IsToken);

    public static string TokenOrNone(GuardedMember member) => Token(member)?.Name ?? "global::System.Threading.CancellationToken.None";
}
