using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace IntentContracts.Runtime.Tests;

/// <summary>A logger that keeps what it was told.</summary>
internal sealed class RecordingLog : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<Entry> _entries = new();

    public IReadOnlyList<Entry> Entries => [.. _entries];

    public IReadOnlyList<int> Ids => [.. _entries.Select(static e => e.Id)];

    public string? Category { get; private set; }

    public ILogger CreateLogger(string categoryName)
    {
        Category = categoryName;
        return this;
    }

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var values = (state as IEnumerable<KeyValuePair<string, object?>>)?.ToDictionary(static p => p.Key, static p => p.Value) ?? [];
        _entries.Enqueue(new(eventId.Id, logLevel, formatter(state, exception), exception, values));
    }

    public sealed record Entry(int Id, LogLevel Level, string Message, Exception? Fault, IReadOnlyDictionary<string, object?> Values);
}
