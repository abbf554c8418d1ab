using System.Globalization;
using FsCheck;

namespace IntentContracts.PostgreSql.Tests.Properties;

/// <summary>How often a property is tried. The seed is new each time; a failure prints it, and <c>INTENT_FUZZ</c> multiplies the runs.</summary>
internal static class Runs
{
    private static readonly int Factor =
        int.TryParse(Environment.GetEnvironmentVariable("INTENT_FUZZ"), CultureInfo.InvariantCulture, out var runs) ? Math.Max(1, runs / 1000) : 1;

    public static Config Of(int count) => Config.QuickThrowOnFailure.WithMaxTest(count * Factor);
}

/// <summary>FsCheck 3 offers <c>Check</c> with a configuration as an F# function; this is its C# shape.</summary>
internal static class CheckExtensions
{
    public static void Check(this Property property, Config config) => FsCheck.Check.One(config, property);
}
