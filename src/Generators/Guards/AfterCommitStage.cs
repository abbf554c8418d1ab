using IntentContracts.Generators.Parsing;
using IntentContracts.Generators.Model;

namespace IntentContracts.Generators.Guards;

/// <summary>Keeps everything inside until the boundary around has committed.</summary>
internal sealed class AfterCommitStage : IWaitingStage
{
    public string Guard => "AfterCommitGuard";

    public bool UsesGuards => false;

    public bool UsesRunner => false;

    public string Function(ShellNames names) => throw new InvalidOperationException("Nothing stands around what waits for a commit.");

    public void WriteHelpers(SourceWriter writer, Operation operation, LineDirectives lines, GuardModes modes)
    {
    }

    public IEnumerable<string> Before(StageScope scope) => [];

    public IEnumerable<string> Arguments(StageScope scope) => [CSharpText.Quote(scope.Operation.ContractId)];
}
