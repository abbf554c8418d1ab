using IntentContracts.Generators.Model;

namespace IntentContracts.Generators.Guards;

/// <summary>One guard that takes part in the operation's task.</summary>
internal interface IWaitingStage
{
    /// <summary>The class of the run-time library whose <c>RunAsync</c> is the guard.</summary>
    string Guard { get; }

    bool UsesGuards { get; }

    bool UsesRunner { get; }

    /// <summary>The local function that runs it inside another guard.</summary>
    string Function(ShellNames names);

    /// <summary>Members beside the shell: the contract as data, the expressions as methods of their own, so that a name in them can mean nothing but a parameter or a member.</summary>
    void WriteHelpers(SourceWriter writer, Operation operation, LineDirectives lines, GuardModes modes);

    /// <summary>Statements before the call.</summary>
    IEnumerable<string> Before(StageScope scope);

    /// <summary>Arguments of the call, before those that every guard has.</summary>
    IEnumerable<string> Arguments(StageScope scope);
}
