namespace IntentContracts;

/// <summary>How contracts and owners are written in messages, once for all guards.</summary>
internal static class ContractText
{
    /// <summary>The documentation id without its kind prefix: <c>T:Orders.Account</c> reads <c>Orders.Account</c>.</summary>
    public static string Name(string contractId) =>
        contractId.Length > 2 && contractId[1] == ':' ? contractId[2..] : contractId;

    public static string Owner(string owner) => owner.Length == 0 ? "" : $" (owner: {owner})";
}
