using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Lock;

/// <summary>What the lock has to do with one run of the check.</summary>
/// <param name="File">Absolute path of the lock.</param>
/// <param name="Text">What is committed; null when there is none.</param>
/// <param name="Accepts">The code is right, and the lock is written anew.</param>
/// <param name="Bodies">Whether bodies are locked; null for what the lock does already.</param>
/// <param name="Approve">Members whose bodies are approved, separated by ';'.</param>
internal sealed record LockRequest(string Project, string File, string? Text, bool Accepts, bool? Bodies, string Approve, string ApprovedBy, DateTime Today);

/// <param name="Text">What the file must say from now on; null to leave it as it is.</param>
internal sealed record LockVerdict(IReadOnlyList<Violation> Violations, string? Text)
{
    public static LockVerdict Nothing { get; } = new([], null);

    /// <summary>What is committed; null when there is none, or none that can be read.</summary>
    public IntentLock? Before { get; init; }

    /// <summary>What the code says now; null where nobody had to know.</summary>
    public BuiltLock? Built { get; init; }
}

/// <summary>IC4001 and IC4002: what the code promises is what the committed lock says. Without a lock there is nothing to compare, and nothing is said.</summary>
internal static class LockCheck
{
    /// <summary>More would not be read: who changed so much reads the diff of the accepted lock.</summary>
    private const int Most = 10;

    public static LockVerdict Run(LockRequest request, RuleContext context)
    {
        if (request.Text is null && !request.Accepts)
        {
            return request.Approve.Length == 0 ? LockVerdict.Nothing : new([NotApproved($"there is no {Path.GetFileName(request.File)}", $"{LockWords.AcceptOption} {LockWords.BodiesOption}")], null);
        }

        var built = LockBuilder.Build(request.Project, context);
        var committed = request.Text is null ? null : LockParser.Parse(request.Text);
        return Judge(request, built, committed) with { Before = committed is { Problem: null } ? committed.Content : null, Built = built };
    }

    private static LockVerdict Judge(LockRequest request, BuiltLock built, ParsedLock? committed)
    {
        if (committed?.Problem is { } problem && !request.Accepts)
        {
            return new([Unreadable(request, problem)], null);
        }

        var bodies = Bodies(request, built, committed?.Content.Bodies);
        List<Violation> violations = bodies is not null ? [.. LockBodies.Check(built.Bodies, bodies), .. LockBodies.Unknown(built.Bodies, request.Approve).Select(Unknown)]
            : request.Approve.Length > 0 ? [NotApproved($"{Path.GetFileName(request.File)} holds no bodies", LockWords.BodiesOption)]
            : [];
        if (request.Accepts)
        {
            return new(violations, LockText.Write(built.Content with { Bodies = bodies }));
        }

        violations.AddRange(Drift(request, built, committed!));
        var isApproved = request.Approve.Length > 0 && bodies is not null;
        return new(violations, isApproved ? LockText.Write(committed!.Content with { Bodies = bodies }) : null);
    }

    /// <summary>The lines about bodies from now on; null where the lock has none.</summary>
    private static IReadOnlyList<LockBody>? Bodies(LockRequest request, BuiltLock built, IReadOnlyList<LockBody>? before) =>
        request.Bodies ?? before is not null ? LockBodies.Approve(built.Bodies, before ?? [], request.Approve, request.ApprovedBy, request.Today) : null;

    private static List<Violation> Drift(LockRequest request, BuiltLock built, ParsedLock committed)
    {
        var changes = LockComparison.Compare(committed.Content, built.Content);
        var violations = changes.Take(Most).Select(change => Breach(change, Place(change, built, committed, request.File))).ToList();
        if (changes.Count > Most)
        {
            var more = changes.Count - Most;
            violations.Add(Breach(new(LockChangeKind.Changed, "lock", Path.GetFileName(request.File), $"+{more} more {(more == 1 ? "change" : "changes")}", false, "", "", ""), new FileLocation(request.File, 1)));
        }

        return violations;
    }

    /// <summary>Whoever approves believes afterwards that it is written: where it cannot be, silence would be a lie.</summary>
    private static Violation NotApproved(string because, string add) => new(
        RuleTable.ConfigurationInvalid,
        Certain: true,
        Entry: null,
        [],
        ProjectLocation.Instance,
        "approve",
        "lock",
        $"IntentApprove approved nothing: {because}",
        "",
        $"run it again with {add}");

    private static Violation Unknown(string name) => new(
        RuleTable.ConfigurationInvalid,
        Certain: true,
        Entry: null,
        [],
        ProjectLocation.Instance,
        "approve",
        name,
        $"IntentApprove names {name}, and no member with a body to approve is called that",
        "",
        "name it as IC4002 does, or by its documentation id");

    private static Violation Breach(LockChange change, Location location) => new(
        RuleTable.LockDiffers,
        Certain: true,
        Entry: null,
        [],
        location,
        change.Area + ":" + change.What,
        change.Where,
        $"{(change.Weakens ? "weaker than the lock says" : "not as the lock says")} · {change.Text}",
        "",
        $"{LockWords.Accept} accepts it");

    private static Violation Unreadable(LockRequest request, LockProblem problem) => new(
        RuleTable.LockDiffers,
        Certain: true,
        Entry: null,
        [],
        new FileLocation(request.File, problem.Line),
        "unreadable",
        Path.GetFileName(request.File),
        $"{Path.GetFileName(request.File)} cannot be read: line {problem.Line} {problem.Problem}",
        "",
        $"{LockWords.Accept} writes it anew; read its diff");

    /// <summary>Where the hand goes: the changed declaration or call; for what is gone, the member that had it, or else the line of the lock.</summary>
    private static Location Place(LockChange change, BuiltLock built, ParsedLock committed, string file) =>
        built.Places.TryGetValue(change.Key, out var place) || built.Places.TryGetValue(LockKey.Member(change.Member), out place) ? place
        : new FileLocation(file, committed.Lines.TryGetValue(change.Key, out var line) ? line : 1);
}
