using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// What only recurring work comes to: a job that a calendar starts, the loop of a hosted service that waits for the next tick. Where such a run breaks off, the next one looks at the same data again, and mostly goes on where the last
/// one stopped; whether this one does, the code does not show.
/// </summary>
internal sealed class OnlyByTheClock(RuleContext context)
{
    private readonly EntryReach? _others = context.Entries.Any(e => e.IsRecurring) ? new(Others(context), excludes: context.GivenArguments.Exclude) : null;

    /// <summary>Whether every way to a method begins with a clock, as the given one does.</summary>
    public bool Is(EntryPoint entry, MethodNode node) => entry.IsRecurring && _others?.Reaches(node) == false;

    private static List<EntryPoint> Others(RuleContext context) => [.. context.Entries.Where(e => !e.IsRecurring && e.IsCritical && !e.IsStartup)];
}
