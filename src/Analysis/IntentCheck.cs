namespace IntentContracts.Analysis;

/// <summary>The whole check: assemblies in, findings and documents out. It writes nothing.</summary>
public static class IntentCheck
{
    /// <summary>Runs the check. Unreadable input becomes a finding (IC9001), never an exception.</summary>
    public static CheckResult Run(CheckOptions options) => throw new NotImplementedException();
}
