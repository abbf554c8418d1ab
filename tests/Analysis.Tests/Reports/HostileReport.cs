using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Tests.Reports;

/// <summary>A report in which every text would break out of a table, a link, a diagram, a string, an attribute or a script.</summary>
internal static class HostileReport
{
    public const string Evil = "</a>\n\n# Owned\n| x | `y` [z](javascript:1) <script>alert(\"1\");window.owned=1</script> ;end \\ \u202E \uD83D \u2028 ```\n---\n <!-- <script> </script><img src=x onerror=window.owned=1> ' onfocus=window.owned=1 {{script}} &lt;b&gt;";

    public static IntentReport Create()
    {
        var place = new Place("src/" + Evil, 3, 1, 3, 9);
        var retry = new RetryReport(Evil, Evil, Evil);
        var step = new StepReport(Evil, Evil, place, place, [Evil]) { Retries = [retry] };
        var intent = new IntentReportItem("Idempotent", "Key = \"" + Evil, Evil, place);
        var effect = new EffectReport(Evil, Evil, true, [step, step], place, Evil, [intent]) { Retries = [retry], Attempts = 7 };
        return new(
            Evil,
            [new(Evil, Evil, Evil, true, Evil, Evil, place, [effect])],
            [new("IC1401", RuleSeverity.Error, true, Evil, place, [Evil], [step], Evil, Evil, ""), new(Evil, RuleSeverity.Error, true, Evil, place, [Evil], [step], Evil, Evil, Evil)],
            [new(Evil, Evil, Evil, Evil, Evil, Evil, place)],
            [new(Evil, Evil, Evil, Evil, place)],
            [new(Evil, Evil, Evil, Evil, place, [new(Evil, Evil, place)], [Evil], [new(Evil, Evil, [Evil], [Evil], place, [new(Evil, Evil, Evil, place)])])],
            [new(Evil, Evil, Evil, Evil, place, [Evil, "requires:" + Evil], [new("requires", Evil, Evil, place), new(Evil, Evil, Evil, place)], [new([Evil], Evil, place)], [Evil])],
            [new(Evil, Evil, Evil, place)],
            new(1, 1, 1, 2, 1))
        {
            Assumptions = [.. new[] { Evil, "holds", "ends soon", "expired", "no end" }.Select(status => new AssumptionReport(Evil, Evil, Evil, Evil, Evil, status, place))],
            Changes = [new(Evil, Evil, Evil, Evil, place)],
            Since = Evil,
        };
    }
}
