using System.Globalization;

namespace IntentContracts.Shared;

/// <summary>
/// The manifest as text: one record a line, fields separated by tabs, <c>\\ \t \n \r</c> escaped. Lines of a kind that a reader does not
/// know are passed over, so that an older task reads a newer assembly.
/// </summary>
internal static class ManifestFormat
{
    public static string Write(Manifest manifest)
    {
        var lines = new List<string>();
        foreach (var i in manifest.Intents)
        {
            lines.Add(Line("intent", i.Target, i.Attribute, Number(i.Ordinal), i.Text, i.Span));
        }

        foreach (var g in manifest.Guards)
        {
            lines.Add(Line("guard", g.Shell, g.Core, string.Join(",", g.Order), "", g.Span));
        }

        foreach (var c in manifest.Conditions)
        {
            lines.Add(Join([.. Fields("condition", c.Target, c.Kind, c.Evaluator, c.Text, c.Span), c.Because]));
        }

        foreach (var m in manifest.Machines)
        {
            lines.Add(Join([.. Fields("machine", m.Type, m.Member, m.Initial, string.Join(",", m.Terminal), m.Span), string.Join(",", m.States)]));
        }

        foreach (var t in manifest.Transitions)
        {
            lines.Add(Line("transition", t.Type, t.Shell, string.Join(",", t.From), t.To, t.Span));
        }

        foreach (var s in manifest.Summaries)
        {
            lines.Add(Join("summary", s.Target, s.Text));
        }

        foreach (var s in manifest.Severities)
        {
            lines.Add(Join("severity", s.RuleId, s.File, s.Severity.ToString()));
        }

        foreach (var p in manifest.Pragmas)
        {
            lines.Add(Join("pragma", p.RuleId, p.File, Number(p.FirstLine), Number(p.LastLine)));
        }

        if (manifest.WarningsAreErrors)
        {
            lines.Add("warnings-are-errors");
        }

        lines.Sort(StringComparer.Ordinal);
        return string.Join("\n", lines);
    }

    public static Manifest Read(string text)
    {
        var intents = new List<ManifestIntent>();
        var guards = new List<ManifestGuard>();
        var conditions = new List<ManifestCondition>();
        var machines = new List<ManifestMachine>();
        var transitions = new List<ManifestTransition>();
        var summaries = new List<ManifestSummary>();
        var severities = new List<ManifestSeverity>();
        var pragmas = new List<ManifestPragma>();
        var warningsAreErrors = false;
        foreach (var line in text.Split('\n'))
        {
            var f = line.Split('\t');
            for (var i = 0; i < f.Length; i++)
            {
                f[i] = LineEscapes.Unescape(f[i]);
            }

            switch (f[0])
            {
                case "intent" when f.Length >= 10:
                    intents.Add(new(f[1], f[2], Int(f[3]), f[4], Span(f)));
                    break;
                case "guard" when f.Length >= 10:
                    guards.Add(new(f[1], f[2], List(f[3]), Span(f)));
                    break;
                case "condition" when f.Length >= 11:
                    conditions.Add(new(f[1], f[2], f[3], f[4], f[10], Span(f)));
                    break;
                case "machine" when f.Length >= 11:
                    machines.Add(new(f[1], f[2], f[3], List(f[4]), List(f[10]), Span(f)));
                    break;
                case "transition" when f.Length >= 10:
                    transitions.Add(new(f[1], f[2], List(f[3]), f[4], Span(f)));
                    break;
                case "summary" when f.Length >= 3:
                    summaries.Add(new(f[1], f[2]));
                    break;
                case "severity" when f.Length >= 4 && Enum.TryParse<RuleSeverity>(f[3], out var severity):
                    severities.Add(new(f[1], f[2], severity));
                    break;
                case "pragma" when f.Length >= 5:
                    pragmas.Add(new(f[1], f[2], Int(f[3]), Int(f[4])));
                    break;
                case "warnings-are-errors":
                    warningsAreErrors = true;
                    break;
            }
        }

        return new(intents, guards, conditions, machines, transitions, summaries, severities, pragmas, warningsAreErrors);
    }

    private static string Line(string kind, string a, string b, string c, string d, ManifestSpan span) =>
        Join(Fields(kind, a, b, c, d, span));

    private static string[] Fields(string kind, string a, string b, string c, string d, ManifestSpan span) =>
        [kind, a, b, c, d, span.File, Number(span.Line), Number(span.Column), Number(span.EndLine), Number(span.EndColumn)];

    private static string[] List(string names) => names.Length == 0 ? [] : names.Split(',');

    private static ManifestSpan Span(string[] f) => new(f[5], Int(f[6]), Int(f[7]), Int(f[8]), Int(f[9]));

    private static string Join(params string[] fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = LineEscapes.Escape(fields[i]);
        }

        return string.Join("\t", fields);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static int Int(string text) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
