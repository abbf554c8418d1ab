using IntentContracts.Analysis;
using Microsoft.Build.Utilities;

namespace IntentContracts.Tasks.Output;

/// <summary>
/// Says a diagnostic so that MSBuild prints it exactly as the compiler would: <c>File.cs(4,5): error IC1401: … [App.csproj]</c>. That form needs a null
/// subcategory and both end positions zero. The help link makes the id a hyperlink in the terminal.
/// </summary>
internal sealed class DiagnosticLog(TaskLoggingHelper log)
{
    public void Say(CheckDiagnostic diagnostic)
    {
        var message = OneLine(diagnostic.Message);
        if (diagnostic.Severity == DiagnosticSeverity.Error)
        {
            log.LogError(null, diagnostic.RuleId, null, diagnostic.HelpLink, diagnostic.File, diagnostic.Line, diagnostic.Column, 0, 0, message);
        }
        else
        {
            log.LogWarning(null, diagnostic.RuleId, null, diagnostic.HelpLink, diagnostic.File, diagnostic.Line, diagnostic.Column, 0, 0, message);
        }
    }

    /// <summary>Each further line would repeat the prefix and become a diagnostic of its own in CI systems.</summary>
    private static string OneLine(string message) => message.Replace("\r\n", " ").Replace('\n', ' ').Replace('\r', ' ');
}
