namespace IntentContracts.PostgreSql.Tests.Properties;

internal enum ModelState
{
    Free,
    InFlight,
    Completed,
    Held,
}

/// <summary>One record of a store as the contract describes it, on one page: what a sequence of calls must come to.</summary>
internal sealed class ClaimModel
{
    private TimeSpan _now;
    private TimeSpan _leaseEnds;
    private TimeSpan _forgottenAt;
    private TimeSpan _retention;
    private string _fingerprint = "";
    private bool _isMarked;
    private byte _result;

    /// <summary>The number of the grant, counted by the model; the store's attempt for it is looked up by the test.</summary>
    public int Grant { get; private set; }

    public ModelState State { get; private set; }

    private bool IsForgotten => State switch
    {
        ModelState.Completed => _forgottenAt <= _now,
        ModelState.InFlight => !_isMarked && _leaseEnds + _retention <= _now,
        _ => false,
    };

    public void LetPass(TimeSpan time) => _now += time;

    public string Claim(string fingerprint, TimeSpan lease, TimeSpan retention, bool marked)
    {
        if (State != ModelState.Free && !IsForgotten)
        {
            if (fingerprint != _fingerprint)
            {
                return "mismatch";
            }

            if (State == ModelState.Completed)
            {
                return "completed " + _result;
            }

            if (State == ModelState.InFlight && _leaseEnds > _now)
            {
                return "in flight";
            }

            if (State == ModelState.Held || _isMarked)
            {
                State = ModelState.Held;
                return "unknown " + Grant;
            }
        }

        State = ModelState.InFlight;
        (_fingerprint, _leaseEnds, _retention, _isMarked) = (fingerprint, _now + lease, retention, marked);
        return "acquired " + ++Grant;
    }

    public bool Mark(int grant)
    {
        var owns = grant == Grant && State == ModelState.InFlight;
        _isMarked |= owns;
        return owns;
    }

    public bool Complete(int grant, byte result, TimeSpan retention)
    {
        if (grant != Grant || State == ModelState.Free)
        {
            return false;
        }

        if (State != ModelState.Completed)
        {
            (State, _result, _forgottenAt) = (ModelState.Completed, result, _now + retention);
        }

        return true;
    }

    public bool Release(int grant)
    {
        var owns = grant == Grant && State is ModelState.InFlight or ModelState.Held;
        State = owns ? ModelState.Free : State;
        return owns;
    }

    public bool Hold(int grant)
    {
        var owns = grant == Grant && State == ModelState.InFlight;
        State = owns ? ModelState.Held : State;
        return owns;
    }

    public bool Renew(int grant, TimeSpan lease)
    {
        var owns = grant == Grant && State == ModelState.InFlight;
        _leaseEnds = owns ? _now + lease : _leaseEnds;
        return owns;
    }

    public int FindHeld() => State == ModelState.Held || (State == ModelState.InFlight && _isMarked && _leaseEnds <= _now) ? 1 : 0;

    public int Sweep()
    {
        var removed = State != ModelState.Free && IsForgotten;
        State = removed ? ModelState.Free : State;
        return removed ? 1 : 0;
    }
}
