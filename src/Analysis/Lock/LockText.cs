using System.Globalization;
using System.Text;

namespace IntentContracts.Analysis.Lock;

/// <summary>The lock as a person reads it and a diff shows it: one fact, one line.</summary>
internal static class LockText
{
    public static string Write(IntentLock content)
    {
        var text = new StringBuilder();
        text.Append(FormattableString.Invariant($"{LockWords.Title}{LockWords.Version}")).Append(LockWords.Separator).Append(LockEscapes.Escape(content.Project)).Append('\n');
        text.Append("# What this project promises, read from its compiled code: decisions, retries, and what each entry point brings about and what stands around it.\n");
        text.Append("# Every build compares. ").Append(LockWords.Accept).Append(" writes it; nobody else should. A diff of this file is the review of a change.\n");
        text.Append("# ~ marks what is there although nobody declared it.\n");
        Section(text, LockWords.Decisions, content.Decisions.Select(Line));
        Section(text, LockWords.Retries, Numbered(content.Retries.Select(Line)));
        Section(text, LockWords.Entries, content.Entries.SelectMany(Lines));
        if (content.Bodies is { } bodies)
        {
            Section(text, LockWords.Bodies, bodies.Select(Line), always: true);
        }

        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines, bool always = false)
    {
        var started = always;
        if (always)
        {
            text.Append('\n').Append(title).Append('\n');
        }

        foreach (var line in lines)
        {
            if (!started)
            {
                text.Append('\n').Append(title).Append('\n');
                started = true;
            }

            text.Append(line).Append('\n');
        }
    }

    /// <summary>Equal lines become one with their number.</summary>
    private static IEnumerable<string> Numbered(IEnumerable<string> lines) =>
        lines.GroupBy(line => line, StringComparer.Ordinal).Select(group => group.Key + Times(group.Count()));

    private static string Times(int count) => count == 1 ? "" : LockWords.Separator + LockWords.Times + count.ToString(CultureInfo.InvariantCulture);

    private static string Line(LockDecision decision) =>
        "  " + LockEscapes.Escape(decision.Target) + LockWords.Separator + decision.Intent + (decision.Arguments.Length == 0 ? "" : "(" + decision.Arguments + ")");

    private static string Line(LockRetry retry) => Indent(2, retry.IsDeclared) + LockEscapes.Escape(retry.Layer) + LockWords.Separator + LockWords.Attempts(retry.Attempts);

    private static IEnumerable<string> Lines(LockEntry entry)
    {
        yield return "  " + LockEscapes.Escape(entry.Title) + LockWords.Separator + entry.Kind + (entry.AtLeastOnce ? LockWords.Separator + LockWords.AtLeastOnce : "") + Owner(entry.Owner);
        foreach (var effect in entry.Effects)
        {
            yield return Indent(4, effect.Undeclared.Count == 0) + effect.Kind + " " + LockEscapes.Escape(effect.Subject) + LockWords.In + LockEscapes.Escape(effect.Member) + Times(effect.Count)
                + Owner(effect.Owner) + string.Concat(effect.Undeclared.Select(u => LockWords.Separator + u));
            foreach (var cover in effect.Covers)
            {
                yield return Indent(6, cover.IsDeclared) + LockEscapes.Escape(cover.Text) + (cover.OnEveryPath ? "" : LockWords.SomePaths);
            }
        }
    }

    private static string Line(LockBody body) =>
        "  " + LockEscapes.Escape(body.Member) + LockWords.Separator + body.Fingerprint + LockWords.Separator + LockWords.ApprovedBy + LockEscapes.Escape(body.ApprovedBy) + LockWords.ApprovedOn + body.ApprovedOn;

    private static string Owner(string owner) => owner.Length == 0 ? "" : LockWords.Separator + LockWords.OwnedBy + LockEscapes.Escape(owner);

    private static string Indent(int width, bool isDeclared) => isDeclared ? new(' ', width) : "~" + new string(' ', width - 1);
}
