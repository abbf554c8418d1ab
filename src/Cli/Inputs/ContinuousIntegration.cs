using IntentContracts.Cli.Terminals;

namespace IntentContracts.Cli.Inputs;

/// <summary>Where nobody sits, nothing is accepted: the same variables as in IntentContracts.targets.</summary>
internal static class ContinuousIntegration
{
    private static readonly string[] s_flags = ["CI", "TF_BUILD", "GITHUB_ACTIONS", "GITLAB_CI", "BUILDKITE"];
    private static readonly string[] s_present = ["TEAMCITY_VERSION", "JENKINS_URL", "APPVEYOR", "CODEBUILD_BUILD_ID"];

    public static void Refuse(string what, Terminal terminal)
    {
        if (s_flags.Any(name => terminal.Environment(name) is { } value && (value.Equals("true", StringComparison.OrdinalIgnoreCase) || value == "1"))
            || s_present.Any(name => !string.IsNullOrEmpty(terminal.Environment(name))))
        {
            throw ToolException.Usage($"{what} is a decision, and continuous integration takes none: run it on your machine and commit what it writes");
        }
    }
}
