using System.Diagnostics;
using System.Globalization;
using IntentContracts.Analysis;
using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Findings;
using IntentContracts.Analysis.Findings.Baselines;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Reports;
using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Benchmarks.Scale;

/// <summary>
/// What the check of a whole solution costs, phase by phase, against the size of the solution. Processor time of this process, since that hardly minds what else the machine does; the smallest of several rounds after two that compile.
/// </summary>
internal static class ScaleRuns
{
    private static readonly string[] Phases = ["facts", "facts kept", "graph", "rules", "reports", "whole, kept"];

    public static void Measure(IReadOnlyList<int> sizes, CheckScope scope, int rounds)
    {
        Console.WriteLine($"scope {scope}; processor ms, smallest of {rounds} rounds; allocated MB of a whole check with kept facts, and what lives at its end");
        Console.WriteLine($"{"projects",8} {"lines",8} {"methods",8} {"edges",8} {string.Concat(Phases.Select(p => $"{p,12}"))} {"allocated",10} {"live",8} {"findings",9}");
        foreach (var size in sizes)
        {
            var folder = Directory.CreateTempSubdirectory("intent-scale-");
            try
            {
                One(SyntheticSolution.Of(size), folder.FullName, scope, rounds);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
    }

    /// <summary>The same for assemblies that somebody has built: the last one is the program.</summary>
    public static void Measure(IReadOnlyList<string> assemblies, CheckScope scope, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("intent-scale-");
        try
        {
            Console.WriteLine($"scope {scope}: {string.Join(", ", Phases)}, allocated MB, live MB, findings");
            Print(assemblies.Count, 0, assemblies, folder.FullName, scope, rounds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void One(IReadOnlyList<SyntheticProject> projects, string folder, CheckScope scope, int rounds) =>
        Print(projects.Count, SyntheticAssemblies.Lines(projects), SyntheticAssemblies.Write(projects, folder), folder, scope, rounds);

    private static void Print(int projects, int lines, IReadOnlyList<string> assemblies, string folder, CheckScope scope, int rounds)
    {
        var options = Options(assemblies, folder, scope);
        var best = Enumerable.Repeat(double.MaxValue, Phases.Length).ToArray();
        var (methods, edges, findings, allocated, live) = (0, 0, 0, 0L, 0L);
        for (var round = 0; round < rounds + 2; round++)
        {
            var times = new double[Phases.Length];
            GC.Collect();
            var clock = new Clock();
            _ = new OwnAssemblies(options with { FactsFolder = "" }, new());
            times[0] = clock.Next();
            var facts = new OwnAssemblies(options, new());
            times[1] = clock.Next();
            var catalogue = new Catalogue(BuiltInCatalogues.Read());
            var graph = GraphBuilder.Build(facts.All, catalogue);
            times[2] = clock.Next();
            var entries = new EntryPoints(graph, catalogue, [], facts.Built?.Name, scope == CheckScope.All).Find();
            var context = new RuleContext(graph, catalogue, scope, facts.Built, entries, new Ownership(graph), true, false, [], facts.Unreadable);
            var places = new SourceMap(options, facts.ProjectDirectories, static _ => null);
            var manifests = facts.All.ToDictionary(a => a.Name, a => a.Manifest, StringComparer.Ordinal);
            var severities = new Severities(new Levels(options.Mode, options.Levels), [], facts.Built!.Manifest, manifests);
            var found = new FindingPipeline(graph, places, severities, options.Today, BaselineFile.Of("", BaselineMode.Check, null)).Run(context, []);
            times[3] = clock.Next();
            ReportWriter.Write(new ReportBuilder(options.Project, context, found, places).Build(), DocumentLinks.Of(options));
            times[4] = clock.Next();
            (methods, edges, findings) = (graph.Nodes.Count, graph.Nodes.Sum(n => n.Edges.Count), found.Findings.Count);
            (facts, graph, context, found) = (null, null, null, null);
            GC.Collect();
            clock.Next();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var result = IntentCheck.Run(options);
            times[5] = clock.Next();
            allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            live = GC.GetTotalMemory(forceFullCollection: false);
            GC.KeepAlive(result);
            for (var p = 0; p < times.Length && round >= 2; p++)
            {
                best[p] = Math.Min(best[p], times[p]);
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{projects,8} {lines,8} {methods,8} {edges,8} {string.Concat(best.Select(t => $"{t,12:F0}"))} {allocated / 1048576.0,10:F0} {live / 1048576.0,8:F0} {findings,9}"));
    }

    /// <summary>The last assembly is the program. All are kept as facts: a build would still read the program's own, which it has just compiled.</summary>
    private static CheckOptions Options(IReadOnlyList<string> assemblies, string folder, CheckScope scope) => new()
    {
        Project = "App",
        ProjectFile = "/src/App/App.csproj",
        SourceRoot = "/src",
        Assembly = new(assemblies[assemblies.Count - 1], null),
        OwnReferences = [.. assemblies.Take(assemblies.Count - 1).Select(path => new OwnAssembly(path, null))],
        FactsFolder = Path.Combine(folder, "facts"),
        Mode = CheckMode.Observe,
        Scope = scope,
        IsProgram = true,
        Today = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };

    private sealed class Clock
    {
        private double _last = Now();

        public double Next()
        {
            var now = Now();
            var passed = now - _last;
            _last = Now();
            return passed;
        }

        private static double Now()
        {
            using var self = Process.GetCurrentProcess();
            return self.TotalProcessorTime.TotalMilliseconds;
        }
    }
}
