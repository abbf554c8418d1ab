namespace IntentContracts.Architecture.Tests.Reading;

internal static class Violations
{
    /// <summary>Fails with all of them: the one who broke a law wants to see the whole extent.</summary>
    public static void None(IEnumerable<string> violations)
    {
        var all = violations.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, "\n" + string.Join("\n", all));
    }
}
