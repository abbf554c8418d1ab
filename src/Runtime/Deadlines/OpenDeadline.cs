namespace IntentContracts.Runtime;

/// <summary>A deadline around the current code.</summary>
/// <param name="time">The clock that it runs on.</param>
/// <param name="start">When it began, on that clock.</param>
/// <param name="atMost">How long it lasts.</param>
internal sealed class OpenDeadline(string contractId, TimeProvider time, long start, TimeSpan atMost)
{
    private static readonly AsyncLocal<OpenDeadline?> Ambient = new();

    public static OpenDeadline? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    public string ContractId { get; } = contractId;

    public TimeSpan AtMost { get; } = atMost;

    /// <summary>What is left; not positive when it is over.</summary>
    public TimeSpan Remaining => AtMost - time.GetElapsedTime(start);
}
