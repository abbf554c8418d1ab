using IntentContracts.Generators.Model;

namespace IntentContracts.Generators.Guards;

/// <summary>Parameter and argument lists.</summary>
internal static class Signature
{
    /// <summary>A use of the core.</summary>
    /// <param name="receiver">With its dot.</param>
    public static string CallCore(Operation operation, string receiver, Func<GuardedParameter, string> argument)
    {
        var core = (operation.Core.StaticReceiver.Length > 0 ? operation.Core.StaticReceiver : receiver) + operation.Core.Name;
        return operation.Core.Form switch
        {
            CoreForm.Getter => core,
            CoreForm.Setter => $"{core} = {argument(operation.Parameters[0])}",
            CoreForm.Adder => $"{core} += {argument(operation.Parameters[0])}",
            CoreForm.Remover => $"{core} -= {argument(operation.Parameters[0])}",
            _ => $"{core}{operation.TypeParameters}({string.Join(", ", operation.Parameters.Select(p => p.CallModifier + argument(p)))})",
        };
    }

    /// <summary>What a guard's body needs: the instance and the arguments, as one value that needs no closure.</summary>
    public static string Pack(IReadOnlyList<string> values) => values.Count switch
    {
        0 => "0",
        1 => values[0],
        _ => "(" + string.Join(", ", values) + ")",
    };

    public static string Unpack(string state, int index, int count) => count == 1 ? state : $"{state}.Item{index + 1}";

    /// <summary>The first cancellation token among the parameters; the guards wait with it.</summary>
    public static GuardedParameter? Token(Operation operation) => operation.Parameters.FirstOrDefault(p => p.IsToken);

    public static string TokenOrNone(Operation operation) => Token(operation)?.Name ?? "global::System.Threading.CancellationToken.None";
}
