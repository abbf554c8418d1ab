namespace IntentContracts.Runtime.Tests.Claims;

public sealed class CallerScopeTests
{
    [Fact]
    public async Task Scopes_nest_flow_and_do_not_leak_between_flows()
    {
        Assert.Equal("", CallerScope.Ambient.Current);
        using (CallerScope.Use("tenant:1"))
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
            {
                using var _ = CallerScope.Use($"user:{i}");
                await Task.Yield();
                Assert.Equal($"user:{i}", CallerScope.Ambient.Current);
            }));
            Assert.Equal("tenant:1", CallerScope.Ambient.Current);
            var inner = CallerScope.Use("user:9");
            inner.Dispose();
            using var other = CallerScope.Use("user:10");
            inner.Dispose();
            Assert.Equal("user:10", CallerScope.Ambient.Current);
        }

        Assert.Equal("", CallerScope.Ambient.Current);
    }

    [Fact]
    public void Nobody_is_not_a_scope() => Assert.Throws<ArgumentException>(() => CallerScope.Use(" "));
}
