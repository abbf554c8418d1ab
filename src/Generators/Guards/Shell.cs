using IntentContracts.Generators.Model;

namespace IntentContracts.Generators.Guards;

/// <summary>Writes the implementing part of a partial member: deadline, lock, claim, retries, transaction, conditions, core.</summary>
internal static class Shell
{
    private const string AggressiveInlining =
        "[global::System.Runtime.CompilerServices.MethodImplAttribute(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]";

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
        if (member.Bodies.Count == 1 && member.Bodies[0].Head.Length == 0 && IsInlined(part, member.Bodies[0].Operation, lines, modes))
        {
            writer.Line(AggressiveInlining);
        }

        writer.Open(member.Head);
        foreach (var body in member.Bodies)
        {
            if (body.Head.Length > 0)
            {
                if (IsInlined(part, body.Operation, lines, modes))
                {
                    writer.Line(AggressiveInlining);
                }

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

    private static bool IsInlined(GuardedPart part, Operation operation, LineDirectives lines, GuardModes modes) =>
        operation.RefusedBy is null && Stages.Of(operation, modes).Count == 0 && new ConditionStage(part, operation, new ShellNames(operation), lines, modes).IsInlined;

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
