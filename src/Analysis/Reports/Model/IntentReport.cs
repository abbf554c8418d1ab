using IntentContracts.Shared;

namespace IntentContracts.Analysis.Reports.Model;

/// <summary>Everything the documents say, decided before any of them is written. All lists are sorted; all files are relative with '/'.</summary>
internal sealed record IntentReport(
    string Project,
    IReadOnlyList<EntryReport> Entries,
    IReadOnlyList<FindingReport> Findings,
    IReadOnlyList<ExceptionReport> Exceptions,
    IReadOnlyList<RefusalReport> Refusals,
    IReadOnlyList<TypeReport> Types,
    IReadOnlyList<MemberReport> Members,
    IReadOnlyList<UnresolvedReport> Unresolved,
    ReportCounts Counts)
{
    /// <summary>
    /// How many effects of one entry point, the nearest first, come with their path. In a large service an entry point can reach hundreds: nobody reads
    /// that many paths, and all of them together would be hundreds of megabytes.
    /// </summary>
    public const int EffectsWithPath = 25;

    /// <summary>
    /// How many methods are followed from an entry point that is one only because everything is looked at (IntentScope=All), the nearest first, of those that lead to an effect or a guard. There are as many
    /// such entry points as methods: all that each of them reaches would be the square of the program.
    /// </summary>
    public const int MethodsFollowed = 500;

    /// <summary>What the code takes for granted, the next to end first, then those without an end.</summary>
    public IReadOnlyList<AssumptionReport> Assumptions { get; init; } = [];

    /// <summary>What differs from an earlier state; null when there is none to compare with.</summary>
    public IReadOnlyList<ChangeReport>? Changes { get; init; }

    /// <summary>What that state is called: <c>intent.lock</c>, <c>main</c>.</summary>
    public string Since { get; init; } = "";
}

/// <param name="Findings">Those that nobody has accepted.</param>
internal sealed record ReportCounts(int EntryPoints, int Effects, int Unresolved, int Findings, int Excepted, int Baselined = 0);

/// <summary>A place in source; line 0 when only the file is known, empty file when not even that.</summary>
internal sealed record Place(string File, int Line, int Column, int EndLine, int EndColumn)
{
    public static Place None { get; } = new("", 0, 0, 0, 0);

    public bool IsKnown => File.Length > 0;
}

/// <param name="Kind">"http", "hosted service", "message", "job", "main", "critical path", "public method".</param>
/// <param name="Title">What a reader calls it: <c>POST /orders</c>, <c>ChargeJob.ExecuteAsync</c>.</param>
/// <param name="AtLeastOnce">Its caller may run it again: a POST, a message, a job.</param>
/// <param name="Owner">Empty when nobody is named.</param>
/// <param name="Summary">First sentence of the documentation comment; empty when there is none.</param>
/// <param name="IsCutShort">Only the nearest methods were followed (<see cref="IntentReport.MethodsFollowed"/>): there may be further effects.</param>
internal sealed record EntryReport(
    string Id,
    string Kind,
    string Title,
    bool AtLeastOnce,
    string Owner,
    string Summary,
    Place Place,
    IReadOnlyList<EffectReport> Effects,
    bool IsCutShort = false)
{
    /// <summary>How many calls on the way from here could not be followed.</summary>
    public int Unresolved { get; init; }
}

/// <param name="Kind">"http", "db commit", "db write", "db read", "publish", "file write", "retry", "unknown" …</param>
/// <param name="Subject">What is called, for the reader: <c>HttpClient.PostAsync</c>, or the words of <c>[Effect]</c>.</param>
/// <param name="Certain">Every step of the path is a definite call.</param>
/// <param name="Path">From the entry point to the method that has the effect, both included; empty past <see cref="IntentReport.EffectsWithPath"/>.</param>
/// <param name="Place">The call that is the effect.</param>
/// <param name="Intents">What is declared on the path, entry first.</param>
internal sealed record EffectReport(
    string Kind,
    string Subject,
    bool Certain,
    IReadOnlyList<StepReport> Path,
    Place Place,
    string Owner,
    IReadOnlyList<IntentReportItem> Intents)
{
    /// <summary>What tries again at the call itself: loops around it, then what its client or context does. Outer before inner.</summary>
    public IReadOnlyList<RetryReport> Retries { get; init; } = [];

    /// <summary>How often everything around it tries it at least when all fails; 1 when nothing tries again.</summary>
    public long Attempts { get; init; } = 1;
}

/// <param name="Name">Short: <c>OrderService.PlaceAsync</c>.</param>
/// <param name="Declared">Where the method begins.</param>
/// <param name="Call">Where the step before calls it; <see cref="Place.None"/> for the entry.</param>
/// <param name="Guards">Of its generated shell, outermost first, as the manifest writes them (<c>invariant:observe</c>); empty when it has none.</param>
internal sealed record StepReport(string Id, string Name, Place Declared, Place Call, IReadOnlyList<string> Guards)
{
    /// <summary>What has the step run again, other than its own guards. Outer before inner.</summary>
    public IReadOnlyList<RetryReport> Retries { get; init; } = [];

    /// <summary>Its body begins with a transaction of its own.</summary>
    public bool OpensTransaction { get; init; }
}

/// <param name="Name">What it is: <c>Polly pipeline</c>.</param>
/// <param name="Attempts">How often, as the reader wants it: <c>4</c>, <c>?</c>.</param>
/// <param name="Where">File and line, short: <c>Http.cs:31</c>.</param>
internal sealed record RetryReport(string Name, string Attempts, string Where);

/// <param name="Kind">"weakened", "removed", "changed", "added".</param>
/// <param name="What">The decision, as a sentence.</param>
/// <param name="EntryId">Of the entry point that it is about; empty when it is not about one.</param>
internal sealed record ChangeReport(string Kind, string What, string EntryId, string Owner, Place Place);

/// <param name="Attribute">Without namespace and suffix: <c>Idempotent</c>.</param>
/// <param name="Text">The arguments as written, or as metadata has them.</param>
/// <param name="Member">Short name of what carries it.</param>
internal sealed record IntentReportItem(string Attribute, string Text, string Member, Place Place);

/// <param name="Message">As the build printed it, without file and id.</param>
/// <param name="Entries">Titles of the entry points that reach it, the one of the shown path first.</param>
/// <param name="Fingerprint">Stable while the code around it changes: the line that accepts it in the baseline.</param>
/// <param name="Exception">Why it is excepted; empty when it is not.</param>
/// <param name="IsBaselined">It stands in the project's baseline: accepted until it is mended.</param>
internal sealed record FindingReport(
    string RuleId,
    RuleSeverity Severity,
    bool Certain,
    string Message,
    Place Place,
    IReadOnlyList<string> Entries,
    IReadOnlyList<StepReport> Path,
    string Owner,
    string Fingerprint,
    string Exception,
    bool IsBaselined = false)
{
    /// <summary>Other places that the message speaks of, each with what it is.</summary>
    public IReadOnlyList<KeyValuePair<Place, string>> Related { get; init; } = [];

    /// <summary>Neither excepted nor accepted: somebody still has to decide.</summary>
    public bool IsOpen => Exception.Length == 0 && !IsBaselined;
}

/// <param name="Status">"active", "expired" or "stale".</param>
internal sealed record ExceptionReport(string RuleId, string Member, string Reason, string Owner, string Until, string Status, Place Place);

/// <summary>A decision against a safeguard, with its reason: NotIdempotent, NaturallyIdempotent, NoTransaction.</summary>
internal sealed record RefusalReport(string Attribute, string Member, string Reason, string Owner, Place Place);

/// <summary>Something that the code takes for granted.</summary>
/// <param name="VerifiedBy">The probe as written; empty when there is none.</param>
/// <param name="Until">The last day as written; empty when there is none.</param>
/// <param name="Status">
/// "holds", "ends soon" (within two weeks), "expired", "no end" (a probe alone) or "no end and no probe". Never how many days are left: a document that is committed would
/// change every day.
/// </param>
internal sealed record AssumptionReport(string Text, string Member, string Owner, string VerifiedBy, string Until, string Status, Place Place);

/// <summary>A type of which something is promised: invariants, a state machine, or conditions of its members.</summary>
/// <param name="GuardedMembers">Names of those that check the invariants.</param>
internal sealed record TypeReport(
    string Id,
    string Name,
    string Owner,
    string Summary,
    Place Place,
    IReadOnlyList<InvariantReport> Invariants,
    IReadOnlyList<string> GuardedMembers,
    IReadOnlyList<MachineReport> Machines);

internal sealed record InvariantReport(string Condition, string Because, Place Place);

/// <summary>A call whose target could not be determined, and why.</summary>
internal sealed record UnresolvedReport(string Member, string Target, string Reason, Place Place);
