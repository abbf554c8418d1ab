using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Records below a warning that are given neither the exception nor anything else, and say the same each time: <c>LogInformation("Not set up yet")</c>. Behind a handler for everything they say nothing of what has failed.
/// </summary>
internal static class Murmurs
{
    private static readonly HashSet<string> Quiet = new(StringComparer.Ordinal) { "LogInformation", "LogDebug", "LogTrace", "Information", "Debug", "Verbose", "Info", "Trace" };

    private static readonly string[] Loggers = ["Microsoft.Extensions.Logging.", "Serilog.", "NLog.", "log4net.", "Common.Logging."];

    public static bool Is(MethodFact method, SiteFact call) =>
        (Quiet.Contains(call.Target.Name) || IsQuietLog(call))
        && Array.Exists(Loggers, l => call.Target.Type.StartsWith(l, StringComparison.Ordinal))
        && call.Arguments.Skip(call.Target.HasReceiver ? 0 : 1).All(a => IsFixed(method, a));

    /// <summary><c>logger.Log(LogLevel.Information, "…")</c>: the levels below a warning are the first three.</summary>
    private static bool IsQuietLog(SiteFact call) =>
        call.Target is { Type: "Microsoft.Extensions.Logging.LoggerExtensions", Name: "Log" } && Values.Argument(call, 1) is { Kind: ValueKind.Number, Text: "0" or "1" or "2" };

    private static bool IsFixed(MethodFact method, ValueFact argument) =>
        argument.Kind is ValueKind.Text or ValueKind.Number or ValueKind.Null
        || (argument.Kind == ValueKind.Many && argument.Elements.Count == 0)
        || Values.Source(method, argument) is { Target: { Type: "System.Array", Name: "Empty" } };
}
