using System.Globalization;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>How often something is tried at most, the first time included.</summary>
/// <param name="Count"><see cref="int.MaxValue"/> for without end; 0 when there are several, and the code does not say how many.</param>
internal readonly record struct Attempts(int Count)
{
    private const long Most = 1_000_000;

    public static Attempts Once { get; } = new(1);

    public static Attempts Endless { get; } = new(int.MaxValue);

    public static Attempts Unknown { get; } = new(0);

    public static Attempts OfRetries(int retries) => retries < 0 ? Endless : new((int)Math.Min(retries + 1L, Most));

    public bool IsOnce => Count == 1;

    public bool IsKnown => Count is > 0 and < int.MaxValue;

    /// <summary>As a factor: what is not known is at least two.</summary>
    public long Least => Count == 0 ? 2 : Math.Min(Count, Most);

    public static Attempts operator *(Attempts a, Attempts b) =>
        a.IsOnce ? b
        : b.IsOnce ? a
        : a == Endless || b == Endless ? Endless
        : !a.IsKnown || !b.IsKnown ? Unknown
        : new((int)Math.Min(a.Least * b.Least, Most));

    /// <summary>The larger one; of what is not known and a number, the number.</summary>
    public static Attempts Larger(Attempts a, Attempts b) => a.Least >= b.Least && a.Count != 0 ? a : b;

    public override string ToString() => Count switch
    {
        0 => "n",
        int.MaxValue => "∞",
        _ => Count.ToString(CultureInfo.InvariantCulture),
    };
}
