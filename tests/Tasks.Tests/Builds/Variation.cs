namespace IntentContracts.Tasks.Tests.Builds;

/// <summary>One changed copy: what its committed files said before, and what became of it.</summary>
internal sealed class Variation(Consumer service)
{
    public Consumer Service { get; } = service;

    public string LockBefore { get; } = File.ReadAllText(service["intent.lock"]);

    public string BaselineBefore { get; } = File.ReadAllText(service["intent.baseline"]);

    public string Lock => File.ReadAllText(Service["intent.lock"]);

    public string Baseline => File.ReadAllText(Service["intent.baseline"]);

    /// <summary>What a build as everybody does it said of this copy.</summary>
    public BuildOutput Check { get; private set; } = null!;

    /// <summary>What the build said that accepted what it found.</summary>
    public BuildOutput Accept { get; private set; } = null!;

    public void Built(BuildOutput check, BuildOutput accept)
    {
        Check = OfThis(check);
        Accept = OfThis(accept);
    }

    /// <summary>The lines about this copy, of a build of all.</summary>
    private BuildOutput OfThis(BuildOutput all) => all with { Lines = [.. all.Lines.Where(l => l.Contains(Service.Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))] };
}
