namespace IntentContracts.AspNetCore;

/// <summary>What a caller is told of one refusal.</summary>
/// <param name="Title">For any caller, in any environment: says nothing of the program.</param>
internal sealed record IntentProblem(int Status, string Type, string Title)
{
    /// <summary>For whoever may see details.</summary>
    public string? Detail { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public string Contract { get; init; } = "";

    public string Rule { get; init; } = "";

    public string Owner { get; init; } = "";

    /// <summary>For any caller.</summary>
    public IReadOnlyDictionary<string, object?> Extensions { get; init; } = new Dictionary<string, object?>();
}
