using System.Globalization;

namespace IntentContracts.Benchmarks.Scale;

/// <summary>A project of the synthetic solution: its sources by file name, and the projects that it references.</summary>
internal sealed record SyntheticProject(string Name, bool IsProgram, IReadOnlyList<string> References, IReadOnlyDictionary<string, string> Files);

/// <summary>
/// A solution in layers, as large as one asks for: entities and ports, a context and repositories over EF Core for each of them, services with gateways, caches, locks and retries, features that are critical paths, and a program that
/// registers all of it. Every tenth service has the mistakes that the rules look for. The same number gives the same sources.
/// </summary>
internal static class SyntheticSolution
{
    /// <summary>What one project of each layer holds, so that a project has about a hundred methods.</summary>
    private const int Things = 6;

    public static IReadOnlyList<SyntheticProject> Of(int projects)
    {
        var slices = Math.Max(1, (projects - 1) / 4);
        var all = new List<SyntheticProject>();
        for (var s = 0; s < slices; s++)
        {
            var slice = s;
            var before = s == 0 ? [] : new[] { s - 1, s / 2 }.Distinct().ToArray();
            all.Add(Project($"Domain{s}", [], t => SyntheticSource.Domain(slice, t)));
            all.Add(Project($"Data{s}", [$"Domain{s}"], t => SyntheticSource.Data(slice, t), ("Context.cs", SyntheticSource.Context(s, Things))));

            // A slice calls the ones before it: chains of calls get longer with the solution, as they do.
            all.Add(Project($"Services{s}", [$"Domain{s}", .. before.Select(b => $"Domain{b}"), .. before.Select(b => $"Services{b}")], t => SyntheticSource.Service(slice, t, before)));
            all.Add(Project($"Features{s}", [$"Services{s}", $"Domain{s}"], t => SyntheticSource.Feature(slice, t)));
        }

        var layers = Enumerable.Range(0, slices).SelectMany(s => new[] { $"Domain{s}", $"Data{s}", $"Services{s}", $"Features{s}" }).ToList();
        all.Add(new("App", IsProgram: true, layers, new Dictionary<string, string> { ["Program.cs"] = SyntheticSource.Program(slices, Things) }));
        return all;
    }

    private static SyntheticProject Project(string name, IReadOnlyList<string> references, Func<int, string> file, params (string Name, string Text)[] more)
    {
        var files = Enumerable.Range(0, Things).ToDictionary(t => string.Create(CultureInfo.InvariantCulture, $"Thing{t}.cs"), file);
        foreach (var (fileName, text) in more)
        {
            files.Add(fileName, text);
        }

        return new(name, IsProgram: false, [.. references.Distinct()], files);
    }
}
