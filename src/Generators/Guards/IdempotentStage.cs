using IntentContracts.Generators.Model;
using IntentContracts.Generators.Parsing;
using IntentContracts.Shared;

namespace IntentContracts.Generators.Guards;

/// <summary>Claims the key, and runs the rest at most once for it.</summary>
internal sealed class IdempotentStage(IdempotencyModel model) : IWaitingStage
{
    public string Guard => "IdempotentGuard";

    public bool UsesGuards => true;

    public bool UsesRunner => false;

    public string Function(ShellNames names) => names.Once;

    public void WriteHelpers(SourceWriter writer, Operation operation, LineDirectives lines, GuardModes modes)
    {
        Stages.WriteContract(
            writer,
            "IdempotentContract",
            model.ContractName,
            [
                .. Stages.Contract(operation),
                Stages.Duration(model.LeaseTicks) + " /* lease */",
                Stages.Duration(model.RetentionTicks) + " /* retention */",
                "global::IntentContracts.ConcurrentDuplicate." + model.OnConcurrent,
                "global::IntentContracts.FaultedClaim." + model.OnFault,
                modes.Argument(GuardWords.Idempotent),
            ]);
        Stages.WriteKey(writer, operation, model.KeyName, model.Key, lines);
        if (model.Scope is { } scope)
        {
            Stages.WriteKey(writer, operation, model.ScopeName, scope, lines);
        }
    }

    public IEnumerable<string> Before(StageScope scope)
    {
        var fingerprint = scope.Names.Fingerprint;
        yield return $"var {fingerprint} = new global::IntentContracts.Runtime.FingerprintBuilder();";
        foreach (var parameter in scope.Operation.Parameters.Where(p => p.IsInput))
        {
            yield return $"{fingerprint}.Add({CSharpText.Quote(parameter.Name.TrimStart('@'))}, {scope.Argument(parameter)});";
        }

        yield return "";
    }

    public IEnumerable<string> Arguments(StageScope scope)
    {
        var arguments = $"{scope.Operation.TypeParameters}({scope.Arguments})";
        return
        [
            scope.Guards,
            "in " + model.ContractName,
            model.Scope is null ? "\"\"" : scope.Receiver + model.ScopeName + arguments,
            scope.Receiver + model.KeyName + arguments,
            scope.Names.Fingerprint + ".Build()",
        ];
    }
}
