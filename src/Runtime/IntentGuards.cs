using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IntentContracts;

/// <summary>What generated guards need at run time: where claims are kept, who is calling, what time it is, how strict to be, and whom to tell.</summary>
/// <remarks>
/// A type that holds one, as a field, property, parameter or primary-constructor parameter, has its shells use it; a type that holds none uses <see cref="Current"/>. Two hosts in
/// one process have one each and do not mix.
/// </remarks>
public sealed class IntentGuards
{
    private static readonly AsyncLocal<IntentGuards?> Ambient = new();

    private readonly IntentGuardOptions _options;

    /// <summary>Creates guards over a store.</summary>
    /// <param name="store">Where claims are kept. Processes that must not repeat each other's work need a store they share.</param>
    /// <param name="callerScope">Who is calling, for contracts that name no scope; <see cref="IntentContracts.CallerScope.Ambient"/> when not given.</param>
    /// <param name="time">The clock of deadlines, pauses and waits; the system's when not given. Leases run on the store's own clock.</param>
    /// <param name="options">How strict guards are; everything is enforced when not given.</param>
    /// <param name="loggers">Makes the logger that guards write to, category <c>IntentContracts</c>; nothing is logged when not given.</param>
    /// <param name="resolver">Finds out what became of executions whose outcome is unknown; nobody does when not given.</param>
    public IntentGuards(
        IIdempotencyStore store,
        ICallerScope? callerScope = null,
        TimeProvider? time = null,
        IntentGuardOptions? options = null,
        ILoggerFactory? loggers = null,
        IUnknownClaimResolver? resolver = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        Store = store;
        CallerScope = callerScope ?? IntentContracts.CallerScope.Ambient;
        Time = time ?? TimeProvider.System;
        _options = options ?? new();
        Resolver = resolver;
        Log = loggers?.CreateLogger(IntentTelemetry.Name) ?? NullLogger.Instance;
    }

    /// <summary>
    /// One set of guards per process, with claims in memory and everything enforced: a restart forgets the claims, and a second process knows nothing of them. It cannot be replaced or changed.
    /// </summary>
    public static IntentGuards Default { get; } = new(new InMemoryIdempotencyStore());

    /// <summary>Those that <see cref="Use"/> has made ambient for the current asynchronous flow; <see cref="Default"/> where nobody has.</summary>
    public static IntentGuards Current => Ambient.Value ?? Default;

    /// <summary>Where claims are kept.</summary>
    public IIdempotencyStore Store { get; }

    /// <summary>Who is calling, for contracts that name no scope.</summary>
    public ICallerScope CallerScope { get; }

    /// <summary>The clock of deadlines, pauses and waits.</summary>
    public TimeProvider Time { get; }

    internal IUnknownClaimResolver? Resolver { get; }

    internal ILogger Log { get; }

    /// <summary>What has been said once and need not be said again, by what it is about.</summary>
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);

    internal Runtime.KeyedLocks Locks { get; } = new();

    /// <summary>How strict guards of a kind are now; what a guard was compiled to may be less.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>The configured mode.</returns>
    public GuardMode ModeOf(GuardKind kind) => _options[kind];

    /// <summary>Makes these the guards of the current asynchronous flow, until disposed. A host calls it where a request, message or job begins.</summary>
    /// <returns>Restores what was ambient before, in the same asynchronous method.</returns>
    public IDisposable Use()
    {
        var before = Ambient.Value;
        Ambient.Value = this;
        return new Restore(before);
    }

    internal void TellOnce(string about, Action<ILogger, string> tell)
    {
        if (_told.TryAdd(about, true))
        {
            tell(Log, about);
        }
    }

    private sealed class Restore(IntentGuards? before) : IDisposable
    {
        private bool _done;

        public void Dispose()
        {
            if (!_done)
            {
                _done = true;
                Ambient.Value = before;
            }
        }
    }
}
