using IntentContracts.Generators.Model;

namespace IntentContracts.Generators.Guards;

/// <summary>
/// Writes the implementing part of a partial member. Each guard hands on to the next one in, so that the whole order can be read from top to
/// bottom: idempotent, transaction, invariants, core.
/// </summary>
internal static class Shell
{
    public static void Write(SourceWriter writer, GuardedPart part, GuardedMember member, LineDirectives lines)
    {
        if (member.RefusedBy is null)
        {
            IdempotentStage.WriteHelpers(writer, member, lines);
        }

        foreach (var line in member.Documentation)
        {
            writer.Line("/// " + line);
        }

        writer.Line(GuardFile.GeneratedCode);
        var modifiers = member.Modifiers.Length == 0 ? "" : member.Modifiers + " ";
        writer.Open($"{modifiers}partial {member.Return.Type} {member.Name}{member.TypeParameters}({Signature.Parameters(member)}){member.Constraints}");
        var names = new ShellNames(member);
        if (member.RefusedBy is { } rule)
        {
            writer.Line(Refused.Throw(rule, member.ContractId, member.Owner) + ";");
        }
        else if (member.Idempotency is not null)
        {
            IdempotentStage.Write(writer, part, member, names);
        }
        else if (member.Transaction is not null)
        {
            TransactionStage.Write(writer, part, member, names);
        }
        else
        {
            InvariantStage.Write(writer, part, member, names);
        }

        writer.Close();
    }
}
