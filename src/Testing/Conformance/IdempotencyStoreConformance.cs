namespace IntentContracts.Testing;

/// <summary>The contract of <see cref="IIdempotencyStore"/> as cases that any test framework can run. What they do not test is not promised.</summary>
/// <example>
/// With xunit: a theory over <c>Cases.Select(c =&gt; c.Name)</c> that calls <c>conformance[name].RunAsync()</c>.
/// </example>
public sealed class IdempotencyStoreConformance
{
    private static readonly (string Name, ConformanceDraft Draft)[] Drafts =
    [
        .. AtomicityCases.All, .. ClaimCases.All, .. MismatchCases.All, .. FenceCases.All, .. MarkCases.All, .. HeldCases.All,
        .. OutcomeCases.All, .. ResultCases.All, .. FindHeldCases.All, .. SweepCases.All, .. InputCases.All,
    ];

    /// <summary>The cases against stores of one kind.</summary>
    /// <param name="create">Makes an empty store for a case, and a way to move its clock.</param>
    public IdempotencyStoreConformance(Func<Task<StoreUnderTest>> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Cases = [.. Drafts.Select(d => new ConformanceCase(d.Name, d.Draft, create))];
    }

    /// <summary>The names of all cases, for tests that list them before they have a store.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Drafts.Select(static d => d.Name)];

    /// <summary>All cases. They need no order and may run at the same time.</summary>
    public IReadOnlyList<ConformanceCase> Cases { get; }

    /// <summary>One case.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is no such case.</exception>
    public ConformanceCase this[string name] => Cases.FirstOrDefault(c => c.Name == name) ?? throw new KeyNotFoundException($"There is no conformance case '{name}'.");
}
