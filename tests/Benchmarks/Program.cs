using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using IntentContracts.Analysis;
using IntentContracts.Benchmarks;
using IntentContracts.Benchmarks.Guards;
using IntentContracts.Benchmarks.Scale;

switch (args)
{
    case ["one", var name]:
        ColdRuns.One(name);
        return 0;
    case ["cold"]:
        ColdRuns.Measure(runs: 7);
        return 0;
    case ["warm"]:
        Agreement.Check(FrameworkFiles.Find());

        // In process: the decoder under test is internal, and a generated project would not see the repository's build settings.
        BenchmarkRunner.Run<ExtractionBenchmarks>(DefaultConfig.Instance
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "intent-benchmarks"))
            .AddJob(Job.ShortRun.WithWarmupCount(2).WithIterationCount(5).WithToolchain(InProcessEmitToolchain.Instance)));
        return 0;
    case ["guards", ..]:
        GuardRuns.Measure(args.Length > 1 ? args[1] : "");
        return 0;
    case ["generator"]:
        GeneratorRuns.Measure(typesPerFile: 1, edits: 60);
        GeneratorRuns.Measure(typesPerFile: 10, edits: 60);
        return 0;
    case ["scale", .. var sizes]:
        foreach (var scope in new[] { CheckScope.CriticalPaths, CheckScope.All })
        {
            ScaleRuns.Measure(sizes.Length == 0 ? [25, 50, 100, 200] : [.. sizes.Select(size => int.Parse(size, CultureInfo.InvariantCulture))], scope, rounds: 5);
        }

        return 0;
    case ["check", .. var assemblies] when assemblies.Length > 0:
        ScaleRuns.Measure(assemblies, CheckScope.All, rounds: 5);
        return 0;
    case ["synthetic", var folder, var projects, var reference]:
        SyntheticFolder.Write(SyntheticSolution.Of(int.Parse(projects, CultureInfo.InvariantCulture)), folder, reference);
        return 0;
    case ["stores"]:
        foreach (var type in new[] { typeof(IntentContracts.Benchmarks.Stores.ClaimAndComplete), typeof(IntentContracts.Benchmarks.Stores.OneBoundary) })
        {
            BenchmarkRunner.Run(type, DefaultConfig.Instance
                .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "intent-benchmarks"))
                .AddJob(Job.ShortRun.WithWarmupCount(2).WithIterationCount(5).WithToolchain(InProcessEmitToolchain.Instance)));
        }

        return 0;
    default:
        Console.Error.WriteLine("usage: cold | warm | guards [filter] | generator | scale [projects …] | check <assemblies, the program last> | synthetic <folder> <projects> <package version> | stores");
        return 2;
}
