using System.Net.Http.Json;
using Microsoft.Extensions.Logging;

// Queues that are filled by polling.
namespace Corpus.QueriesPerItem.AwaitedEvents;

public sealed record Signal(long Number, string Text);

// look-alike: asks again until something has come, and hands that out one by one
public sealed class Watch(HttpClient http, ILogger<Watch> logger)
{
    private readonly Queue<Signal> _waiting = new();
    private long _last;

    public async Task<Signal> NextAsync(CancellationToken stopping)
    {
    again:
        long from;
        lock (_waiting)
        {
            from = _last;
            if (_waiting.Count > 0)
            {
                var signal = _waiting.Dequeue();
                _last = signal.Number;
                return signal;
            }
        }

        Signal[] signals;
        try
        {
            signals = await AskAsync(from, stopping);
        }
        catch (HttpRequestException e) when (e.InnerException is TimeoutException)
        {
            logger.LogWarning(e, "nobody answered");
            goto again;
        }

        lock (_waiting)
        {
            if (_waiting.Count != 0)
            {
                goto again;
            }

            foreach (var signal in signals)
            {
                _waiting.Enqueue(signal);
            }
        }

        goto again;
    }

    private async Task<Signal[]> AskAsync(long from, CancellationToken stopping) => await http.GetFromJsonAsync<Signal[]>("/signals?from=" + from, stopping) ?? [];
}

// case: what is in the queue is asked about, one after the other
public sealed class Relay(HttpClient http)
{
    public async Task<int> LengthAsync(IEnumerable<Signal> signals, CancellationToken stopping)
    {
        var length = 0;
        var waiting = new Queue<Signal>(signals);
        while (waiting.Count > 0)
        {
            var text = await http.GetStringAsync("/signals/" + waiting.Dequeue().Number, stopping); // expect: IC3102
            length = Math.Max(length, text.Length);
        }

        return length;
    }
}
