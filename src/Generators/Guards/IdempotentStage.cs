using System.Globalization;
using IntentContracts.Generators.Model;
using IntentContracts.Generators.Parsing;

namespace IntentContracts.Generators.Guards;

/// <summary>The outermost guard: claims the key, and runs the rest at most once for it.</summary>
internal static class IdempotentStage
{
    private const string Runtime = "global::IntentContracts.Runtime.";

    /// <summary>The contract as data, and the key and scope as methods of their own: nothing but the parameters can be meant by a name in them.</summary>
    public static void WriteHelpers(SourceWriter writer, GuardedMember member, LineDirectives lines)
    {
        if (member.Idempotency is not { } idempotency)
        {
            return;
        }

        writer.Line(GuardFile.GeneratedCode);
        writer.Line($"private static readonly {Runtime}IdempotentContract {idempotency.ContractName} = new(");
        writer.Line($"    {CSharpText.Quote(member.ContractId)},");
        writer.Line($"    {CSharpText.Quote(member.Owner)},");
        writer.Line($"    {Duration(idempotency.LeaseTicks)}, // lease");
        writer.Line($"    {Duration(idempotency.RetentionTicks)}, // retention");
        writer.Line($"    global::IntentContracts.ConcurrentDuplicate.{idempotency.OnConcurrent},");
        writer.Line($"    global::IntentContracts.FaultedClaim.{idempotency.OnFault});");
        writer.Line();
        WriteExpression(writer, member, idempotency.KeyName, idempotency.Key, lines);
        if (idempotency.Scope is { } scope)
        {
            WriteExpression(writer, member, idempotency.ScopeName, scope, lines);
        }
    }

    public static void Write(SourceWriter writer, GuardedPart part, GuardedMember member, ShellNames names)
    {
        var idempotency = member.Idempotency!;
        var receiver = member.IsStatic ? part.TypeReference + "." : "this.";
        var arguments = $"{member.TypeParameters}({string.Join(", ", member.Parameters.Select(p => p.Name))})";
        var handed = Handed.From(part, member, names, member.Transaction is not null);
        writer.Line($"var {names.Fingerprint} = new {Runtime}FingerprintBuilder();");
        foreach (var parameter in member.Parameters.Where(p => p.IsInput))
        {
            writer.Line($"{names.Fingerprint}.Add({CSharpText.Quote(parameter.Name.TrimStart('@'))}, {parameter.Name});");
        }

        var inner = member.Transaction is not null ? names.InTransaction : member.ChecksInvariants ? names.Checked : null;
        writer.Line();
        writer.Line($"return {Runtime}IdempotentGuard.RunAsync(");
        writer.Line($"    {idempotency.Guards},");
        writer.Line($"    in {idempotency.ContractName},");
        writer.Line(idempotency.Scope is null ? "    \"\"," : $"    {receiver}{idempotency.ScopeName}{arguments},");
        writer.Line($"    {receiver}{idempotency.KeyName}{arguments},");
        writer.Line($"    {names.Fingerprint}.Build(),");
        writer.Line($"    {handed.PackAtTop(member)},");
        writer.Line($"    static ({names.State}, {names.Token}) => {handed.Continue(part, member, names, inner)},");
        writer.Line($"    {Signature.TokenOrNone(member)});");
        if (member.Transaction is not null)
        {
            TransactionStage.WriteFunction(writer, part, member, names, handed);
        }
        else if (member.ChecksInvariants)
        {
            CheckedFunction.Write(writer, part, member, names);
        }
    }

    private static void WriteExpression(SourceWriter writer, GuardedMember member, string name, EmbeddedExpression expression, LineDirectives lines)
    {
        var parameters = string.Join(", ", member.Parameters.Select(p => p.Type + " " + p.Name));
        writer.Line(GuardFile.GeneratedCode);
        writer.Line($"private {(member.IsStatic ? "static " : "")}string {name}{member.TypeParameters}({parameters}){member.Constraints} =>");
        lines.Embed(writer, $"    {Runtime}IdempotencyKey.From(", expression, ");");
        writer.Line();
    }

    private static string Duration(long ticks) =>
        $"global::System.TimeSpan.FromTicks({ticks.ToString(CultureInfo.InvariantCulture)}L) /* {TimeSpan.FromTicks(ticks).ToString("c", CultureInfo.InvariantCulture)} */";
}
