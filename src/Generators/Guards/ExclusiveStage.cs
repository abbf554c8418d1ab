using IntentContracts.Generators.Model;
using IntentContracts.Generators.Parsing;
using IntentContracts.Shared;

namespace IntentContracts.Generators.Guards;

/// <summary>Holds the lock of a key while the rest runs.</summary>
internal sealed class ExclusiveStage(ExclusiveModel model, GuardModes modes) : IWaitingStage
{
    public string Guard => "ExclusiveGuard";

    public bool UsesGuards => true;

    public bool UsesRunner => false;

    public string Function(ShellNames names) => names.Exclusively;

    public void WriteHelpers(SourceWriter writer, Operation operation, LineDirectives lines, GuardModes modes)
    {
        Stages.WriteContract(writer, "ExclusiveContract", model.ContractName, [.. Stages.Contract(operation), CSharpText.Quote(model.Group), modes.Argument(GuardWords.Exclusive)]);
        Stages.WriteKey(writer, operation, model.KeyName, model.Key, lines);
    }

    public IEnumerable<string> Before(StageScope scope) =>
    [
        $"var {scope.Names.Key} = \"\";",
        .. Stages.Guarded(
            scope,
            "Exclusive",
            modes.Argument(GuardWords.Exclusive),
            [$"{scope.Names.Key} = {scope.Receiver}{model.KeyName}{scope.Operation.TypeParameters}({scope.Arguments});"]),
    ];

    public IEnumerable<string> Arguments(StageScope scope) => [scope.Guards, "in " + model.ContractName, scope.Names.Key];
}
