using System.Runtime.InteropServices;

namespace IntentContracts.Crash.Tests.Worker;

/// <summary>Kills this process, without any chance to clean up, when it comes to the chosen point.</summary>
internal sealed partial class KillSwitch(string point)
{
    private const int Kill = 9;

    public void At(string here)
    {
        if (here == point)
        {
            _ = Send(Environment.ProcessId, Kill);
            // The signal is on its way; nothing of this process must go on until it is there.
            Thread.Sleep(Timeout.Infinite);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Send(int process, int signal);
}
