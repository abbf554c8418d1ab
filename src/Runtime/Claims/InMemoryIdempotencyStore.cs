using System.Collections.Concurrent;

namespace IntentContracts;

/// <summary>Claims in this process's memory: right for one process, for tests, and where a restart may forget.</summary>
/// <remarks>
/// Every call is one compare-and-set on one key: calls for different keys never wait for each other, nor for the sweep that removes what is no longer
/// remembered. A full store refuses new keys; it never forgets an outcome that is still to be replayed.
/// </remarks>
public sealed class InMemoryIdempotencyStore : IIdempotencyStore
{
    // A full store is asked to sweep by every new claim; it does so at most this often.
    private static readonly TimeSpan SweepAtMostEvery = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<ClaimKey, MemoryClaim> _claims = new();
    private readonly TimeProvider _time;
    private readonly InMemoryIdempotencyStoreOptions _options;
    private readonly long _start;
    private long _lastAttempt;
    private long _count;
    private long _resultBytes;
    private long _sweptAt;
    private int _sweeping;

    /// <summary>Creates an empty store.</summary>
    /// <param name="time">The clock of leases and retention, read monotonically; the system's when not given.</param>
    /// <param name="options">The limits; the documented ones when not given.</param>
    public InMemoryIdempotencyStore(TimeProvider? time = null, InMemoryIdempotencyStoreOptions? options = null)
    {
        _time = time ?? TimeProvider.System;
        _options = options ?? new();
        _start = _time.GetTimestamp();
    }

    /// <summary>How many claims are remembered, including those that the next sweep removes.</summary>
    public int Count => (int)Interlocked.Read(ref _count);

    /// <inheritdoc/>
    public int MaxResultBytes => _options.MaxResultBytes;

    private TimeSpan Now => _time.GetElapsedTime(_start);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The store is full. Nothing was claimed.</exception>
    public ValueTask<ClaimOutcome> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(request.Lease, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(request.Retention, TimeSpan.Zero);
        return cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<ClaimOutcome>(cancellationToken) : new(Claim(request));
    }

    /// <inheritdoc/>
    public ValueTask<bool> MarkAsync(ClaimKey key, long attempt, CancellationToken cancellationToken)
    {
        while (Find(key, attempt) is { State: MemoryClaimState.InFlight } claim)
        {
            if (claim.IsMarked || TryReplace(key, claim, claim.Marked()))
            {
                return new(true);
            }
        }

        return new(false);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The result is larger than the store accepts. Nothing was changed.</exception>
    public ValueTask<bool> CompleteAsync(ClaimKey key, long attempt, ReadOnlyMemory<byte> result, TimeSpan retention, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(retention, TimeSpan.Zero);
        if (result.Length > _options.MaxResultBytes)
        {
            throw new InvalidOperationException(
                $"A result of {result.Length} bytes cannot be recorded: the in-memory store accepts {_options.MaxResultBytes}. Return an identifier instead of the data, or raise MaxResultBytes.");
        }

        // The caller keeps its buffer.
        var recorded = result.ToArray();
        while (Find(key, attempt) is { } claim)
        {
            if (claim.State == MemoryClaimState.Completed || TryReplace(key, claim, claim.Completed(Now, recorded, retention)))
            {
                return new(true);
            }
        }

        return new(false);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(ClaimKey key, long attempt, CancellationToken cancellationToken)
    {
        while (Find(key, attempt) is { State: not MemoryClaimState.Completed } claim)
        {
            if (TryRemove(key, claim))
            {
                return new(true);
            }
        }

        return new(false);
    }

    /// <inheritdoc/>
    public ValueTask<bool> HoldAsync(ClaimKey key, long attempt, CancellationToken cancellationToken)
    {
        while (Find(key, attempt) is { State: MemoryClaimState.InFlight } claim)
        {
            if (TryReplace(key, claim, claim.Held()))
            {
                return new(true);
            }
        }

        return new(false);
    }

    /// <inheritdoc/>
    public ValueTask<bool> RenewAsync(ClaimKey key, long attempt, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
        while (Find(key, attempt) is { State: MemoryClaimState.InFlight } claim)
        {
            if (TryReplace(key, claim, claim.Renewed(Now, lease)))
            {
                return new(true);
            }
        }

        return new(false);
    }

    /// <inheritdoc/>
    public ValueTask<bool> HasCompletedAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) =>
        new(Find(key, attempt) is { State: MemoryClaimState.Completed });

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<HeldClaim>> FindHeldAsync(int atMost, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(atMost);
        var now = Now;
        return new([.. _claims
            .Where(c => c.Value.IsUnknown(now))
            .OrderBy(c => c.Value.Attempt)
            .Take(atMost)
            .Select(c => new HeldClaim(c.Key, c.Value.ContractId, c.Value.Attempt, now - c.Value.ClaimedAt))]);
    }

    /// <inheritdoc/>
    public ValueTask<int> SweepAsync(int atMost, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(atMost);
        return new(Sweep(atMost));
    }

    private ClaimOutcome Claim(in ClaimRequest request)
    {
        while (true)
        {
            var now = Now;
            if (!_claims.TryGetValue(request.Key, out var claim))
            {
                DemandRoom(now);
                var first = MemoryClaim.Granted(NextAttempt(), request, now, before: null);
                if (_claims.TryAdd(request.Key, first))
                {
                    Interlocked.Increment(ref _count);
                    SweepInBackground(now);
                    return new ClaimOutcome.Acquired(first.Attempt);
                }
            }
            else if (claim.ForgottenAt > now && claim.Fingerprint != request.Fingerprint)
            {
                return new ClaimOutcome.Mismatch();
            }
            else if (claim.ForgottenAt > now && claim.State == MemoryClaimState.Completed)
            {
                return new ClaimOutcome.Completed(claim.Result);
            }
            else if (claim.IsUnknown(now))
            {
                if (claim.State == MemoryClaimState.Held || TryReplace(request.Key, claim, claim.Held()))
                {
                    return new ClaimOutcome.Unknown(claim.Attempt);
                }
            }
            else if (claim.State == MemoryClaimState.InFlight && claim.LeaseEnds > now)
            {
                return new ClaimOutcome.InFlight(claim.LeaseEnds - now, claim.Settled);
            }
            else
            {
                var next = MemoryClaim.Granted(NextAttempt(), request, now, claim);
                if (TryReplace(request.Key, claim, next))
                {
                    return new ClaimOutcome.Acquired(next.Attempt);
                }
            }
        }
    }

    // One sequence for all keys: a key that was forgotten and claimed again still gets a higher attempt, so that a writer from
    // before cannot pass for the new one.
    private long NextAttempt() => Interlocked.Increment(ref _lastAttempt);

    private MemoryClaim? Find(ClaimKey key, long attempt) =>
        _claims.TryGetValue(key, out var claim) && claim.Attempt == attempt ? claim : null;

    private bool TryReplace(ClaimKey key, MemoryClaim claim, MemoryClaim next)
    {
        if (!_claims.TryUpdate(key, next, claim))
        {
            return false;
        }

        Interlocked.Add(ref _resultBytes, next.Result.Length - claim.Result.Length);
        if (next.State != MemoryClaimState.InFlight)
        {
            next.Settle();
        }

        return true;
    }

    private bool TryRemove(ClaimKey key, MemoryClaim claim)
    {
        if (!_claims.TryRemove(new(key, claim)))
        {
            return false;
        }

        Interlocked.Decrement(ref _count);
        Interlocked.Add(ref _resultBytes, -claim.Result.Length);
        claim.Settle();
        return true;
    }

    private void DemandRoom(TimeSpan now)
    {
        if (HasRoom())
        {
            return;
        }

        if (TryBeginSweep(now, SweepAtMostEvery))
        {
            Sweep();
        }

        if (!HasRoom())
        {
            throw new InvalidOperationException(
                $"The in-memory idempotency store is full ({Count} claims, {Interlocked.Read(ref _resultBytes)} bytes of results) and refuses new keys: shorten Retention, raise its limits, or use a store in a database.");
        }
    }

    private bool HasRoom() => Interlocked.Read(ref _count) < _options.MaxClaims && Interlocked.Read(ref _resultBytes) < _options.MaxTotalResultBytes;

    private void SweepInBackground(TimeSpan now)
    {
        if (_options.SweepInterval != Timeout.InfiniteTimeSpan && TryBeginSweep(now, _options.SweepInterval))
        {
            ThreadPool.UnsafeQueueUserWorkItem(static store => store.Sweep(), this, preferLocal: false);
        }
    }

    private bool TryBeginSweep(TimeSpan now, TimeSpan every) =>
        now.Ticks - Interlocked.Read(ref _sweptAt) >= every.Ticks && Interlocked.CompareExchange(ref _sweeping, 1, 0) == 0;

    private void Sweep()
    {
        Interlocked.Exchange(ref _sweptAt, Now.Ticks);
        Sweep(int.MaxValue);
        Volatile.Write(ref _sweeping, 0);
    }

    private int Sweep(int atMost)
    {
        var now = Now;
        var removed = 0;
        foreach (var (key, claim) in _claims)
        {
            // Not removed when somebody has replaced it meanwhile.
            if (claim.ForgottenAt <= now && TryRemove(key, claim) && ++removed == atMost)
            {
                break;
            }
        }

        return removed;
    }
}
