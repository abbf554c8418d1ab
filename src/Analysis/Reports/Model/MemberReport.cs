namespace IntentContracts.Analysis.Reports.Model;

/// <summary>A guarded member; of a property or event, one accessor.</summary>
/// <param name="Type">Id of its type, as in <see cref="TypeReport"/>.</param>
/// <param name="Guards">Outermost first, as the manifest writes them: <c>invariant:observe</c> when one was compiled to less than Enforce.</param>
/// <param name="EntryIds">Ids of the entry points that reach it, in their order.</param>
internal sealed record MemberReport(
    string Id,
    string Name,
    string Type,
    string Owner,
    Place Place,
    IReadOnlyList<string> Guards,
    IReadOnlyList<ConditionReport> Conditions,
    IReadOnlyList<TransitionReport> Transitions,
    IReadOnlyList<string> EntryIds);

/// <param name="Kind">"requires" or "ensures".</param>
/// <param name="Condition">As written.</param>
internal sealed record ConditionReport(string Kind, string Condition, string Because, Place Place);

/// <param name="From">States in which it may begin.</param>
/// <param name="To">The state that it ends in.</param>
internal sealed record TransitionReport(IReadOnlyList<string> From, string To, Place Place);
