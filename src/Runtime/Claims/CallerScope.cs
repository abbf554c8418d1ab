namespace IntentContracts;

/// <summary>The caller scope that flows with asynchronous code: set it where a request or message enters, and every guard below sees it.</summary>
public sealed class CallerScope : ICallerScope
{
    private static readonly AsyncLocal<string?> Flow = new();

    private CallerScope()
    {
    }

    /// <summary>Reads the scope that <see cref="Use"/> has set around the current code.</summary>
    public static ICallerScope Ambient { get; } = new CallerScope();

    string ICallerScope.Current => Flow.Value ?? "";

    /// <summary>Runs what follows on behalf of somebody, until disposed. Scopes nest.</summary>
    /// <param name="scope">The principal, tenant or system: <c>tenant:7/user:42</c>.</param>
    /// <returns>Restores the previous scope when disposed, in the same asynchronous method.</returns>
    /// <exception cref="ArgumentException"><paramref name="scope"/> is null, empty or white space.</exception>
    public static IDisposable Use(string scope)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(scope);
        var previous = Flow.Value;
        Flow.Value = scope;
        return new Restore(previous);
    }

    private sealed class Restore(string? previous) : IDisposable
    {
        private bool _done;

        public void Dispose()
        {
            if (!_done)
            {
                _done = true;
                Flow.Value = previous;
            }
        }
    }
}
