using IntentContracts.Analysis;
using Microsoft.Build.Framework;

namespace IntentContracts.Tasks;

/// <summary>
/// Begins to read the references while the compiler, a process of its own, works on the project: <see cref="CheckIntent" /> then finds most of what it asks for. It says nothing and never fails a build; without it the check does the same work later.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class ReadFactsAhead : Microsoft.Build.Utilities.Task
{
    /// <summary>The assembly that the compiler is about to write.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>The project file.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>As <see cref="CheckIntent" /> gets them.</summary>
    public ITaskItem[] References { get; set; } = [];

    /// <summary>Where intent.sarif and intent.json will go.</summary>
    [Required]
    public string MachineFolder { get; set; } = "";

    /// <summary>What runs on after <see cref="Execute" />.</summary>
    internal Task Reading { get; private set; } = Task.CompletedTask;

    /// <inheritdoc />
    public override bool Execute()
    {
        try
        {
            var facts = FactsOfTheBuild.Of(BuildEngine);
            var (own, _) = Configuration.References.Read(References);
            Reading = Task.Factory.StartNew(
                () => IntentCheck.ReadAhead(own, new(Assembly, Path.GetDirectoryName(ProjectFile)), FactsOfTheBuild.Folder(MachineFolder), facts),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }
#pragma warning disable CA1031 // nothing depends on it: the check reads what is not read, and tells of what cannot be
        catch (Exception e)
        {
            Log.LogMessage(MessageImportance.Low, e.ToString());
        }
#pragma warning restore CA1031
        return true;
    }
}
