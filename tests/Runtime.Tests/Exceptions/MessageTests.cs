namespace IntentContracts.Runtime.Tests.Exceptions;

public sealed class MessageTests
{
    [Theory]
    [InlineData("Shop.Ordering.OrderService.PlaceAsync(Shop.Ordering.PlaceOrder,System.Threading.CancellationToken)", "OrderService.PlaceAsync ")]
    [InlineData("M:Shop.OrderService.PlaceAsync", "OrderService.PlaceAsync ")]
    [InlineData("Shop.Box`1.Fill``1(`0,System.Collections.Generic.List{``0})", "Box.Fill ")]
    [InlineData("T:Account", "Account ")]
    public void A_message_names_the_member_as_a_person_would_and_the_exception_keeps_the_whole_id(string contractId, string name)
    {
        var exception = Assert.Throws<InvariantViolationException>(() => ConditionGuard.InvariantFailed(contractId, "orders", "Total >= 0", "", GuardMode.Enforce));

        Assert.StartsWith(name, exception.Message, StringComparison.Ordinal);
        Assert.Equal(contractId, exception.ContractId);
    }
}
