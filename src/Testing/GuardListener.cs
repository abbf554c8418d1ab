using System.Diagnostics.Metrics;

namespace IntentContracts.Testing;

/// <summary>Records what guards do in the asynchronous flow that started it, and in every flow that was started from there.</summary>
/// <remarks>
/// <para>Tests that run at the same time do not see each other's guards: each listens to its own flow. Work that was started before the listener, or with
/// <see cref="ExecutionContext.SuppressFlow"/>, is not seen.</para>
/// <para>Start it in the test method, or in a synchronous constructor or set-up: what an asynchronous set-up method starts does not reach the test.</para>
/// </remarks>
public sealed class GuardListener : IDisposable
{
    // One for each listener: several in one flow all hear, and none outlives its listener.
    private readonly AsyncLocal<object?> _flow = new();
    private readonly MeterListener _meters = new();
    private readonly Lock _gate = new();
    private readonly List<GuardEvent> _events = [];

    private GuardListener()
    {
        _meters.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == IntentTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>(Record);
    }

    /// <summary>What was seen, in order.</summary>
    public IReadOnlyList<GuardEvent> Events
    {
        get
        {
            lock (_gate)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>The conditions, transitions and invariants that did not hold.</summary>
    public IReadOnlyList<GuardEvent> Violations => [.. Events.Where(static e => e.IsViolation)];

    /// <summary>Starts to listen in the current flow.</summary>
    /// <returns>The listener; disposing it ends listening and keeps what was seen.</returns>
    public static GuardListener Start()
    {
        var listener = new GuardListener();
        listener._meters.Start();
        listener._flow.Value = listener;
        return listener;
    }

    /// <summary>How many events of a contract were seen.</summary>
    /// <param name="contract">A part of the contract's documentation id, such as <c>OrderService.PlaceAsync</c>; empty for every contract.</param>
    /// <param name="outcome">The outcome, such as <c>replayed</c>; null for every outcome.</param>
    /// <returns>The number.</returns>
    public int Count(string contract, string? outcome = null)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return Events.Count(e => e.Contract.Contains(contract, StringComparison.Ordinal) && (outcome is null || e.Outcome == outcome));
    }

    /// <summary>Expects that something has happened.</summary>
    /// <param name="contract">A part of the contract's documentation id.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="times">How often exactly; at least once when not given.</param>
    /// <returns>This listener, for the next expectation.</returns>
    /// <exception cref="GuardExpectationException">It has not, or not as often.</exception>
    public GuardListener Expect(string contract, string outcome, int? times = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(outcome);
        var count = Count(contract, outcome);
        return times is null ? Demand(count > 0, $"'{outcome}' of '{contract}'") : Demand(count == times, $"'{outcome}' of '{contract}' {times} times and not {count}");
    }

    /// <summary>Expects that something has not happened.</summary>
    /// <param name="contract">A part of the contract's documentation id.</param>
    /// <param name="outcome">The outcome; null for any.</param>
    /// <returns>This listener, for the next expectation.</returns>
    /// <exception cref="GuardExpectationException">It has.</exception>
    public GuardListener ExpectNo(string contract, string? outcome = null) =>
        Demand(Count(contract, outcome) == 0, $"no {(outcome is null ? "event" : $"'{outcome}'")} of '{contract}'");

    /// <summary>Expects that a condition, a transition or an invariant of a contract did not hold.</summary>
    /// <param name="contract">A part of the contract's documentation id; empty for every contract.</param>
    /// <returns>This listener, for the next expectation.</returns>
    /// <exception cref="GuardExpectationException">Everything held.</exception>
    public GuardListener ExpectViolation(string contract = "") => Demand(Violates(contract), $"a violation of '{contract}'");

    /// <summary>Expects that all conditions, transitions and invariants held.</summary>
    /// <param name="contract">A part of the contract's documentation id; empty for every contract.</param>
    /// <returns>This listener, for the next expectation.</returns>
    /// <exception cref="GuardExpectationException">One did not.</exception>
    public GuardListener ExpectNoViolation(string contract = "") => Demand(!Violates(contract), $"no violation{(contract.Length == 0 ? "" : $" of '{contract}'")}");

    /// <summary>Ends listening. What was seen stays readable.</summary>
    public void Dispose()
    {
        _meters.Dispose();
        _flow.Value = null;
    }

    /// <summary>What was seen, one line for each event, in order.</summary>
    /// <returns>The lines; a sentence when there are none.</returns>
    public override string ToString()
    {
        var events = Events;
        return events.Count == 0 ? "No guard reported anything." : string.Join('\n', events.Select(static (e, i) => $"{i + 1}. {e}"));
    }

    private bool Violates(string contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return Violations.Any(e => e.Contract.Contains(contract, StringComparison.Ordinal));
    }

    private GuardListener Demand(bool holds, string expected) => holds ? this : throw new GuardExpectationException($"Expected {expected}. Seen:\n{this}");

    // Meters call back on the thread, and in the flow, of whoever measures.
    private void Record(Instrument instrument, long measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (_flow.Value is null || ReportedEvent.Of(instrument, tags) is not { } seen)
        {
            return;
        }

        lock (_gate)
        {
            _events.Add(seen);
        }
    }
}
