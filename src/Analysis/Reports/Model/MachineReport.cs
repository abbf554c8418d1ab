namespace IntentContracts.Analysis.Reports.Model;

/// <summary>A state machine of a type.</summary>
/// <param name="State">The member that holds the state: <c>Order.Status</c>.</param>
/// <param name="Initial">Empty when it was not said.</param>
/// <param name="States">All of them, in source order.</param>
/// <param name="Edges">By the members that are the transitions.</param>
internal sealed record MachineReport(
    string State,
    string Initial,
    IReadOnlyList<string> Terminal,
    IReadOnlyList<string> States,
    Place Place,
    IReadOnlyList<EdgeReport> Edges);

/// <param name="MemberId">Id of a <see cref="MemberReport"/>.</param>
internal sealed record EdgeReport(string From, string To, string MemberId, Place Place);
