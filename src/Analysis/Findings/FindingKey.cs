using System.Text.RegularExpressions;
using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Findings;

/// <summary>
/// What stays the same about a finding while the code around it changes: rule, entry point, effect, sink. It is the line of <c>intent.baseline</c> and
/// the fingerprint in SARIF. Nothing in it moves with lines, files, compiler ordinals, or the body of a lambda.
/// </summary>
/// <param name="Entry">Whose decision it is; <see cref="AnyEntry"/> where the decision belongs to the place and not to who comes there.</param>
internal sealed record FindingKey(string RuleId, string Entry, string Effect, string Sink)
{
    /// <summary>Stands for the entry point where a nearer one must not make an accepted finding new.</summary>
    public const string AnyEntry = "*";

    private const string Separator = " | ";

    // What a member's own marks say: the hash of a lambda's body, and which of several alike something is.
    private static readonly Regex LambdaHash = new("~lambda:[0-9a-f]+", RegexOptions.CultureInvariant);
    private static readonly Regex Ordinal = new(@"#\d+\z", RegexOptions.CultureInvariant);

    /// <summary>Laws about what an entry point may do: each entry point is a decision of its own.</summary>
    private static readonly HashSet<string> OfEntries = new(StringComparer.Ordinal)
    {
        RuleTable.EffectsNeedIdempotency,
        RuleTable.PropagationConflict,
    };

    public static FindingKey Of(Violation violation) =>
        new(violation.RuleId, EntryOf(violation), Stable(violation.Effect), Stable(violation.Sink));

    /// <summary>One line; a separator or control character inside a part is escaped.</summary>
    public override string ToString() => string.Join(Separator, RuleId, Escape(Entry), Escape(Effect), Escape(Sink));

    private static string EntryOf(Violation violation)
    {
        if (violation.Entry is not { IsCritical: true } entry || !OfEntries.Contains(violation.RuleId))
        {
            return AnyEntry;
        }

        // Of a delegate that is mapped to a route only the route has a name.
        var method = entry.Node.Method;
        return entry.Kind == "http" && method.Owner != method.Id ? entry.Title : Stable(method.Id);
    }

    private static string Stable(string part) => Ordinal.Replace(LambdaHash.Replace(part, "~lambda"), "");

    private static string Escape(string part) => LineEscapes.Escape(part, c => c is '|' or '\\' or '\u2028' or '\u2029' || char.IsControl(c));
}
