using IntentContracts.Cli.Commands;
using IntentContracts.Cli.Terminals;

return await IntentTool.RunAsync(args, Terminal.OfProcess());
