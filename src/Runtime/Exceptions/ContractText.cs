namespace IntentContracts;

/// <summary>How contracts and owners are written in messages, once for all guards.</summary>
internal static class ContractText
{
    /// <summary>
    /// The type and the member of a documentation id, as a person names them: <c>Shop.OrderService.PlaceAsync(System.Guid)</c> reads
    /// <c>OrderService.PlaceAsync</c>. The whole id is in <see cref="IntentContractException.ContractId"/>.
    /// </summary>
    public static string Name(string contractId)
    {
        var id = contractId.Length > 2 && contractId[1] == ':' ? contractId[2..] : contractId;
        var parameters = id.IndexOf('(', StringComparison.Ordinal);
        var names = (parameters < 0 ? id : id[..parameters]).Split('.');
        return string.Join('.', names.TakeLast(2).Select(WithoutArity));
    }

    private static string WithoutArity(string name)
    {
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? name : name[..tick];
    }

    /// <summary>A condition that does not hold, with its reason.</summary>
    public static string Condition(string verb, string contractId, string owner, string condition, string because) =>
        $"{Name(contractId)} {verb} '{condition}'{(because.Length == 0 ? "" : ": " + because)}{Owner(owner)}";

    public static string Owner(string owner) => owner.Length == 0 ? "" : $" (owner: {owner})";
}
