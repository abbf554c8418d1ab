using IntentContracts.Analysis.Lock;

namespace IntentContracts.Cli.Diffs;

/// <summary>How a change is marked.</summary>
internal static class DiffWords
{
    public static string Mark(LockChange change) => change.Weakens ? "⚠" : change.Kind switch
    {
        LockChangeKind.Added => "+",
        LockChangeKind.Removed => "−",
        _ => "~",
    };

    public static string Kind(LockChange change) => change.Weakens ? "weakened" : change.Kind switch
    {
        LockChangeKind.Added => "added",
        LockChangeKind.Removed => "removed",
        _ => "changed",
    };

    public static string Approval(LockBody body) => $"its body changed; approved by {body.ApprovedBy} on {body.ApprovedOn}";
}
