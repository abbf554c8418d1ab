using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Shared;

namespace IntentContracts.Report.Tests;

/// <summary>A report of a large service, made up: a thousand entry points with some ten effects each, half a dozen steps away.</summary>
internal static class LargeReport
{
    private static readonly string[] s_owners = ["billing", "orders", "shipping", "catalogue", "accounts", ""];
    private static readonly string[] s_kinds = ["db read", "db write", "db commit", "http", "publish", "file write"];

    public static IntentReport Create(int entries)
    {
        var all = Enumerable.Range(0, entries).Select(Entry).ToList();
        var findings = all.Where((_, i) => i % 9 == 0).Select((e, i) => new FindingReport(
            i % 2 == 0 ? "IC1401" : "IC3101",
            i % 3 == 0 ? RuleSeverity.Error : RuleSeverity.Warning,
            i % 4 != 0,
            $"{e.Title} can do it twice: nothing on the path makes {e.Effects[0].Subject} idempotent",
            e.Effects[0].Place,
            [e.Title],
            e.Effects[0].Path,
            e.Owner,
            $"f{i}",
            i % 5 == 0 ? "the partner moves in spring (owner billing, until 2027-03-31)" : "")).ToList();
        return new("Shop.Api", all, findings, [], [], [], [], [], new(entries, entries * 10, 0, findings.Count, 0));
    }

    private static EntryReport Entry(int number)
    {
        var area = $"Area{number / 20}";
        var id = $"M:Shop.{area}.Endpoints{number}.Post";
        var owner = s_owners[number % s_owners.Length];
        return new(id, number % 3 == 0 ? "message" : "http", number % 3 == 0 ? $"{area}Event{number}" : $"POST /{area.ToLowerInvariant()}/things/{number}", number % 4 != 3, owner, $"Does thing {number} of {area}.", At($"src/{area}/Endpoints.cs", number), [.. Enumerable.Range(0, 10).Select(i => Effect(id, area, number, i))]);
    }

    private static EffectReport Effect(string entry, string area, int number, int i)
    {
        var path = new List<StepReport> { new(entry, $"Endpoints{number}.Post", At($"src/{area}/Endpoints.cs", number), Place.None, []) };
        for (var depth = 0; depth < 5; depth++)
        {
            path.Add(new($"M:Shop.{area}.Service{depth}.Run{i % (depth + 1)}", $"{area}Service{depth}.Run{i % (depth + 1)}", At($"src/{area}/Service{depth}.cs", 10), At($"src/{area}/Service{depth - 1}.cs", 20 + i), depth == 2 ? ["idempotent", "transaction"] : []));
        }

        IntentReportItem[] intents = number % 2 == 0 ? [new("Idempotent", "Key = \"request.Id\"", $"{area}Service2.Run0", At($"src/{area}/Service2.cs", 9))] : [];
        return new(s_kinds[(number + i) % s_kinds.Length], $"{area}Gateway.Do{i}", i % 7 != 0, path, At($"src/{area}/Service4.cs", 40 + i), s_owners[(number / 20 + i) % s_owners.Length], intents);
    }

    private static Place At(string file, int line) => new(file, line, 9, line, 40);
}
