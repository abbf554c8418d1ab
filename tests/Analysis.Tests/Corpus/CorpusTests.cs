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
        ["Retries"] = (40, ["IC1301", "IC1302", "IC1304", "IC1306", "IC1307", "IC1308"]),
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
        var found = CorpusCheck.Of(configuration).Where(f => IsIn(area, f) && Areas[area].Rules.Contains(Rule(f))).ToList();
        Compare(CorpusSource.All.Expected.Where(e => IsIn(area, e) && Areas[area].Rules.Contains(Rule(e))), found, $"{area}, {configuration}");
    }

    /// <summary>A case of one area is code like any other: what the rules of the other areas say of it must be right, too.</summary>
    [Theory]
    [InlineData("debug")]
    [InlineData("release")]
    [InlineData("release, embedded symbols")]
    public void Nothing_else_is_found(string configuration)
    {
        var rules = Areas.Values.SelectMany(a => a.Rules).ToHashSet(StringComparer.Ordinal);
        Compare(CorpusSource.All.Expected, [.. CorpusCheck.Of(configuration).Where(f => rules.Contains(Rule(f)))], configuration);
    }

    [Fact]
    public void Every_area_has_its_cases_and_half_of_them_are_look_alikes()
    {
        foreach (var (area, (least, _)) in Areas)
        {
            var cases = CorpusSource.All.Cases.Where(c => IsIn(area, c.File)).ToList();
            Assert.True(cases.Count >= least, $"{area} has {cases.Count} cases, not {least}");
            Assert.InRange(cases.Count(c => c.IsLookAlike) / (double)cases.Count, 0.4, 0.65);
            Assert.All(cases, c => Assert.True(
                c.IsLookAlike != c.Expected.Any(e => Areas[area].Rules.Contains(Rule(e))),
                $"{c.File}({c.Line}): {(c.IsLookAlike ? "a look-alike expects a finding" : "a case expects none")}"));
        }
    }

    private static void Compare(IEnumerable<string> expected, List<string> found, string what)
    {
        var wanted = expected.ToList();
        var places = found.ConvertAll(Place);
        var missing = Less(wanted, places);
        var surplus = Less(places, wanted);
        Assert.True(
            missing.Count + surplus.Count == 0,
            $"{what}\nmissing:\n{string.Join('\n', missing)}\nsurplus:\n{string.Join('\n', found.Where(f => surplus.Contains(Place(f))))}");
    }

    private static bool IsIn(string area, string place) => place.Contains("/" + area + "/", StringComparison.Ordinal);

    private static string Place(string finding) => finding.Split('\t')[0];

    private static string Rule(string finding) => Place(finding)[^6..];

    private static List<string> Less(List<string> from, List<string> minus)
    {
        var left = new List<string>(minus);
        return [.. from.Where(item => !left.Remove(item)).Order(StringComparer.Ordinal)];
    }
}
