using System.Diagnostics;
using IntentContracts.Crash.Tests.Worker;

namespace IntentContracts.Crash.Tests;

/// <summary>A worker in a process of its own.</summary>
internal sealed class WorkerProcess : IDisposable
{
    /// <summary>128 + SIGKILL, as the runtime and shells report it.</summary>
    public const int Killed = 137;

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private WorkerProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static WorkerProcess Start(string verb, Setting setting, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(WorkerProcess).Assembly.Location, verb, setting.Home, setting.Store, setting.Connection, setting.File, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new(Process.Start(start)!);
    }

    public bool HasExited => _process.HasExited;

    /// <summary>SIGKILL: no handler, no finally, no flush.</summary>
    public void Kill() => _process.Kill();

    /// <returns>What it wrote until it ended or was killed.</returns>
    public async Task<(int ExitCode, string Output)> EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await _process.WaitForExitAsync(patience.Token);
        var errors = await _errors;
        if (_process.ExitCode is not (0 or Killed))
        {
            throw new InvalidOperationException($"The worker ended with {_process.ExitCode}: {errors}");
        }

        return (_process.ExitCode, (await _output).TrimEnd());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
