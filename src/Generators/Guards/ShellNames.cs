using IntentContracts.Generators.Model;

namespace IntentContracts.Generators.Guards;

/// <summary>Names of a shell's own variables, kept apart from those of the member's parameters.</summary>
internal sealed class ShellNames(GuardedMember member)
{
    public string Scope { get; } = Free(member, "scope");

    public string Core { get; } = Free(member, "core");

    public string Result { get; } = Free(member, "result");

    public string Fingerprint { get; } = Free(member, "fingerprint");

    public string Runner { get; } = Free(member, "runner");

    public string State { get; } = Free(member, "state");

    public string Self { get; } = Free(member, "self");

    /// <summary>The token that a guard hands to the next one.</summary>
    public string Token { get; } = Free(member, "token");

    public string InTransaction { get; } = Free(member, "InTransaction");

    public string Checked { get; } = Free(member, "Checked");

    private static string Free(GuardedMember member, string name)
    {
        while (member.Parameters.Any(p => p.Name == name) || member.TypeParameters.Contains(name))
        {
            name += "_";
        }

        return name;
    }
}
