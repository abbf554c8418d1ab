using IntentContracts.Runtime;

namespace IntentContracts.Testing.Tests;

public sealed class ExpectationTests : IDisposable
{
    // In the constructor, as a test class would: it reaches the test method.
    private readonly GuardListener _guards = GuardListener.Start();

    public void Dispose() => _guards.Dispose();

    [Fact]
    public void Nothing_is_nothing()
    {
        Assert.Equal("No guard reported anything.", _guards.ToString());
        _guards.ExpectNoViolation().ExpectNo("Orders").ExpectNo("Orders", "replayed");

        var missing = Assert.Throws<GuardExpectationException>(() => _guards.Expect("Orders.Place", "replayed"));
        Assert.Equal("Expected 'replayed' of 'Orders.Place'. Seen:\nNo guard reported anything.", missing.Message);
    }

    [Fact]
    public void What_has_happened_is_counted()
    {
        Violate("M:Shop.Orders.Place");
        Violate("M:Shop.Orders.Place");

        _guards.Expect("Orders.Place", GuardEvent.Violated).Expect("Orders.Place", GuardEvent.Violated, times: 2).ExpectNo("Orders.Ship");
        var miscounted = Assert.Throws<GuardExpectationException>(() => _guards.Expect("Orders.Place", GuardEvent.Violated, times: 1));
        Assert.Equal(
            "Expected 'violated' of 'Orders.Place' 1 times and not 2. Seen:\n1. ensures violated (observed) M:Shop.Orders.Place\n2. ensures violated (observed) M:Shop.Orders.Place",
            miscounted.Message);
        Assert.Throws<GuardExpectationException>(() => _guards.ExpectNo("Orders.Place"));
        Assert.Throws<GuardExpectationException>(() => _guards.ExpectNo("Orders.Place", GuardEvent.Violated));
    }

    [Fact]
    public void Violations_are_expected_by_contract()
    {
        Assert.Throws<GuardExpectationException>(() => _guards.ExpectViolation());
        Violate("M:Shop.Orders.Place");

        _guards.ExpectViolation().ExpectViolation("Orders.Place").ExpectNoViolation("Orders.Ship");
        Assert.Throws<GuardExpectationException>(() => _guards.ExpectNoViolation());
        Assert.Throws<GuardExpectationException>(() => _guards.ExpectViolation("Orders.Ship"));
    }

    private static void Violate(string contract) => ConditionGuard.EnsuresFailed(contract, "", "a > 0", "", GuardMode.Observe);
}
