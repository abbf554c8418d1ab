namespace IntentContracts.Testing.Tests.Conformance;

/// <summary>A store as simple as one can be, under one lock, with one thing wrong.</summary>
internal sealed class DefectiveStore(Defect defect, TimeProvider time) : IIdempotencyStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ClaimKey, Row> _rows = [];
    private readonly long _start = time.GetTimestamp();
    private long _attempt;

    public int MaxResultBytes => 1000;

    private TimeSpan Now => time.GetElapsedTime(_start);

    public async ValueTask<ClaimOutcome> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        if (defect != Defect.AcceptsNoLease)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(request.Lease, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(request.Retention, TimeSpan.Zero);
        }

        if (defect != Defect.IgnoresCancellation)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (defect == Defect.ClaimsByGetAndSet)
        {
            bool isFree;
            lock (_gate)
            {
                isFree = !_rows.ContainsKey(request.Key);
            }

            await Task.Yield();
            lock (_gate)
            {
                return isFree ? Grant(request) : Claim(request);
            }
        }

        lock (_gate)
        {
            return Claim(request);
        }
    }

    public ValueTask<bool> MarkAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) =>
        Write(key, attempt, static row => row.State == "in flight", static row => row.IsMarked = true);

    public ValueTask<bool> CompleteAsync(ClaimKey key, long attempt, ReadOnlyMemory<byte> result, TimeSpan retention, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(retention, TimeSpan.Zero);
        if (result.Length > MaxResultBytes && defect != Defect.TakesAnyResult)
        {
            throw new InvalidOperationException("Too large.");
        }

        var recorded = defect == Defect.KeepsTheCallersBuffer ? result : result.ToArray();
        return Write(key, attempt, static _ => true, row =>
        {
            var isFirst = row.State != "completed";
            row.Result = isFirst || defect == Defect.RecordsAgain ? recorded : row.Result;
            if (isFirst || defect == Defect.RecordsAgainLonger)
            {
                row.ForgottenAt = After(defect == Defect.KeepsOutcomesForTheClaimsRetention ? row.Retention : retention);
            }

            row.State = "completed";
        });
    }

    public ValueTask<bool> ReleaseAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) =>
        Write(key, attempt, row => row.State != "completed" || defect == Defect.ReleasesOutcomes, _ => _rows.Remove(key));

    public ValueTask<bool> HoldAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) =>
        Write(key, attempt, static row => row.State == "in flight", static row => row.State = "held");

    public ValueTask<bool> RenewAsync(ClaimKey key, long attempt, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
        return Write(key, attempt, row => row.State == "in flight" || (row.State == "held" && defect == Defect.RenewsHeldClaims), row =>
        {
            row.LeaseEnds = After(lease);
            row.IsMarked &= defect != Defect.LosesTheMarkOnRenewal;
        });
    }

    public ValueTask<bool> HasCompletedAsync(ClaimKey key, long attempt, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return new(_rows.TryGetValue(key, out var row) && row.State == "completed" && (row.Attempt == attempt || defect == Defect.TellsOfAnyAttempt));
        }
    }

    public ValueTask<IReadOnlyList<HeldClaim>> FindHeldAsync(int atMost, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(atMost);
        lock (_gate)
        {
            return new([.. _rows
                .Where(r => r.Value.State == "held" || IsAbandoned(r.Value))
                .OrderBy(r => defect == Defect.FindsTheNewestFirst ? -r.Value.Attempt : r.Value.Attempt)
                .Take(atMost)
                .Select(r => new HeldClaim(r.Key, r.Value.Request.ContractId, r.Value.Attempt, Now - r.Value.ClaimedAt))]);
        }
    }

    public ValueTask<int> SweepAsync(int atMost, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(atMost);
        lock (_gate)
        {
            var forgotten = _rows.Where(r => IsForgotten(r.Value) || (defect == Defect.SweepsHeldClaims && r.Value.State == "held")).Select(static r => r.Key).ToList();
            var removed = forgotten.Take(defect == Defect.SweepsWithoutLimit ? int.MaxValue : atMost).ToList();
            removed.ForEach(key => _rows.Remove(key));
            return new(removed.Count);
        }
    }

    private ClaimOutcome Claim(in ClaimRequest request)
    {
        if (!_rows.TryGetValue(request.Key, out var row) || IsForgotten(row))
        {
            return Grant(request);
        }

        var comparison = defect == Defect.ComparesWithoutCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var isOther = !string.Equals(row.Request.Fingerprint.Value, request.Fingerprint.Value, comparison);
        var isOver = row.State == "in flight" && (row.LeaseEnds <= Now || defect == Defect.TakesOverBeforeTheLease);
        if (isOther && defect != Defect.IgnoresFingerprints && !(isOver && defect == Defect.ForgetsFingerprintsWithTheLease))
        {
            return new ClaimOutcome.Mismatch();
        }

        if (row.State == "completed")
        {
            return new ClaimOutcome.Completed(row.Result);
        }

        if (row.State == "held" || (isOver && row.IsMarked && defect != Defect.TakesOverWhatIsMarked))
        {
            row.State = defect == Defect.AnswersUnknownWithoutHolding ? row.State : "held";
            return new ClaimOutcome.Unknown(row.Attempt);
        }

        return isOver && defect != Defect.NeverTakesOver
            ? Grant(request)
            : new ClaimOutcome.InFlight(defect == Defect.TellsTheWholeLease ? row.Request.Lease : row.LeaseEnds - Now);
    }

    private ClaimOutcome.Acquired Grant(in ClaimRequest request)
    {
        var attempt = defect == Defect.CountsAttemptsFromOneAgain ? (_rows.TryGetValue(request.Key, out var before) ? before.Attempt : 0) + 1 : ++_attempt;
        _rows[request.Key] = new(request, attempt, Now) { LeaseEnds = After(request.Lease), Retention = request.Retention, IsMarked = request.IsMarked };
        return new(attempt);
    }

    private bool IsAbandoned(Row row) => row.State == "in flight" && row.IsMarked && row.LeaseEnds <= Now;

    private bool IsForgotten(Row row) => row.State switch
    {
        "completed" => row.ForgottenAt <= Now,
        "in flight" => !row.IsMarked && row.LeaseEnds <= Now && row.Retention <= Now - row.LeaseEnds,
        _ => defect == Defect.LetsHeldClaimsExpire && row.Retention <= Now - row.LeaseEnds,
    };

    private TimeSpan After(TimeSpan duration) => duration > TimeSpan.MaxValue - Now ? TimeSpan.MaxValue : Now + duration;

    private ValueTask<bool> Write(ClaimKey key, long attempt, Func<Row, bool> isAllowed, Action<Row> write)
    {
        lock (_gate)
        {
            if (!_rows.TryGetValue(key, out var row) || (row.Attempt != attempt && defect != Defect.HasNoFence) || !isAllowed(row))
            {
                return new(false);
            }

            write(row);
            return new(true);
        }
    }

    private sealed class Row(ClaimRequest request, long attempt, TimeSpan claimedAt)
    {
        public ClaimRequest Request { get; } = request;

        public long Attempt { get; } = attempt;

        public TimeSpan ClaimedAt { get; } = claimedAt;

        public string State { get; set; } = "in flight";

        public bool IsMarked { get; set; }

        public TimeSpan LeaseEnds { get; set; }

        public TimeSpan Retention { get; init; }

        public TimeSpan ForgottenAt { get; set; }

        public ReadOnlyMemory<byte> Result { get; set; }
    }
}
