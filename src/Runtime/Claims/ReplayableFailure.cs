using System.Text.Json;

namespace IntentContracts.Runtime;

/// <summary>Failures that a contract declares as outcomes: recorded by type and message, and thrown again as that.</summary>
internal static class ReplayableFailure
{
    // No JSON begins with it, so a recorded failure cannot be taken for a result, nor the other way round.
    private const byte Mark = (byte)'!';

    /// <exception cref="IntentContractException">A type could not be thrown again.</exception>
    public static void Demand(in IdempotentContract contract)
    {
        foreach (var type in contract.ReplayFailures ?? [])
        {
            if (!type.IsSubclassOf(typeof(Exception)) || type.IsAbstract || type.GetConstructor([typeof(string)]) is null)
            {
                throw new IntentContractException(
                    $"{ContractText.Name(contract.ContractId)} cannot replay {type}: it needs to be an exception with a public constructor that takes the message alone{ContractText.Owner(contract.Owner)}",
                    contract.ContractId,
                    RuleAreas.Idempotency,
                    contract.Owner);
            }
        }
    }

    /// <summary>Whether the failure is an outcome. Exactly the type: a derived one would come back as something else.</summary>
    public static bool Is(in IdempotentContract contract, Exception failure)
    {
        var type = failure.GetType();
        return contract.ReplayFailures is { Length: > 0 } types && Array.IndexOf(types, type) >= 0;
    }

    public static byte[] Encode(Exception failure) =>
        [Mark, .. JsonSerializer.SerializeToUtf8Bytes(new Recorded(failure.GetType().FullName!, failure.Message), ClaimJson.Options)];

    /// <summary>The failure that was recorded; null when a result was.</summary>
    public static Exception? Decode(in IdempotentContract contract, ReadOnlyMemory<byte> recorded)
    {
        if (recorded.IsEmpty || recorded.Span[0] != Mark)
        {
            return null;
        }

        var failure = JsonSerializer.Deserialize<Recorded>(recorded.Span[1..], ClaimJson.Options)!;
        var type = Array.Find(contract.ReplayFailures ?? [], t => t.FullName == failure.Type);
        return type is not null
            ? (Exception)Activator.CreateInstance(type, failure.Message)!
            : new IntentContractException(
                $"{ContractText.Name(contract.ContractId)} has failed for this key with a {failure.Type}, which this version does not declare in ReplayFailures{ContractText.Owner(contract.Owner)}",
                contract.ContractId,
                RuleAreas.Idempotency,
                contract.Owner);
    }

    private sealed record Recorded(string Type, string Message);
}
