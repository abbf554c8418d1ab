using IntentContracts.Generators.Model;

namespace IntentContracts.Generators.Guards;

/// <summary>Writes the implementing part of a partial member: deadline, lock, claim, retries, transaction, conditions, core.</summary>
internal static class Shell
{
    public static void Write(SourceWriter writer, GuardedPart part, GuardedMember member, LineDirectives lines, GuardModes modes)
    {
        foreach (var body in member.Bodies)
        {
            WriteHelpers(writer, part, body.Operation, lines, modes);
        }

        foreach (var line in member.Documentation)
        {
            writer.Line("/// " + line);
        }

        writer.Line(GuardFile.GeneratedCode);
        writer.Open(member.Head);
        foreach (var body in member.Bodies)
        {
            if (body.Head.Length > 0)
            {
                writer.Open(body.Head);
            }

            WriteBody(writer, part, body.Operation, lines, modes);
            if (body.Head.Length > 0)
            {
                writer.Close();
            }
        }

        writer.Close();
    }

    private static void WriteHelpers(SourceWriter writer, GuardedPart part, Operation operation, LineDirectives lines, GuardModes modes)
    {
        if (operation.RefusedBy is not null)
        {
            return;
        }

        foreach (var stage in Stages.Of(operation, modes))
        {
            stage.WriteHelpers(writer, operation, lines, modes);
        }

        Conditions.WriteEvaluators(writer, operation, origin: null, lines);
        if (operation.Transition is { } transition)
        {
            TransitionMembers.Write(writer, transition);
        }

        new ConditionStage(part, operation, new ShellNames(operation), lines, modes).Exit.WriteExitMethod(writer);
    }

    private static void WriteBody(SourceWriter writer, GuardedPart part, Operation operation, LineDirectives lines, GuardModes modes)
    {
        if (operation.RefusedBy is { } rule)
        {
            writer.Line(Refused.Throw(rule, operation.ContractId, operation.Owner) + ";");
            return;
        }

        var names = new ShellNames(operation);
        var conditions = new ConditionStage(part, operation, names, lines, modes);
        var stages = Stages.Of(operation, modes);
        if (stages.Count == 0)
        {
            conditions.Write(writer, operation.IsStatic ? part.TypeReference : "this", p => p.Name);
        }
        else
        {
            new WaitingChain(writer, part, operation, names, stages, conditions).Write();
        }
    }
}
