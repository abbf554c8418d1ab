namespace IntentContracts;

/// <summary>A guard refused, or something it needs is missing. Says which contract, which area of rules, and whom to ask.</summary>
/// <remarks>A guard throws this only about its own decision. What the guarded body throws passes unchanged.</remarks>
/// <param name="message">What happened and what to do, in one line.</param>
/// <param name="contractId">The documentation id of the member or type that declares the intent.</param>
/// <param name="ruleId">The area of rules in docs/rules that the guard belongs to, such as <c>IC14</c>.</param>
/// <param name="owner">The team that answers for it; empty when none is declared.</param>
/// <param name="inner">What caused it, where there is a cause.</param>
public class IntentContractException(string message, string contractId, string ruleId, string owner, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The documentation id of the member or type that declares the intent: <c>M:Orders.Checkout.PlaceAsync(Orders.PlaceOrder)</c>.</summary>
    public string ContractId { get; } = contractId;

    /// <summary>The area of rules: <c>IC10</c> concurrency, <c>IC11</c> transactions, <c>IC14</c> idempotency, <c>IC16</c> state machines, <c>IC20</c> conditions, <c>IC21</c> failure modes.</summary>
    public string RuleId { get; } = ruleId;

    /// <summary>The team that answers for the contract; empty when none is declared.</summary>
    public string Owner { get; } = owner;

    /// <summary>The guarded body has not run: nothing has happened. A guard around that knows better takes it back.</summary>
    internal bool BeforeBody { get; set; }
}
