using IntentContracts.Analysis.Reports.Json;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Reports.Sarif;

/// <summary>One finding as a SARIF result, its path as a code flow.</summary>
internal static class SarifResult
{
    public static void Write(JsonWriter json, FindingReport finding, SarifOptions options, IReadOnlyList<RuleDescriptor> rules)
    {
        using (json.Object())
        {
            json.Property("ruleId", finding.RuleId);
            json.Property("ruleIndex", RuleIndex(finding.RuleId, rules));
            json.Property("level", SarifText.Level(finding.Severity));
            using (json.Object("message"))
            {
                json.Property("text", finding.Message);
            }

            using (json.Array("locations"))
            {
                SarifLocation.Write(json, finding.Place.IsKnown ? finding.Place : Place.None with { File = options.ProjectFile }, message: "");
            }

            Related(json, finding);
            CodeFlow(json, finding);
            using (json.Object("partialFingerprints"))
            {
                json.Property("intentContracts/v2", finding.Fingerprint);
            }

            // "New" against what the project has accepted; the whole of SARIF's comparison needs a run before, which a build does not keep.
            if (options.ComparesWithBaseline)
            {
                json.Property("baselineState", finding.IsBaselined ? "unchanged" : "new");
            }

            Suppressions(json, finding);
            using (json.Object("properties"))
            {
                json.Property("tier", finding.Certain ? "certain" : "possible");
                json.Property("entryPoints", finding.Entries);
                json.Property("owner", finding.Owner);
            }
        }
    }

    private static void Related(JsonWriter json, FindingReport finding)
    {
        if (finding.Related.Count == 0)
        {
            return;
        }

        using (json.Array("relatedLocations"))
        {
            foreach (var related in finding.Related)
            {
                SarifLocation.Write(json, related.Key, related.Value);
            }
        }
    }

    // The entry where it is declared, each further step where it is called, and last the place of the finding itself.
    private static void CodeFlow(JsonWriter json, FindingReport finding)
    {
        var stops = new List<KeyValuePair<Place, string>>();
        foreach (var step in finding.Path)
        {
            var place = step.Call.IsKnown ? step.Call : step.Declared;
            if (place.IsKnown)
            {
                stops.Add(new(place, step.Guards.Count == 0 ? step.Name : step.Name + " (guarded: " + string.Join(", ", step.Guards.Select(GuardOrder.Text)) + ")"));
            }
        }

        if (stops.Count == 0)
        {
            return;
        }

        if (finding.Place.IsKnown && stops[stops.Count - 1].Key != finding.Place)
        {
            stops.Add(new(finding.Place, finding.Message));
        }

        using (json.Array("codeFlows"))
        using (json.Object())
        using (json.Array("threadFlows"))
        using (json.Object())
        using (json.Array("locations"))
        {
            foreach (var stop in stops)
            {
                using (json.Object())
                {
                    SarifLocation.Write(json, stop.Key, stop.Value, name: "location");
                }
            }
        }
    }

    // Present on every result, empty or not: SARIF 3.27.23 reads a missing list as "not known whether it is suppressed".
    private static void Suppressions(JsonWriter json, FindingReport finding)
    {
        using (json.Array("suppressions"))
        {
            var justification = finding.Exception.Length > 0 ? finding.Exception : finding.IsBaselined ? "accepted in intent.baseline" : "";
            if (justification.Length == 0)
            {
                return;
            }

            using (json.Object())
            {
                json.Property("kind", "external");
                json.Property("status", "accepted");
                json.Property("justification", justification);
            }
        }
    }

    private static int RuleIndex(string ruleId, IReadOnlyList<RuleDescriptor> rules)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i].Id == ruleId)
            {
                return i;
            }
        }

        return -1;
    }
}
