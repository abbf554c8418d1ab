using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Findings;

/// <summary>
/// How strict the check is with which part of the code: the project's mode, and those that single namespaces have instead. A finding belongs to the part that it
/// is reported in, since that is where the hand goes.
/// </summary>
internal sealed class Levels(CheckMode mode, IReadOnlyList<PartLevel> parts)
{
    /// <summary>Rules about code that contradicts what was declared, and about declarations that contradict themselves: there is something to hold to already.</summary>
    private static readonly string[] OfDeclarations = ["IC00", "IC16", "IC20", "IC22", "IC40", "IC50", "IC90"];

    private static readonly HashSet<string> OfSingleDeclarations = new(StringComparer.Ordinal)
    {
        RuleTable.GuardedStateWithoutLock,
        RuleTable.ThreadSafeTypeIsUnguarded,
        RuleTable.PropagationConflict,
        RuleTable.EffectsNeedMark,
    };

    /// <summary>Whether a certain breach fails the build here.</summary>
    public bool MayFail(Violation violation) => Of(violation) switch
    {
        CheckMode.Enforce => true,
        CheckMode.Declare => Array.Exists(OfDeclarations, area => violation.RuleId.StartsWith(area, StringComparison.Ordinal)) || OfSingleDeclarations.Contains(violation.RuleId),
        _ => false,
    };

    private CheckMode Of(Violation violation)
    {
        if (parts.Count == 0)
        {
            return mode;
        }

        var type = TypeOf(violation.Location);
        PartLevel? best = null;
        foreach (var part in parts)
        {
            if (Holds(part.Name, type) && part.Name.Length > (best?.Name.Length ?? -1))
            {
                best = part;
            }
        }

        return best?.Mode ?? mode;
    }

    /// <summary>Whether a namespace or type is, or is around, a type.</summary>
    private static bool Holds(string part, string type) =>
        type.StartsWith(part, StringComparison.Ordinal) && (type.Length == part.Length || type[part.Length] is '.' or '+' or '`' or '(');

    private static string TypeOf(Location location) => location switch
    {
        SiteLocation site => site.Node.Method.Type,
        SpanLocation span => span.Node.Method.Type,
        ManifestLocation manifest => manifest.Fallback.Method.Type,
        AttributeLocation { Target.Length: > 2 } attribute => attribute.Target.Substring(2),
        _ => "",
    };
}
