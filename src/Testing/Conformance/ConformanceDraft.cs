namespace IntentContracts.Testing;

/// <summary>A case before it knows which stores to run against.</summary>
internal sealed record ConformanceDraft(string Sentence, Func<StoreProbe, Task> Run)
{
    public bool NeedsYears { get; init; }
}
