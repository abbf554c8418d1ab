using System.Globalization;
using IntentContracts.Generators.Model;
using IntentContracts.Shared;

namespace IntentContracts.Generators.Guards;

/// <summary>Runs the rest again when it fails.</summary>
internal sealed class RetryStage(RetryModel model) : IWaitingStage
{
    public string Guard => "RetryGuard";

    public bool UsesGuards => true;

    public bool UsesRunner => false;

    public string Function(ShellNames names) => names.Repeatedly;

    public void WriteHelpers(SourceWriter writer, Operation operation, LineDirectives lines, GuardModes modes)
    {
        var on = string.Join(", ", model.On.Select(t => $"typeof({t})"));
        Stages.WriteContract(
            writer,
            "RetryContract",
            model.ContractName,
            [
                .. Stages.Contract(operation),
                model.MaxAttempts.ToString(CultureInfo.InvariantCulture) + " /* attempts */",
                Stages.Duration(model.BaseDelayTicks, "base delay"),
                Stages.Duration(model.MaxDelayTicks, "longest delay"),
                model.Budget.ToString(CultureInfo.InvariantCulture) + " /* budget */",
                on.Length == 0 ? "global::System.Type.EmptyTypes" : $"new global::System.Type[] {{ {on} }}",
                modes.Argument(GuardWords.Retry),
            ]);
    }

    public IEnumerable<string> Before(StageScope scope) => [];

    public IEnumerable<string> Arguments(StageScope scope) => [scope.Guards, model.ContractName];
}
