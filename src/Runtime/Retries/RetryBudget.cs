namespace IntentContracts.Runtime;

/// <summary>Tokens that the callers of one contract share: a retry takes one, a success gives a tenth back (gRFC A6, retry throttling, with a threshold of none left).</summary>
internal sealed class RetryBudget(int most)
{
    private const int Whole = 10;

    private readonly int _most = most * Whole;
    private int _tenths = most * Whole;

    /// <summary>Whether there is one, and takes it. Without a budget there always is.</summary>
    public bool TryTake()
    {
        if (_most == 0)
        {
            return true;
        }

        for (var left = Volatile.Read(ref _tenths); left >= Whole; left = Volatile.Read(ref _tenths))
        {
            if (Interlocked.CompareExchange(ref _tenths, left - Whole, left) == left)
            {
                return true;
            }
        }

        return false;
    }

    public void GiveBack()
    {
        for (var left = Volatile.Read(ref _tenths); left < _most; left = Volatile.Read(ref _tenths))
        {
            if (Interlocked.CompareExchange(ref _tenths, left + 1, left) == left)
            {
                return;
            }
        }
    }
}
