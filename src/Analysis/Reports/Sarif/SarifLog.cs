using IntentContracts.Analysis.Reports.Json;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Reports.Sarif;

/// <summary>
/// intent.sarif: SARIF 2.1.0 (OASIS, 2020) with one run, in the subset that GitHub code scanning documents. It refuses two runs of one category, so
/// the category is the project's.
/// </summary>
internal static class SarifLog
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private const string InformationUri = "https://github.com/IntentContracts/IntentContracts";

    /// <param name="rules">Every rule that was judged, whether it has a finding or not.</param>
    public static string Write(IntentReport report, SarifOptions options, IReadOnlyList<RuleDescriptor> rules)
    {
        var json = new JsonWriter();
        using (json.Object())
        {
            json.Property("$schema", Schema);
            json.Property("version", "2.1.0");
            using (json.Array("runs"))
            using (json.Object())
            {
                Tool(json, options.ToolVersion, rules);

                // GitHub takes everything before the last '/' as the category; what follows would name the single run.
                using (json.Object("automationDetails"))
                {
                    json.Property("id", "IntentContracts/" + report.Project.Replace('/', '-') + "/");
                }

                json.Property("columnKind", "utf16CodeUnits");
                using (json.Array("results"))
                {
                    foreach (var finding in report.Findings)
                    {
                        SarifResult.Write(json, finding, options, rules);
                    }
                }
            }
        }

        return json.ToString();
    }

    private static void Tool(JsonWriter json, string version, IReadOnlyList<RuleDescriptor> rules)
    {
        using (json.Object("tool"))
        using (json.Object("driver"))
        {
            json.Property("name", "IntentContracts");
            if (version.Length > 0)
            {
                json.Property("version", version);
            }

            json.Property("informationUri", InformationUri);
            using (json.Array("rules"))
            {
                foreach (var rule in rules)
                {
                    Rule(json, rule);
                }
            }
        }
    }

    private static void Rule(JsonWriter json, RuleDescriptor rule)
    {
        using (json.Object())
        {
            json.Property("id", rule.Id);
            json.Property("name", SarifText.Name(rule.Title));
            Message(json, "shortDescription", rule.Title);
            Message(json, "fullDescription", rule.Title + ". Why, how to fix and how to except: " + rule.HelpLink);
            json.Property("helpUri", rule.HelpLink);
            Message(json, "help", "See " + rule.HelpLink);
            using (json.Object("defaultConfiguration"))
            {
                json.Property("level", SarifText.Level(rule.DefaultSeverity));
            }

            using (json.Object("properties"))
            {
                json.Property("tags", [rule.Area]);
            }
        }
    }

    private static void Message(JsonWriter json, string name, string text)
    {
        using (json.Object(name))
        {
            json.Property("text", text);
        }
    }
}
