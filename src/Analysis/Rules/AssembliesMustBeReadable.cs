using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC9001: what could not be read was not checked, and the user is told so.</summary>
internal sealed class AssembliesMustBeReadable : IRule
{
    public IEnumerable<Violation> Check(RuleContext context) => context.Unreadable.Select(assembly => new Violation(
        RuleTable.AssemblyUnreadable,
        Certain: true,
        Entry: null,
        [],
        ProjectLocation.Instance,
        "",
        assembly.File,
        $"{assembly.File} cannot be read ({assembly.Reason}): paths through it were not checked",
        "",
        "build it again, or remove the reference"));
}
