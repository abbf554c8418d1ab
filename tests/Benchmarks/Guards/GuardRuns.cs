using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace IntentContracts.Benchmarks.Guards;

/// <summary>All contenders of all guards in one run, and one table of it.</summary>
internal static class GuardRuns
{
    private static readonly string[] Contenders = ["Raw", "HandWritten", "Shell", "AspectInjector", "DispatchProxy", "Castle"];

    private static readonly Type[] Guards =
    [
        typeof(PassingRequires), typeof(PassingEnsures), typeof(OldValue), typeof(PropertySetter), typeof(Transition),
        typeof(LeafInvariant), typeof(Invariant),
        typeof(CompletedTaskEnsures), typeof(CompletedValueTaskEnsures), typeof(CompletedTaskInvariant), typeof(CompletedValueTaskInvariant), typeof(TrueAsync),
        typeof(Exclusive), typeof(Deadline), typeof(Retry), typeof(InMemoryClaim),
    ];

    /// <param name="filter">Part of the names of the guards to measure; empty for all.</param>
    public static void Measure(string filter)
    {
        // In process: a generated project would not see the repository's build settings. Many iterations, each shorter than a time slice: the fastest of them
        // is one in which nobody else had the processor, however busy the machine.
        var config = ManualConfig.CreateEmpty()
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "intent-benchmarks"))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(filter.Length > 0 ? ConsoleLogger.Default : NullLogger.Instance)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddJob(Job.Default.WithWarmupCount(60).WithIterationCount(100).WithIterationTime(TimeInterval.FromMilliseconds(2)).WithGcForce(false).WithToolchain(InProcessEmitToolchain.Instance));
        Console.WriteLine("| Guard | " + string.Join(" | ", Contenders) + " |");
        Console.WriteLine("|---|" + string.Concat(Contenders.Select(_ => "---|")));
        foreach (var guard in Guards.Where(g => g.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            Print(BenchmarkRunner.Run(guard, config), guard.Name);
        }
    }

    private static void Print(Summary summary, string name)
    {
        var cells = Contenders.Select(contender => summary.Reports.FirstOrDefault(r => r.BenchmarkCase.Descriptor.WorkloadMethod.Name == contender) is { ResultStatistics: { } statistics } report
            ? string.Create(CultureInfo.InvariantCulture, $"{statistics.Min:N2} ns / {report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0} B")
            : "–");
        Console.WriteLine($"| {name} | {string.Join(" | ", cells)} |");
    }
}
