using IntentContracts.Analysis.Reports.Documents;

namespace IntentContracts.Analysis.Tests.Reports;

public sealed class IntentArgumentsTests
{
    [Theory]
    [InlineData("Key = \"request.Id\", OnFault = FaultedClaim.Release", "OnFault", "Release")]
    [InlineData("Key=\"request.Id\",OnFault=global::IntentContracts.FaultedClaim.Release", "OnFault", "Release")]
    [InlineData("Key = \"request.Id\", OnFault = 1", "OnFault", "1")]
    [InlineData("Key = \"request.Id\"", "Key", "request.Id")]
    [InlineData("Key = \"f(a, b)\"", "Key", "f(a, b)")]
    [InlineData("Key = \"x, OnFault = Release\"", "OnFault", null)]
    [InlineData("Key = \"q \\\", OnFault = Release\"", "OnFault", null)]
    [InlineData("Key = nameof(A, OnFault = Release)", "OnFault", null)]
    [InlineData("", "OnFault", null)]
    public void Value_OfANamedArgument(string text, string name, string? expected) => Assert.Equal(expected, IntentArguments.Value(text, name));
}
