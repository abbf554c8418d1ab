using IntentContracts.Generators.Model;
using IntentContracts.Generators.Parsing;
using IntentContracts.Shared;

namespace IntentContracts.Generators.Guards;

/// <summary>Claims the key, and runs the rest at most once for it.</summary>
internal sealed class IdempotentStage(IdempotencyModel model, GuardModes modes) : IWaitingStage
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
                Stages.Duration(model.LeaseTicks, "lease"),
                Stages.Duration(model.RetentionTicks, "retention"),
                "global::IntentContracts.ConcurrentDuplicate." + model.OnConcurrent,
                "global::IntentContracts.FaultedClaim." + model.OnFault,
                modes.Argument(GuardWords.Idempotent),
                .. Further(),
            ]);
        Stages.WriteKey(writer, operation, model.KeyName, model.Key, lines);
        if (model.Scope is { } scope)
        {
            Stages.WriteKey(writer, operation, model.ScopeName, scope, lines);
        }
    }

    public IEnumerable<string> Before(StageScope scope)
    {
        var names = scope.Names;
        var arguments = $"{scope.Operation.TypeParameters}({scope.Arguments})";
        yield return $"var {names.Key} = \"\";";
        if (model.Scope is not null)
        {
            yield return $"var {names.Whose} = \"\";";
        }

        yield return $"var {names.Fingerprint} = new global::IntentContracts.Runtime.FingerprintBuilder();";
        var statements = new List<string> { $"{names.Key} = {scope.Receiver}{model.KeyName}{arguments};" };
        if (TypeArguments(scope) is { Length: > 0 } types)
        {
            // Of other types it is another member.
            statements.Add($"{scope.Names.Key} = global::IntentContracts.Runtime.IdempotencyKey.Of({scope.Names.Key}, {types});");
        }

        if (model.Scope is not null)
        {
            statements.Add($"{names.Whose} = {scope.Receiver}{model.ScopeName}{arguments};");
        }

        statements.AddRange(scope.Operation.Parameters.Where(p => p.IsInput)
            .Select(p => $"{names.Fingerprint}.Add({CSharpText.Quote(p.Name.TrimStart('@'))}, {scope.Argument(p)});"));
        foreach (var line in Stages.Guarded(scope, "Idempotent", modes.Argument(GuardWords.Idempotent), statements))
        {
            yield return line;
        }
    }

    public IEnumerable<string> Arguments(StageScope scope) =>
    [
        scope.Guards,
        "in " + model.ContractName,
        model.Scope is null ? "\"\"" : scope.Names.Whose,
        scope.Names.Key,
        scope.Names.Fingerprint + ".Build()",
        .. scope.Runner.Length > 0 && InTransaction(scope.Operation) ? new[] { scope.Runner } : [],
    ];

    private static string TypeArguments(StageScope scope)
    {
        var parameters = scope.Operation.TypeParameters.Trim('<', '>').Split(',').Select(p => p.Trim()).Where(p => p.Length > 0);
        var declaring = scope.TypeReference.Contains('<') ? new[] { scope.TypeReference } : [];
        return string.Join(", ", declaring.Concat(parameters).Select(t => $"typeof({t})"));
    }

    // A claim can only be made in a transaction that is really opened.
    private bool InTransaction(Operation operation) =>
        operation.Waiting.Transaction is not null && modes.Of(GuardWords.Transaction) == GuardCeiling.Enforce;

    private IEnumerable<string> Further()
    {
        if (model.ReplayFailures.Count > 0)
        {
            yield return $"ReplayFailures: new global::System.Type[] {{ {string.Join(", ", model.ReplayFailures.Select(t => $"typeof({t})"))} }}";
        }

        if (model.MarksEffects)
        {
            yield return "MarksEffects: true";
        }
    }
}
