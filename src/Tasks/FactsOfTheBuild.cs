using IntentContracts.Analysis.Facts;
using Microsoft.Build.Framework;

namespace IntentContracts.Tasks;

/// <summary>What the projects of one build share, as long as MSBuild builds them in one process.</summary>
internal static class FactsOfTheBuild
{
    /// <summary>The facts that the tasks of this build have read, or are reading.</summary>
    public static SharedFacts Of(IBuildEngine? buildEngine)
    {
        if (buildEngine is not IBuildEngine4 engine)
        {
            return new();
        }

        // By the tool's own identity: a build can load two versions of it.
        var key = (typeof(SharedFacts).FullName, typeof(SharedFacts).Module.ModuleVersionId);
        if (engine.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) is not SharedFacts facts)
        {
            facts = new();
            engine.RegisterTaskObject(key, facts, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: true);
        }

        return facts;
    }

    /// <summary>Where a project keeps what it has read, for its next build.</summary>
    public static string Folder(string machineFolder) => Path.Combine(machineFolder, "facts");
}
