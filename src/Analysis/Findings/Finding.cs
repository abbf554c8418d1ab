using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Findings;

/// <summary>One decision that somebody has to take: the breaches of one law at one place, from whichever entry points.</summary>
/// <param name="Primary">The breach that is shown: certain before possible, then the shortest path.</param>
/// <param name="OtherEntries">Titles of further entry points with the same breach, sorted.</param>
/// <param name="Exception">The exception that excuses it; null when none does.</param>
internal sealed record Finding(
    Violation Primary,
    IReadOnlyList<string> OtherEntries,
    IReadOnlyList<Violation> All,
    DeclaredException? Exception,
    RuleSeverity Severity,
    Placement Placement)
{
    /// <summary>It stands in the project's baseline: accepted until it is mended.</summary>
    public bool IsBaselined { get; init; }

    public bool IsExcepted => Exception is not null;

    /// <summary>Somebody still has to take the decision.</summary>
    public bool IsOpen => !IsExcepted && !IsBaselined;

    public string Message => MessageText.Of(this);
}
