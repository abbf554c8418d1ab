using IntentContracts.Generators.Model;
using IntentContracts.Generators.Parsing;

namespace IntentContracts.Generators.Guards;

/// <summary>
/// The innermost guard: runs the core and checks afterwards, on success only, at the outermost exit. Not an async method: a core that has
/// completed costs no state machine and no further continuation.
/// </summary>
internal static class InvariantStage
{
    private const string Scope = "global::IntentContracts.Runtime.InvariantScope";

    public static void Write(SourceWriter writer, GuardedPart part, GuardedMember member, ShellNames names) =>
        Write(writer, part, member, names, "this", p => p.Name);

    /// <param name="self">The instance: <c>this</c>, or the parameter of a static local function.</param>
    public static void Write(SourceWriter writer, GuardedPart part, GuardedMember member, ShellNames names, string self, Func<GuardedParameter, string> argument)
    {
        var receiver = member.IsStatic ? part.TypeReference + "." : self + ".";
        var call = Signature.CallCore(member, receiver, argument);
        if (!member.ChecksInvariants || member.Return.Kind == ReturnKind.Stream)
        {
            // A stream is handed on as it is: wrapped, it would lose WithCancellation and buffer nothing to gain.
            writer.Line((member.Return.Kind == ReturnKind.Void ? "" : "return ") + call + ";");
            return;
        }

        var contract = CSharpText.Quote(member.ContractId) + ", " + CSharpText.Quote(member.Owner);
        if (member.Return.Kind is ReturnKind.Task or ReturnKind.TaskOfResult or ReturnKind.ValueTask or ReturnKind.ValueTaskOfResult)
        {
            writer.Line($"var {names.Scope} = {Scope}.EnterFlow({self});");
            writer.Line($"{member.Return.Type} {names.Core};");
            writer.Open("try").Line($"{names.Core} = {call};").Close();
            writer.Open("finally").Line($"{names.Scope}.Leave();").Close();
            writer.Line();
            writer.Line($"return global::IntentContracts.Runtime.InvariantGuard.CheckAfter({names.Scope}, {names.Core}, {self}, static {names.Self} => {names.Self}.{InvariantParser.CheckInvariants}({contract}));");
            return;
        }

        WriteSynchronous(writer, part, member, names, self, call, $"{self}.{InvariantParser.CheckInvariants}({contract});");
    }

    private static void WriteSynchronous(SourceWriter writer, GuardedPart part, GuardedMember member, ShellNames names, string self, string call, string check)
    {
        var returns = member.Return.Kind == ReturnKind.Value;
        if (part.IsStruct)
        {
            // A struct has no identity to track nested calls by: each exit checks.
            writer.Line((returns ? $"var {names.Result} = " : "") + call + ";").Line(check);
        }
        else
        {
            writer.Line($"var {names.Scope} = {Scope}.Enter({self});");
            if (returns)
            {
                writer.Line($"{member.Return.Type} {names.Result};");
            }

            writer.Open("try").Line((returns ? names.Result + " = " : "") + call + ";").Close();
            writer.Open("finally").Line($"{names.Scope}.Leave();").Close().Line();
            writer.Open($"if ({names.Scope}.IsOutermost)").Line(check).Close();
        }

        if (returns)
        {
            writer.Line().Line($"return {names.Result};");
        }
    }
}
