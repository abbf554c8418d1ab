namespace IntentContracts;

/// <summary>What generated guards need at run time: where claims are kept, who is calling, and what time it is.</summary>
/// <remarks>
/// A type that holds one, as a field, property, parameter or primary-constructor parameter, has its shells use it; a type that holds none uses <see cref="Default"/>.
/// </remarks>
public sealed class IntentGuards
{
    /// <summary>Creates guards over a store.</summary>
    /// <param name="store">Where claims are kept. Processes that must not repeat each other's work need a store they share.</param>
    /// <param name="callerScope">Who is calling, for contracts that name no scope; <see cref="IntentContracts.CallerScope.Ambient"/> when not given.</param>
    /// <param name="time">The clock by which duplicates wait; the system's when not given. Leases run on the store's own clock.</param>
    public IntentGuards(IIdempotencyStore store, ICallerScope? callerScope = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        Store = store;
        CallerScope = callerScope ?? IntentContracts.CallerScope.Ambient;
        Time = time ?? TimeProvider.System;
    }

    /// <summary>One set of guards per process, with claims in memory: a restart forgets them, and a second process knows nothing of them.</summary>
    public static IntentGuards Default { get; } = new(new InMemoryIdempotencyStore());

    /// <summary>temporary.</summary>
    public static IntentGuards Current => Default;

    /// <summary>temporary.</summary>
    public GuardMode ModeOf(GuardKind kind) => Store is null ? GuardMode.Off : GuardMode.Enforce;

    /// <summary>Where claims are kept.</summary>
    public IIdempotencyStore Store { get; }

    /// <summary>Who is calling, for contracts that name no scope.</summary>
    public ICallerScope CallerScope { get; }

    /// <summary>The clock by which duplicates wait.</summary>
    public TimeProvider Time { get; }
}
