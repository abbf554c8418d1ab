using System.Diagnostics.Metrics;

namespace IntentContracts.Runtime.Tests.Telemetry;

/// <summary>What was measured for one contract. The meter is the process's: other tests report to it at the same time, under other contracts.</summary>
internal sealed class Measurements : IDisposable
{
    private static readonly HashSet<(string, string)> s_declared = [.. TelemetryPage.Instruments().SelectMany(static i => i.Values.Select(v => (i.Instrument.Name, v.Value)))];

    private readonly Lock _gate = new();
    private readonly List<Measurement> _all = [];
    private readonly List<string> _undeclared = [];
    private readonly MeterListener _listener = new();

    public Measurements()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == IntentTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>A contract that no other test reports on.</summary>
    public string Contract { get; } = $"M:Shop.Test{Guid.NewGuid():N}.Run";

    public IReadOnlyList<Measurement> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _all];
            }
        }
    }

    /// <summary>The outcomes that one counter has counted, in order; observed ones begin with <c>~</c>.</summary>
    public IReadOnlyList<string> Outcomes(string instrument) =>
        [.. All.Where(m => m.Instrument == instrument).Select(static m => (m.Mode is null ? "" : "~") + m.Outcome)];

    /// <summary>What was reported must be on docs/telemetry.md.</summary>
    public void Dispose()
    {
        _listener.Dispose();
        Assert.Empty(_undeclared);
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var all = tags.ToArray().ToDictionary(static t => t.Key, static t => t.Value as string);
        if (all["intent.contract"] != Contract)
        {
            return;
        }

        lock (_gate)
        {
            if (all.GetValueOrDefault("intent.outcome") is { } outcome && !s_declared.Contains((instrument.Name, outcome)))
            {
                _undeclared.Add(instrument.Name + " " + outcome);
            }

            _all.Add(new(instrument.Name, value, all.GetValueOrDefault("intent.outcome"), all.GetValueOrDefault("intent.kind"), all.GetValueOrDefault("intent.mode")));
        }
    }

    public sealed record Measurement(string Instrument, double Value, string? Outcome, string? Kind, string? Mode);
}
