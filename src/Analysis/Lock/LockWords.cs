namespace IntentContracts.Analysis.Lock;

/// <summary>The words of the text that both its writer and its reader use.</summary>
internal static class LockWords
{
    public const string Title = "intent.lock ";

    /// <summary>Raised when a line changes its form or its meaning.</summary>
    public const int Version = 1;

    public const string Separator = " · ";
    public const string Decisions = "decisions";
    public const string Retries = "retries";
    public const string Entries = "entries";
    public const string Bodies = "bodies";
    public const string AtLeastOnce = "at least once";
    public const string OwnedBy = "owned by ";
    public const string NoOwner = "no owner";
    public const string RepeatUndecided = "a repeat is not decided";
    public const string SomePaths = ", on some paths";
    public const string At = " at ";
    public const string In = " in ";
    public const string RetriedBy = "retried by ";
    public const string OpenedIn = "transaction opened in ";
    public const string ApprovedBy = "approved by ";
    public const string ApprovedOn = " on ";
    public const string Times = "×";
    public const string AcceptOption = "-p:IntentLock=Accept";
    public const string BodiesOption = "-p:IntentLockBodies=true";
    public const string Accept = "dotnet build " + AcceptOption;

    /// <summary>What effects are called; one that is not among them ends at its first space.</summary>
    public static IReadOnlyList<string> Effects { get; } = ["db read", "db write", "db commit", "file write", "http", "publish"];

    public static string Attempts(string count) => count switch
    {
        "n" => "several attempts",
        "∞" => "attempts without end",
        _ => count + " attempts",
    };

    public static string Count(string attempts) => attempts switch
    {
        "several attempts" => "n",
        "attempts without end" => "∞",
        _ => attempts.EndsWith(" attempts", StringComparison.Ordinal) ? attempts.Substring(0, attempts.Length - " attempts".Length) : "",
    };
}
