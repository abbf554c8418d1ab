using IntentContracts.Generators.Model;
using IntentContracts.Shared;

namespace IntentContracts.Generators.Guards;

/// <summary>Runs the rest in one transaction.</summary>
internal sealed class TransactionStage(TransactionModel model, GuardModes modes) : IWaitingStage
{
    public string Guard => "TransactionGuard";

    public bool UsesGuards => false;

    public bool UsesRunner => true;

    public string Function(ShellNames names) => names.InTransaction;

    public void WriteHelpers(SourceWriter writer, Operation operation, LineDirectives lines, GuardModes modes)
    {
    }

    private string Propagation => model.Propagation == "Required" ? "" : ", global::IntentContracts.TransactionPropagation." + model.Propagation;

    public IEnumerable<string> Before(StageScope scope) => [];

    public IEnumerable<string> Arguments(StageScope scope)
    {
        var request = string.Join(", ", Stages.Contract(scope.Operation));
        return
        [
            scope.Runner,
            $"new global::IntentContracts.TransactionRequest({request}, global::System.Data.IsolationLevel.{model.Isolation}, {modes.Argument(GuardWords.Transaction)}{Propagation})",
        ];
    }
}
