using IntentContracts.Generators.Model;
using IntentContracts.Generators.Parsing;

namespace IntentContracts.Generators.Guards;

/// <summary>The middle guard: runs the rest in one transaction.</summary>
internal static class TransactionStage
{
    public static void Write(SourceWriter writer, GuardedPart part, GuardedMember member, ShellNames names)
    {
        var handed = Handed.From(part, member, names, withRunner: false);
        WriteCall(writer, part, member, names, handed, member.Transaction!.Runner, handed.PackAtTop(member), Signature.TokenOrNone(member));
    }

    /// <summary>The same as a static local function, for the guard around it.</summary>
    public static void WriteFunction(SourceWriter writer, GuardedPart part, GuardedMember member, ShellNames names, Handed fromOutside)
    {
        var handed = Handed.From(part, member, names, withRunner: false);
        writer.Line().Open($"static {member.Return.Type} {names.InTransaction}({fromOutside.Parameters(names)})");
        WriteCall(writer, part, member, names, handed, names.Runner, handed.Pack(), names.Token);
        writer.Close();
    }

    private static void WriteCall(
        SourceWriter writer,
        GuardedPart part,
        GuardedMember member,
        ShellNames names,
        Handed handed,
        string runner,
        string state,
        string token)
    {
        var isolation = "global::System.Data.IsolationLevel." + member.Transaction!.Isolation;
        var inner = member.ChecksInvariants ? names.Checked : null;
        writer.Line("return global::IntentContracts.Runtime.TransactionGuard.RunAsync(");
        writer.Line($"    {runner},");
        writer.Line($"    new global::IntentContracts.TransactionRequest({CSharpText.Quote(member.ContractId)}, {CSharpText.Quote(member.Owner)}, {isolation}),");
        writer.Line($"    {state},");
        writer.Line($"    static ({names.State}, {names.Token}) => {handed.Continue(part, member, names, inner)},");
        writer.Line($"    {token});");
        if (inner is not null)
        {
            CheckedFunction.Write(writer, part, member, names);
        }
    }
}
