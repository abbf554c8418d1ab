using IntentContracts.Generators.Model;
using IntentContracts.Shared;

namespace IntentContracts.Generators.Guards;

/// <summary>Gives everything inside a time.</summary>
internal sealed class DeadlineStage(DeadlineModel model) : IWaitingStage
{
    public string Guard => "DeadlineGuard";

    public bool UsesGuards => true;

    public bool UsesRunner => false;

    public string Function(ShellNames names) => names.InTime;

    public void WriteHelpers(SourceWriter writer, Operation operation, LineDirectives lines, GuardModes modes) =>
        Stages.WriteContract(writer, "DeadlineContract", model.ContractName, [.. Stages.Contract(operation), Stages.Duration(model.Ticks, "at most"), modes.Argument(GuardWords.Deadline)]);

    public IEnumerable<string> Before(StageScope scope) => [];

    public IEnumerable<string> Arguments(StageScope scope) => [scope.Guards, "in " + model.ContractName];
}
