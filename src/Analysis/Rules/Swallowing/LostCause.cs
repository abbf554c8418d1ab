namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>A throw that does not say any more where a failure came from: <c>throw new OrderException("not read");</c></summary>
internal sealed record LostCause(string Problem, string Remedy, bool Certain, Location Location)
{
    /// <summary>Other places that lose it: the constructor that takes the cause and keeps nothing of it.</summary>
    public IReadOnlyList<(Location At, string What)> Also { get; init; } = [];
}
