using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules;
using IntentContracts.Cli.Terminals;
using IntentContracts.Shared;

namespace IntentContracts.Cli.Trees;

/// <summary>What is declared on a method, as short as a tree needs it: <c>[Idempotent by request.OrderId]</c>.</summary>
internal static class Declared
{
    private const int LongestValue = 100;

    /// <summary>In the order of the source; owners stand in a column of their own.</summary>
    public static IReadOnlyList<string> On(MethodNode node) =>
    [
        .. node.Intents
            .Where(a => a.Type.StartsWith(IntentNames.Namespace + ".", StringComparison.Ordinal) && a.Type is not (IntentNames.OwnedBy or IntentNames.Effect))
            .Select(a => Text(a))
            .Distinct(StringComparer.Ordinal),
    ];

    public static IReadOnlyList<Ink> Inks(MethodNode node)
    {
        var inks = new List<Ink>();
        foreach (var text in On(node))
        {
            inks.Add(Ink.Layout(inks.Count == 0 ? "" : " "));
            inks.Add(Ink.Intent("[" + text + "]"));
        }

        return inks;
    }

    /// <summary>One attribute.</summary>
    /// <param name="longReason">With the reason of a refusal, which is a sentence and too long for a tree.</param>
    public static string Text(AttributeFact intent, bool longReason = false)
    {
        var name = Declarations.ShortName(intent.Type);
        return intent.Type switch
        {
            IntentNames.Idempotent => name + (intent.Get("Key") is { } key ? " by " + key : ""),
            IntentNames.RetryPolicy => name + (intent.Get("MaxAttempts") is { } attempts ? " ×" + attempts : ""),
            IntentNames.IntentException => name + " " + intent.Argument(0) + " until " + intent.Get("Until"),
            IntentNames.Exclusive => name + (intent.Get("Key") is { } key ? " by " + key : ""),
            IntentNames.Deadline or IntentNames.GuardedBy or IntentNames.Invariant or IntentNames.Requires or IntentNames.Ensures => With(name, intent.Argument(0)),
            IntentNames.Transition => name,
            IntentNames.Swallows => longReason ? With(name, intent.Argument(1)) : name,
            _ => longReason ? With(name, intent.Argument(0)) : name,
        };
    }

    private static string With(string name, string? value) => value is { Length: > 0 } ? name + ": " + (value.Length <= LongestValue ? value : value[..(LongestValue - 1)] + "…") : name;
}
