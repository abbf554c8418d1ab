using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>
/// Where parsing says what it refuses. The analyzer listens and reports, so that <c>.editorconfig</c> and <c>#pragma</c> apply; the generator runs the
/// same parsing and does not listen, so that both always agree on what is guarded.
/// </summary>
internal sealed class Refusals(Action<Diagnostic>? report)
{
    private const int LongestMessage = 300;

    // Two accessors of one property are refused for the same reason at the same place: said once.
    private readonly HashSet<(string Rule, Location? Place, string Message)> _said = [];

    public static Refusals Unheard { get; } = new(null);

    public void Add(DiagnosticDescriptor rule, Location? place, string message)
    {
        if (report is null)
        {
            return;
        }

        var line = message.Length <= LongestMessage ? message : message.Substring(0, LongestMessage - 1) + "…";
        if (_said.Add((rule.Id, place, line)))
        {
            report(Diagnostic.Create(rule, place, line));
        }
    }
}
