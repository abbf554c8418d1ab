namespace IntentContracts.Testing;

/// <summary>One thing that every store must do.</summary>
public sealed class ConformanceCase
{
    private readonly Func<Task<StoreUnderTest>> _create;
    private readonly Func<StoreProbe, Task> _run;

    internal ConformanceCase(string name, ConformanceDraft draft, Func<Task<StoreUnderTest>> create)
    {
        Name = name;
        Sentence = draft.Sentence;
        NeedsYears = draft.NeedsYears;
        _run = draft.Run;
        _create = create;
    }

    /// <summary>A name that stays the same, for lists of tests.</summary>
    public string Name { get; }

    /// <summary>What is proved, in the words of the contract.</summary>
    public string Sentence { get; }

    /// <summary>The store's clock is moved by years. Leave such cases out where time can only be waited for; the others let at most two seconds pass at once.</summary>
    public bool NeedsYears { get; }

    /// <summary>Runs it against a new store.</summary>
    /// <exception cref="ConformanceException">The store broke the sentence.</exception>
    public async Task RunAsync()
    {
        var probe = new StoreProbe(await _create().ConfigureAwait(false), Sentence);
        try
        {
            await _run(probe).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not ConformanceException)
        {
            throw new ConformanceException($"Broken: \"{Sentence}\" The store threw {failure.GetType().Name}: {failure.Message}", failure);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
