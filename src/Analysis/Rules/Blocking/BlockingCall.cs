using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>A call that holds its thread.</summary>
/// <param name="Certain">Known, not guessed: what it waits for is outside, and nothing says that it is there already.</param>
/// <param name="WaitsForTask">It waits for asynchronous work, which needs a thread as well.</param>
/// <param name="What">For the reader: <c>File.ReadAllText</c>.</param>
/// <param name="Instead">What to await instead, as <c>Type.Member</c>; empty when there is nothing.</param>
internal sealed record BlockingCall(int Site, bool Certain, bool WaitsForTask, string What, string Instead)
{
    /// <summary>What tells it from others in its method: its name, and which of those it is.</summary>
    public string Identity { get; init; } = What;

    /// <summary>It asks a database in the process, whose asynchronous members wait on the same thread.</summary>
    public bool IsEmbedded { get; init; }

    public string Remedy =>
        IsEmbedded ? EmbeddedDatabases.Remedy
        : Instead.Length > 0 ? $"await {Instead}, or declare [Blocking(\"why\")]"
        : WaitsForTask ? "await the task, or declare [Blocking(\"why\")]"
        : "move it out of asynchronous code, or declare [Blocking(\"why\")]";
}
