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

    public static void WriteChecks(SourceWriter writer, InvariantChecks checks, LineDirectives lines, GuardModes modes)
    {
        // Alone in its hierarchy, a type needs no method that checks its own conditions and no more.
        var isAlone = !checks.BaseIsGuarded && !checks.CanBeDerivedFrom;
        var own = isAlone ? InvariantParser.CheckInvariants : "CheckOwnInvariants";
        WriteEnsure(writer, checks, own);
        writer.Line();
        if (!isAlone)
        {
            WriteVirtual(writer, checks, own);
            writer.Line();
        }

        WriteOwn(writer, checks, own, lines, modes);
    }

    private static void WriteOwn(SourceWriter writer, InvariantChecks checks, string own, LineDirectives lines, GuardModes modes)
    {
        writer.Line(GuardFile.GeneratedCode).Open($"private void {own}(string contractId, string owner)");
        if (checks.Invariants.Count > 0 && !modes.IsOff(GuardWords.Invariant))
        {
            var mode = modes.Argument(GuardWords.Invariant);
            var canThrow = checks.Invariants.Any(i => i.CanThrow);
            if (canThrow)
            {
                writer.Open("try");
            }

            foreach (var invariant in checks.Invariants)
            {
                lines.At(
                    writer,
                    invariant.Attribute,
                    $"if (!this.{invariant.Name}) global::IntentContracts.Runtime.ConditionGuard.InvariantFailed(contractId, owner, {CSharpText.Quote(invariant.Written)}, {CSharpText.Quote(invariant.Because)}, {mode});");
            }

            if (canThrow)
            {
                writer.Close();
                writer.Open($"catch (global::System.Exception fault) when (global::IntentContracts.Runtime.ConditionGuard.Ignores(fault, global::IntentContracts.GuardKind.Invariant, contractId, owner, {mode}))").Close();
            }
        }

        writer.Close();
    }

    private static void WriteEnsure(SourceWriter writer, InvariantChecks checks, string own)
    {
        writer.Line("/// <summary>Checks the invariants; every constructor ends with a call of it. A base constructor's call checks the base's own, and no more.</summary>");
        writer.Line(GuardFile.GeneratedCode);
        writer.Open($"{(checks.CanBeDerivedFrom ? "protected" : "private")} {(checks.BaseIsGuarded ? "new " : "")}void {IntentNames.EnsureInvariants}()");
        if (checks.BaseIsGuarded)
        {
            writer.Line($"base.{IntentNames.EnsureInvariants}();");
        }

        writer.Line($"{own}({CSharpText.Quote(checks.ContractId)}, {CSharpText.Quote(checks.Owner)});").Close();
    }

    // Virtual: a shell of a base class must see the conditions that a derived class adds.
    private static void WriteVirtual(SourceWriter writer, InvariantChecks checks, string own)
    {
        var kind = !checks.BaseIsGuarded ? "virtual" : checks.CanBeDerivedFrom ? "override" : "sealed override";
        writer.Line("/// <summary>Checks the invariants at the exit of a member.</summary>").Line(GuardFile.Hidden).Line(GuardFile.GeneratedCode);
        writer.Open($"protected {kind} void {InvariantParser.CheckInvariants}(string contractId, string owner)");
        if (checks.BaseIsGuarded)
        {
            writer.Line($"base.{InvariantParser.CheckInvariants}(contractId, owner);");
        }

        writer.Line($"{own}(contractId, owner);").Close();
    }
}
