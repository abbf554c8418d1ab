namespace IntentContracts.Runtime.Tests.Claims;

public sealed class ClaimKeyTests
{
    [Theory]
    [InlineData("c", "a", "bc", "c", "ab", "c")]
    [InlineData("c", "", "abc", "c", "abc", "")]
    [InlineData("ca", "b", "k", "c", "ab", "k")]
    [InlineData("c", "alice", "1", "c", "bob", "1")]
    [InlineData("c", "s", "k", "C", "s", "k")]
    public void Different_parts_are_different_claims(string contract1, string scope1, string key1, string contract2, string scope2, string key2) =>
        Assert.NotEqual(ClaimKey.Create(contract1, scope1, key1), ClaimKey.Create(contract2, scope2, key2));

    [Fact]
    public void The_hash_is_part_of_what_is_stored_and_never_changes() =>
        Assert.Equal("85f797cfed13e102de2a7fd3ec9d34a52d8f5b216f8cdf6e631efa9a2c8bb08b", ClaimKey.Create("M:Orders.Checkout.PlaceAsync", "tenant:7", "order-1").Value);
}
