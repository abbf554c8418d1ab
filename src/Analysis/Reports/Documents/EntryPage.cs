using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>One entry point: the decisions first, then what it does and how it gets there.</summary>
internal static class EntryPage
{
    private const string Up = "../";

    public static MarkdownPage Write(DocumentMap map, EntryReport entry, SourceLinks links)
    {
        var findings = map.FindingsOn(entry);
        var page = new MarkdownPage();
        page.Heading(1, MarkdownText.Escape(entry.Title));
        page.Paragraph(MarkdownText.Escape(entry.Summary));
        page.Bullets(Decisions(map, entry, findings, links));
        if (findings.Count > 0)
        {
            page.Heading(2, "Findings");
            FindingRows.Write(page, findings, links);
        }

        Order(page, entry);
        Duplicates(page, entry);
        Effects(page, map, entry, links);
        Failures(page, map, entry);
        Members(page, map, entry, links);
        page.Paragraph(MarkdownText.Link("All entry points", Up + "index.md"));
        return page;
    }

    private static IEnumerable<string> Decisions(DocumentMap map, EntryReport entry, IReadOnlyList<FindingReport> findings, SourceLinks links)
    {
        var open = findings.Count(f => f.IsOpen);
        yield return open == 0 ? "**Status**: nothing is undecided." : "**Status**: " + Words.Count(open, "finding") + " to decide.";
        yield return "**Kind**: " + Words.At(MarkdownText.Escape(entry.Kind), links.To(entry.Place));
        yield return "**Owner**: " + map.Owner(entry.Owner, Up);
        yield return "**Repeats**: " + DuplicateAnswer.WhenRepeated(entry);
        if (entry.Unresolved > 0)
        {
            yield return "**Not followed**: " + MarkdownText.Link(Words.Count(entry.Unresolved, "call"), Up + DocumentMap.UnresolvedPath) + " from here. What lies behind is missing below.";
        }
    }

    private static void Order(MarkdownPage page, EntryReport entry)
    {
        if (entry.Effects.Any(effect => effect.Path.Count > 0))
        {
            page.Heading(2, "In order");
            page.Paragraph("In the order of the source; guards are named outermost first, and a dashed arrow is a possible call.");
            page.Fence("mermaid", SequenceDiagram.Draw(entry));
        }
    }

    // What the code itself throws is not followed.
    private static void Failures(MarkdownPage page, DocumentMap map, EntryReport entry)
    {
        var failures = FailureAnswer.Of(map.MembersOn(entry));
        if (failures.Count == 0)
        {
            return;
        }

        page.Heading(2, "How its guards can refuse");
        page.Paragraph("The status is what callers over HTTP get unless it was set otherwise. Exceptions of the code itself are not followed.");
        page.Table(
            ["Guard", "When", "Exception", "HTTP"],
            failures.Select(f => (IReadOnlyList<string>)[f.Guard, f.When, MarkdownText.Code(f.Exception), Words.Number(f.Status)]));
    }

    private static void Duplicates(MarkdownPage page, EntryReport entry)
    {
        var claims = entry.Effects.SelectMany(DuplicateAnswer.Decisions).Where(d => d.Attribute == "Idempotent").Distinct().ToList();
        if (claims.Count == 0)
        {
            return;
        }

        page.Heading(2, "What a duplicate gets");
        foreach (var claim in claims)
        {
            var key = IntentArguments.Value(claim.Text, "Key");
            page.Paragraph(
                "From " + MarkdownText.Code(claim.Member) + (key is null ? "" : ", for the same " + MarkdownText.Code(key)) + ":");
            page.Table(["When", "It gets"], DuplicateAnswer.Cases(claim.Text, MarkdownText.Code));
        }
    }

    private static void Effects(MarkdownPage page, DocumentMap map, EntryReport entry, SourceLinks links)
    {
        page.Heading(2, "What it does");
        if (entry.Effects.Count == 0)
        {
            page.Paragraph("No effect is reached from here.");
            return;
        }

        page.Table(
            ["#", "Effect", "Owner", "Where", "Tried", "Declared on the path"],
            entry.Effects.Select((effect, i) => (IReadOnlyList<string>)
            [
                Words.Number(i + 1),
                Title(effect),
                map.Owner(effect.Owner, Up),
                links.To(effect.Place),
                effect.Attempts > 1 ? "up to ×" + Words.Number(effect.Attempts) : "once",
                string.Join(", ", effect.Intents.Select(intent => intent.Attribute).Distinct(StringComparer.Ordinal).Select(MarkdownText.Code)),
            ]));

        if (entry.IsCutShort)
        {
            page.Paragraph("Of the methods that lead to effects, only the nearest " + Words.Number(IntentReport.MethodsFollowed) + " were followed: there may be more.");
        }

        Declarations(page, entry, links);
        page.Heading(2, "How it gets there");
        var shown = entry.Effects.Count(effect => effect.Path.Count > 0);
        if (shown < entry.Effects.Count)
        {
            page.Paragraph("The picture above and the paths below are those of the " + Words.Number(shown) + " nearest of " + Words.Count(entry.Effects.Count, "effect") + "; the table above has all.");
        }

        for (var i = 0; i < entry.Effects.Count; i++)
        {
            if (entry.Effects[i].Path.Count > 0)
            {
                Path(page, i + 1, entry.Effects[i], links);
            }
        }
    }

    private static void Path(MarkdownPage page, int number, EffectReport effect, SourceLinks links)
    {
        page.Heading(3, Words.Number(number) + ". " + Title(effect));
        page.Numbered([.. effect.Path.Select(step => Step(step, links)), Words.At(Title(effect), links.To(effect.Place))]);
    }

    // Once for all effects: most of them lie behind the same few declarations.
    private static void Declarations(MarkdownPage page, EntryReport entry, SourceLinks links)
    {
        var declared = entry.Effects
            .SelectMany((effect, i) => effect.Intents.Select(intent => (intent, Number: Words.Number(i + 1))))
            .GroupBy(pair => pair.intent, pair => pair.Number)
            .ToList();
        if (declared.Count == 0)
        {
            return;
        }

        page.Heading(2, "What is declared about it");
        page.Table(
            ["Declared", "On", "Where", "On the path to #"],
            declared.Select(group => (IReadOnlyList<string>)
            [
                MarkdownText.Code(Words.Declaration(group.Key.Attribute, group.Key.Text)),
                MarkdownText.Code(group.Key.Member),
                links.To(group.Key.Place),
                string.Join(", ", group.Distinct()),
            ]));
    }

    private static void Members(MarkdownPage page, DocumentMap map, EntryReport entry, SourceLinks links)
    {
        var members = map.MembersOn(entry);
        if (members.Count == 0)
        {
            return;
        }

        page.Heading(2, "Guarded members that it reaches");
        page.Table(
            ["Member", "Guards, outermost first", "State", "Where"],
            members.Select(m => (IReadOnlyList<string>)[MarkdownText.Code(m.Name), MemberRows.Guards(m.Guards), MemberRows.Transitions(m), links.To(m.Place)]));
        if (members.Any(m => m.Conditions.Count > 0))
        {
            page.Heading(2, "What must hold there");
            MemberRows.Conditions(page, members, links);
        }
    }

    private static string Step(StepReport step, SourceLinks links)
    {
        var text = step.Call.IsKnown
            ? MarkdownText.Code(step.Name) + ", called at " + links.To(step.Call)
            : Words.At(MarkdownText.Code(step.Name), links.To(step.Declared));
        return step.Guards.Count == 0 ? text : text + ". Guards, outermost first: " + MemberRows.Guards(step.Guards);
    }

    private static string Title(EffectReport effect) =>
        Words.Effect(effect.Kind, effect.Subject) + (effect.Certain ? "" : " (possible)");
}
