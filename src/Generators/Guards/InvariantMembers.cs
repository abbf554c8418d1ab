using IntentContracts.Generators.Model;
using IntentContracts.Generators.Parsing;
using IntentContracts.Shared;

namespace IntentContracts.Generators.Guards;

/// <summary>The members that know a type's invariants.</summary>
internal static class InvariantMembers
{
    /// <summary>A property of its own for each condition: there is no local variable or parameter that a name in it could mean by mistake.</summary>
    public static void WriteCondition(SourceWriter writer, InvariantModel invariant, LineDirectives lines)
    {
        writer.Line(GuardFile.GeneratedCode);
        if (invariant.Condition is null)
        {
            writer.Line($"private bool {invariant.Name} => {Refused.Throw(RuleTable.ExpressionInvalid, "", "")};");
            return;
        }

        lines.Embed(writer, $"private bool {invariant.Name} => ", invariant.Condition, ";");
    }

    public static void WriteChecks(SourceWriter writer, InvariantChecks checks, LineDirectives lines)
    {
        var access = checks.CanBeDerivedFrom ? "protected" : "private";
        var contract = CSharpText.Quote(checks.ContractId) + ", " + CSharpText.Quote(checks.Owner);
        writer.Line("/// <summary>Checks the invariants; every constructor ends with a call of it. A base constructor's call checks the base's own, and no more.</summary>");
        writer.Line(GuardFile.GeneratedCode);
        writer.Open($"{access} {(checks.BaseIsGuarded ? "new " : "")}void EnsureInvariants()");
        if (checks.BaseIsGuarded)
        {
            writer.Line("base.EnsureInvariants();");
        }

        writer.Line($"CheckOwnInvariants({contract});").Close().Line();

        // Virtual: a shell of a base class must see the conditions that a derived class adds.
        var kind = (checks.BaseIsGuarded, checks.CanBeDerivedFrom) switch
        {
            (true, true) => "protected override ",
            (true, false) => "protected sealed override ",
            (false, true) => "protected virtual ",
            _ => "private ",
        };
        writer.Line("/// <summary>Checks the invariants at the exit of a member.</summary>").Line(GuardFile.Hidden).Line(GuardFile.GeneratedCode);
        writer.Open($"{kind}void {InvariantParser.CheckInvariants}(string contractId, string owner)");
        if (checks.BaseIsGuarded)
        {
            writer.Line($"base.{InvariantParser.CheckInvariants}(contractId, owner);");
        }

        writer.Line("CheckOwnInvariants(contractId, owner);").Close().Line();
        writer.Line(GuardFile.GeneratedCode).Open("private void CheckOwnInvariants(string contractId, string owner)");
        foreach (var invariant in checks.Invariants)
        {
            lines.At(
                writer,
                invariant.Attribute,
                $"if (!this.{invariant.Name}) global::IntentContracts.Runtime.InvariantGuard.Violated(contractId, owner, {CSharpText.Quote(invariant.Written)}, {CSharpText.Quote(invariant.Because)});");
        }

        writer.Close();
    }
}
