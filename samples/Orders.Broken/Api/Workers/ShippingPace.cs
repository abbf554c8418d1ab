using IntentContracts;

namespace Orders.Api.Workers;

/// <summary>How often the worker looks for paid orders.</summary>
[Invariant("Interval > TimeSpan.Zero", Because = "a worker that never pauses starves the service")]
internal sealed partial class ShippingPace
{
    public ShippingPace(IConfiguration settings)
    {
        Interval = Read(settings);
        EnsureInvariants();
    }

    public TimeSpan Interval { get; private set; }

    /// <summary>Takes over what the settings say by now: they may be edited while the service runs.</summary>
    public void Follow(IConfiguration settings) => ChangeCore(Read(settings)); // Mistake 6: the core instead of Change, so nobody checks the new interval.

    /// <summary>Sets another interval.</summary>
    public partial void Change(TimeSpan interval);

    private void ChangeCore(TimeSpan interval) => Interval = interval;

    private static TimeSpan Read(IConfiguration settings) => settings.GetValue<TimeSpan>(OrdersSettings.ShippingInterval);
}
