using IntentContracts.Analysis;

namespace IntentContracts.Tasks.Configuration;

/// <summary>What the build was told to do with the lock. A build server only checks: what it wrote, nobody would have reviewed.</summary>
internal static class LockSettings
{
    public static CheckLock Mode(string mode, bool isContinuousIntegration)
    {
        var read = mode.Length == 0 ? CheckLock.Check : Word.Read<CheckLock>("IntentLock", mode, []);
        return read == CheckLock.Accept && isContinuousIntegration
            ? throw new ConfigurationException("IntentLock is Accept on a build server, which checks the lock and never writes it: run dotnet build -p:IntentLock=Accept where the change is made, and commit intent.lock (IntentContinuousIntegration=false says that this is no build server)")
            : read;
    }

    public static bool? Bodies(string bodies) => bodies.Length == 0 ? null
        : bool.TryParse(bodies, out var locks) ? locks
        : throw new ConfigurationException($"IntentLockBodies is '{bodies}': use true or false");

    public static string Approve(string members, string by, bool isContinuousIntegration)
    {
        if (members.Trim().Length == 0)
        {
            return "";
        }

        return isContinuousIntegration ? throw new ConfigurationException("IntentApprove on a build server: the owner approves where the change is made, and intent.lock is committed")
            : by.Trim().Length == 0 ? throw new ConfigurationException("IntentApprove needs a name: add -p:IntentApprovedBy=…, or run 'intent approve', which asks git for yours")
            : members.Trim();
    }
}
