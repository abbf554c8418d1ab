namespace IntentContracts.Runtime.Tests;

public sealed class IntentGuardsTests
{
    [Fact]
    public void The_default_is_one_per_process()
    {
        Assert.Same(IntentGuards.Default, IntentGuards.Default);
        Assert.Same(CallerScope.Ambient, IntentGuards.Default.CallerScope);
        Assert.Same(TimeProvider.System, IntentGuards.Default.Time);
    }

    [Fact]
    public void Guards_need_a_store() => Assert.Throws<ArgumentNullException>(() => new IntentGuards(null!));
}
