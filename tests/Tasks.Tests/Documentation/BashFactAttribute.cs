namespace IntentContracts.Tasks.Tests.Documentation;

/// <summary>A test that types commands; skipped where there is no bash to type them in.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BashFactAttribute : FactAttribute
{
    public BashFactAttribute() => Skip = Missing;

    public static string? Missing { get; } = File.Exists("/bin/bash") ? null : "There is no bash here.";
}

/// <inheritdoc cref="BashFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BashTheoryAttribute : TheoryAttribute
{
    public BashTheoryAttribute() => Skip = BashFactAttribute.Missing;
}
