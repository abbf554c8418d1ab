using System.CommandLine;
using IntentContracts.Cli.Terminals;

namespace IntentContracts.Cli.Commands;

/// <summary><c>intent completion</c>: a script that a shell runs, so that it asks the tool what can come next (System.CommandLine's <c>[suggest]</c>).</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> s_scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _intent() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(intent "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _intent intent

            """,
        ["zsh"] = """
            #compdef intent
            _intent() {
              local -a found
              found=("${(@f)$(intent "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
              compadd -a found
              [[ ${#found} -eq 0 ]] && _files
            }
            compdef _intent intent

            """,
        ["fish"] = """
            complete -c intent -f -a '(intent "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'

            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName intent -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                intent "[suggest:$cursorPosition]" "$commandAst" 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }

            """,
    };

    public static Command Make(Terminal terminal)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong([.. s_scripts.Keys.Order(StringComparer.Ordinal)]);
        var command = new Command("completion", "Prints the script that teaches a shell to complete this command.") { shell };
        command.SetAction(parsed =>
        {
            terminal.Raw(s_scripts[parsed.GetValue(shell)!].ReplaceLineEndings("\n"));
            return ExitCodes.Ok;
        });
        return command;
    }
}
