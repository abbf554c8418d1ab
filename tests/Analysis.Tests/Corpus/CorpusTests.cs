using Microsoft.CodeAnalysis;

namespace IntentContracts.Analysis.Tests.Corpus;

/// <summary>Every expected finding of the corpus at its line, and nothing else, whatever the configuration.</summary>
public sealed class CorpusTests
{
    /// <summary>Which rules an area is about, and how many cases it needs.</summary>
    private static readonly Dictionary<string, (int Least, string[] Rules)> Areas = new(StringComparer.Ordinal)
    {
        ["Blocking"] = (40, ["IC3001", "IC3002"]),
        ["Swallowing"] = (40, ["IC2102", "IC2103", "IC2105"]),
        ["QueriesPerItem"] = (40, ["IC3101", "IC3102"]),
        ["Retries"] = (40, ["IC1301", "IC1302", "IC1304", "IC1306", "IC1307"]),
        ["Transactions"] = (25, ["IC1101", "IC1102", "IC1103", "IC1104", "IC1105", "IC1106", "IC1108", "IC1109"]),
        ["Locks"] = (25, ["IC1001", "IC1002", "IC1005", "IC1006", "IC1007"]),
    };

    public static TheoryData<string, string> AreasAndConfigurations
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var area in Areas.Keys)
            {
                data.Add(area, "debug");
                data.Add(area, "release");
                data.Add(area, "release, embedded symbols");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(AreasAndConfigurations))]
    public void An_area_is_found_line_by_line(string area, string configuration)
    {
        var source = CorpusSource.Of(area);
        var found = CorpusCheck.Run(source, Configuration(configuration)).Where(f => Areas[area].Rules.Contains(Rule(f))).ToList();
        var expected = source.Expected.ToList();

        var missing = Less(expected, [.. found.Select(Place)]);
        var surplus = Less([.. found.Select(Place)], expected);
        Assert.True(
            missing.Count + surplus.Count == 0,
            $"{area}, {configuration}\nmissing:\n{string.Join('\n', missing)}\nsurplus:\n{string.Join('\n', found.Where(f => surplus.Contains(Place(f))))}");
    }

    [Fact]
    public void Every_area_has_its_cases_and_half_of_them_are_look_alikes()
    {
        foreach (var (area, (least, _)) in Areas)
        {
            var cases = CorpusSource.Of(area).Cases.Where(c => c.File.Contains("/" + area + "/", StringComparison.Ordinal)).ToList();
            Assert.True(cases.Count >= least, $"{area} has {cases.Count} cases, not {least}");
            Assert.InRange(cases.Count(c => c.IsLookAlike) / (double)cases.Count, 0.4, 0.65);
            Assert.All(cases, c => Assert.True(c.IsLookAlike == (c.Expected.Count == 0), $"{c.File}({c.Line}): {(c.IsLookAlike ? "a look-alike expects a finding" : "a case expects none")}"));
        }
    }

    private static CompileAs Configuration(string name) => name switch
    {
        "debug" => CompileAs.Debug,
        "release" => CompileAs.Release,
        _ => CompileAs.Release with { EmbedSymbols = true },
    };

    private static string Place(string finding) => finding.Split('\t')[0];

    private static string Rule(string finding) => Place(finding)[^6..];

    private static List<string> Less(List<string> from, List<string> minus)
    {
        var left = new List<string>(minus);
        return [.. from.Where(item => !left.Remove(item)).Order(StringComparer.Ordinal)];
    }
}
