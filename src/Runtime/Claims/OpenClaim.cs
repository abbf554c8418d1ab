namespace IntentContracts.Runtime;

/// <summary>A claim that the current asynchronous flow is executing.</summary>
internal sealed class OpenClaim
{
    private static readonly AsyncLocal<OpenClaim?> Ambient = new();

    private readonly IIdempotencyStore _store;
    private readonly IdempotentContract _contract;
    private readonly ClaimKey _key;
    private readonly long _attempt;
    private readonly OpenClaim? _outer;
    private volatile bool _isMarked;
    private volatile bool _isSettled;
    private volatile bool _hasBegun;

    private OpenClaim(in ClaimHome home, in IdempotentContract contract, ClaimKey key, long attempt, OpenClaim? outer)
    {
        _store = home.Store;
        Place = home.Place;
        _contract = contract;
        _key = key;
        _attempt = attempt;
        _isMarked = home.IsMarked;
        _outer = outer;
        _hasBegun = !home.HasBoundary;
    }

    /// <summary>The body has run, at least in part: until then nothing can have happened.</summary>
    public bool HasBegun => _hasBegun;

    public ClaimPlace Place { get; }

    /// <summary>An effect may have happened that nothing undoes.</summary>
    public bool IsMarked => _isMarked;

    /// <summary>All that are open, the innermost first.</summary>
    public static IEnumerable<OpenClaim> All
    {
        get
        {
            for (var open = Ambient.Value; open is not null; open = open._outer)
            {
                if (!open._isSettled)
                {
                    yield return open;
                }
            }
        }
    }

    /// <summary>Opens a claim for the rest of the calling asynchronous method and everything it calls.</summary>
    public static OpenClaim Enter(in ClaimHome home, in IdempotentContract contract, ClaimKey key, long attempt) =>
        Ambient.Value = new(home, contract, key, attempt, Ambient.Value);

    /// <summary>Waiting for one of these would be waiting for oneself.</summary>
    public static bool IsInside(ClaimKey key) => All.Any(open => open._key == key);

    /// <summary>Whether the innermost one is this contract's, and waits for its boundary to begin.</summary>
    public static bool Waits(string contractId) => Ambient.Value is { _hasBegun: false } open && open._contract.ContractId == contractId;

    /// <summary>The body of this contract begins now, if the innermost claim is its.</summary>
    public static void Begin(string contractId)
    {
        if (Waits(contractId))
        {
            Ambient.Value!._hasBegun = true;
        }
    }

    /// <summary>Its outcome is recorded: what code still runs in its flow is not part of it.</summary>
    public void Settle() => _isSettled = true;

    /// <summary>Writes down that an effect may happen from now on.</summary>
    /// <exception cref="IdempotencyLeaseLostException">Somebody else has the key by now: the effect must not happen.</exception>
    /// <exception cref="IntentContractException">The mark would be lost with the transaction.</exception>
    public async ValueTask MarkAsync(CancellationToken cancellationToken)
    {
        if (_isMarked || _contract.OnFault == FaultedClaim.Release)
        {
            return;
        }

        if (Place == ClaimPlace.Inside)
        {
            throw new IntentContractException(
                $"{ContractText.Name(_contract.ContractId)} claims its key inside its transaction, which does not undo the effect that is about to happen: declare OnFault = FaultedClaim.Hold there, or make the effect after the commit{ContractText.Owner(_contract.Owner)}",
                _contract.ContractId,
                RuleAreas.Idempotency,
                _contract.Owner);
        }

        await WriteMarkAsync(cancellationToken).ConfigureAwait(false);
        _isMarked = true;
    }

    /// <summary>What is about to be committed elsewhere is an effect, if the commit succeeds; when the process dies nobody will know whether it did.</summary>
    /// <exception cref="IdempotencyLeaseLostException">Somebody else has the key by now: the commit must not happen.</exception>
    public ValueTask BeforeCommitAsync() => _isMarked || Place != ClaimPlace.Apart ? ValueTask.CompletedTask : WriteMarkAsync(CancellationToken.None);

    public void Committed() => _isMarked |= Place == ClaimPlace.Apart;

    /// <exception cref="IdempotencyLeaseLostException">Somebody else has the key by now.</exception>
    public async ValueTask RenewAsync(CancellationToken cancellationToken)
    {
        // Inside a transaction the database holds the key as long as the transaction lives.
        if (Place != ClaimPlace.Inside && !await _store.RenewAsync(_key, _attempt, _contract.Lease, cancellationToken).ConfigureAwait(false))
        {
            throw new IdempotencyLeaseLostException(_contract.ContractId, _contract.Owner, _attempt, _contract.Lease);
        }
    }

    private async ValueTask WriteMarkAsync(CancellationToken cancellationToken)
    {
        if (!await _store.MarkAsync(_key, _attempt, cancellationToken).ConfigureAwait(false))
        {
            throw new IdempotencyLeaseLostException(_contract.ContractId, _contract.Owner, _attempt, _contract.Lease);
        }
    }
}
