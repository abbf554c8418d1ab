namespace IntentContracts.Runtime;

/// <summary>The call of a member that retries, around the current code.</summary>
internal sealed class RetryOwner
{
    private static readonly AsyncLocal<RetryOwner?> Ambient = new();

    private volatile bool _closed;
    private bool _isOutOfBudget;

    private RetryOwner()
    {
    }

    public static RetryOwner? Current => Ambient.Value is { _closed: false } open ? open : null;

    public bool HasRetried { get; private set; }

    /// <summary>What its last failure is counted as.</summary>
    public string Failure => _isOutOfBudget ? "budget_used_up" : "failed";

    /// <summary>Owns retrying for the rest of the calling asynchronous method and everything it calls.</summary>
    public static RetryOwner Enter() => Ambient.Value = new();

    public void Retried() => HasRetried = true;

    public void RunOutOfBudget() => _isOutOfBudget = true;

    /// <summary>The call has ended. A flow that it forked and left behind still sees this, and retries for itself.</summary>
    public void Close() => _closed = true;
}
