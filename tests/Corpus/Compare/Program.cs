using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using IntentContracts.Analysis;

// Reads what analyzers said of the corpus (SARIF of the compiler) and what the corpus expects, and prints one table: how much of what is expected each of them finds at its line, and how much of what it says is expected.
// Usage: compare <repository root> <compiler's sarif files> <corpus assembly> <assembly below it>

var root = args[0];
var rules = ReadRules(Path.Combine(root, "tests", "Corpus", "Compare", "rules.txt"));
var expected = ReadExpectations(Path.Combine(root, "tests", "Corpus"));
var theirs = ReadSarif(args[1]);
var ours = Check(args[2], args[3]);
string[] areas = ["Blocking", "Swallowing", "QueriesPerItem", "Retries", "Transactions", "Locks"];

Console.WriteLine("| | " + string.Join(" | ", areas.Select(a => $"{a} ({expected.Count(e => e.Area == a)} expected)")) + " |");
Console.WriteLine("| --- |" + string.Concat(Enumerable.Repeat(" --- |", areas.Length)));
foreach (var (tool, name) in new[]
{
    ("vsthrd", "Microsoft.VisualStudio.Threading.Analyzers"), ("meziantou", "Meziantou.Analyzer"), ("sonar", "SonarAnalyzer.CSharp"), ("roslynator", "Roslynator.Analyzers"), ("asyncfixer", "AsyncFixer"),
    ("dotnet", ".NET analyzers"), ("", "all of these together"),
})
{
    Console.WriteLine($"| {name} | " + string.Join(" | ", areas.Select(area => Cell(theirs, area, rules.Where(r => (tool.Length == 0 || r.Tool == tool) && r.Area == area).SelectMany(r => r.Ids).ToHashSet()))) + " |");
}

var own = expected.SelectMany(e => e.Rules).ToHashSet();
Console.WriteLine("| **IntentContracts** | " + string.Join(" | ", areas.Select(area => Cell(ours, area, own))) + " |");

string Cell(List<(string File, int Line, string Rule)> found, string area, HashSet<string> ids)
{
    if (ids.Count == 0)
    {
        return "no rule";
    }

    var wanted = expected.Where(e => e.Area == area).Select(e => (e.File, e.Line)).ToHashSet();
    var said = found.Where(f => ids.Contains(f.Rule) && f.File.Contains("/" + area + "/", StringComparison.Ordinal)).Select(f => (f.File, f.Line)).ToHashSet();
    var hits = wanted.Count(said.Contains);
    var precision = said.Count == 0 ? "–" : Percent(said.Count(wanted.Contains), said.Count);
    return $"recall {Percent(hits, wanted.Count)}, precision {precision}";
}

static string Percent(int part, int whole) => whole == 0 ? "–" : (100.0 * part / whole).ToString("0", CultureInfo.InvariantCulture) + " %";

static List<(string Tool, string Area, string[] Ids)> ReadRules(string path) =>
[
    .. File.ReadLines(path).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(w => (w[0], w[1], w[2..])),
];

static List<(string File, int Line, string Area, string[] Rules)> ReadExpectations(string folder)
{
    var expectation = new Regex(@"// expect: (IC[0-9]{4}(?:, IC[0-9]{4})*)\s*$");
    var found = new List<(string, int, string, string[])>();
    foreach (var assembly in new[] { "App", "Library" })
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, assembly), "*.cs", SearchOption.AllDirectories))
        {
            var relative = assembly + "/" + Path.GetRelativePath(Path.Combine(folder, assembly), path).Replace('\\', '/');
            var lines = File.ReadAllLines(path);
            for (var i = 0; i < lines.Length; i++)
            {
                if (expectation.Match(lines[i]) is { Success: true } match)
                {
                    found.Add((relative, i + 1, relative.Split('/')[1], match.Groups[1].Value.Split(", ")));
                }
            }
        }
    }

    return found;
}

static List<(string File, int Line, string Rule)> Check(string app, string library)
{
    var result = IntentCheck.Run(new CheckOptions
    {
        Project = "Corpus",
        ProjectFile = Path.GetFullPath(app),
        SourceRoot = Path.GetDirectoryName(Path.GetFullPath(app))!,
        Assembly = new(Path.GetFullPath(app), null),
        OwnReferences = [new OwnAssembly(Path.GetFullPath(library), null)],
        Scope = CheckScope.All,
        IsProgram = true,
        Today = new DateTime(2026, 1, 1),
    });
    return
    [
        .. result.Diagnostics.Select(d => (Regex.Match(d.File.Replace('\\', '/'), "(App|Library)/.*$").Value, d.Line, d.RuleId)).Where(f => f.Value.Length > 0),
    ];
}

// SARIF 2.1 of the compiler; paths are cut down to what stands below tests/Corpus.
static List<(string File, int Line, string Rule)> ReadSarif(string paths)
{
    var found = new List<(string, int, string)>();
    foreach (var path in paths.Split(Path.PathSeparator))
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        foreach (var result in document.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray())
        {
            if (!result.TryGetProperty("locations", out var locations) || locations.GetArrayLength() == 0)
            {
                continue;
            }

            var place = locations[0].GetProperty("physicalLocation");
            var uri = place.GetProperty("artifactLocation").GetProperty("uri").GetString()!;
            var at = Regex.Match(uri, "(App|Library)/.*$");
            if (at.Success)
            {
                found.Add((at.Value, place.GetProperty("region").GetProperty("startLine").GetInt32(), result.GetProperty("ruleId").GetString()!));
            }
        }
    }

    return found;
}
