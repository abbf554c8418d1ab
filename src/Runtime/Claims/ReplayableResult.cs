using System.Text.Json;

namespace IntentContracts.Runtime;

/// <summary>Writes results for replay, and knows beforehand whether a type of result survives that.</summary>
internal static class ReplayableResult<TResult>
{
    private static readonly string? Obstacle = ResultShape.Obstacle(typeof(TResult));

    /// <summary>Whether a replay returns what the body did.</summary>
    public static bool Survives => Obstacle is null;

    /// <summary>Refuses a result that could not be replayed, before anything has happened.</summary>
    /// <exception cref="IntentContractException">The type does not survive JSON.</exception>
    public static void Demand(in IdempotentContract contract)
    {
        if (Obstacle is not null)
        {
            throw new IntentContractException(
                $"{ContractText.Name(contract.ContractId)} cannot replay its result: {Obstacle}{ContractText.Owner(contract.Owner)}",
                contract.ContractId,
                RuleAreas.Idempotency,
                contract.Owner);
        }
    }

    /// <exception cref="NotSupportedException">The value has more than its declared type says: a replay would lose it.</exception>
    /// <exception cref="InvalidOperationException">It is larger than the store accepts.</exception>
    public static byte[] Encode(in IdempotentContract contract, IIdempotencyStore store, TResult result)
    {
        var type = result?.GetType();
        if (type is not null && type != typeof(TResult) && ResultShape.LosesSubtypes(typeof(TResult)))
        {
            throw new NotSupportedException(
                $"The result is a {type}, and a replay would return it as {typeof(TResult)}: declare it with [JsonDerivedType] there.");
        }

        var recorded = JsonSerializer.SerializeToUtf8Bytes(result, ClaimJson.Options);
        return recorded.Length <= store.MaxResultBytes
            ? recorded
            : throw new InvalidOperationException(
                $"The result of {ContractText.Name(contract.ContractId)} has {recorded.Length} bytes as JSON, and {store.GetType().Name} accepts {store.MaxResultBytes}: return an identifier instead of the data, or raise MaxResultBytes.");
    }

    /// <exception cref="IntentContractException">What an earlier version of the program recorded does not fit this one's type.</exception>
    public static TResult Decode(in IdempotentContract contract, ReadOnlyMemory<byte> recorded)
    {
        try
        {
            return JsonSerializer.Deserialize<TResult>(recorded.Span, ClaimJson.Options)!;
        }
        catch (JsonException failure)
        {
            throw new IntentContractException(
                $"{ContractText.Name(contract.ContractId)} has run for this key, but its recorded result is no {typeof(TResult)} of this version{ContractText.Owner(contract.Owner)}",
                contract.ContractId,
                RuleAreas.Idempotency,
                contract.Owner,
                failure);
        }
    }
}
