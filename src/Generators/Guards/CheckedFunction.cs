using IntentContracts.Generators.Model;

namespace IntentContracts.Generators.Guards;

/// <summary>The invariant stage as a static local function, for a guard around it.</summary>
internal static class CheckedFunction
{
    public static void Write(SourceWriter writer, GuardedPart part, GuardedMember member, ShellNames names)
    {
        var token = Signature.Token(member);
        var handed = Handed.From(part, member, names, withRunner: false);
        writer.Line().Open($"static {member.Return.Type} {names.Checked}({handed.Parameters(names)})");
        InvariantStage.Write(writer, part, member, names, names.Self, p => p == token ? names.Token : p.Name);
        writer.Close();
    }
}
