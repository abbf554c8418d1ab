using System.CommandLine;
using System.Globalization;
using IntentContracts.Analysis;
using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules;
using IntentContracts.Cli.Json;
using IntentContracts.Cli.Queries;
using IntentContracts.Cli.Terminals;
using IntentContracts.Cli.Trees;

namespace IntentContracts.Cli.Commands;

/// <summary><c>intent why</c>: where a side effect, or the call of a member, originates.</summary>
internal static class WhyCommand
{
    private const int MostTargets = 12;
    private const int MostRows = 40;
    private const int MostTitles = 6;

    public static Command Make(Terminal terminal)
    {
        var what = new Argument<string>("what") { Description = "An effect (publish:OrderPlaced, http, db-write), or a member (OrderService.PlaceAsync, PlaceAsync, M:Shop.*). * stands for any text." };
        var all = new Option<bool>("--all") { Description = "Show every match and every line." };
        var command = new Command("why", "Where does this side effect originate: every entry point and path.") { what, all };
        var input = new InputOptions(command);
        command.SetAction(parsed =>
        {
            var run = input.Run(parsed, terminal);
            var query = new EffectQuery(run.Context.Graph);
            var matches = query.Find(parsed.GetValue(what)!);
            var folding = new Folding(run.Context.Graph, run.Context.Entries);
            var origins = new Origins(run.Context.Graph, run.Context.Entries, folding);
            var targets = Targets(run, query, matches, folding, origins);
            if (input.Json(parsed))
            {
                terminal.Raw(WhyJson.Write(parsed.GetValue(what)!, run, targets, origins));
                return ExitCodes.Ok;
            }

            if (targets.Count > MostTargets && !parsed.GetValue(all))
            {
                throw ToolException.Usage($"'{parsed.GetValue(what)}' can be {targets.Count} things: say which, or --all", [.. targets.Select(Choice)]);
            }

            for (var i = 0; i < targets.Count; i++)
            {
                if (i > 0)
                {
                    terminal.Line();
                }

                Print(targets[i], run, origins, parsed.GetValue(all) ? int.MaxValue : MostRows, terminal);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>Effects of one kind in one method are one target; what entry points come to stands before what they do not.</summary>
    private static List<WhyTarget> Targets(CheckRun run, EffectQuery query, EffectMatch matches, Folding folding, Origins origins)
    {
        var effects = matches.Effects
            .GroupBy(e => (Node: folding.Shown(e.Node), e.Category, e.Subject, Message: query.MessageOf(e)))
            .Select(g => new WhyTarget(
                g.Key.Node,
                g.Key.Category.Word() + ": " + g.Key.Subject + (g.Key.Message is { } message ? " of " + message : ""),
                string.Join(" and ", g.Select(e => run.Places.Place(new SiteLocation(e.Node, e.Site)).Place.Text()).Distinct(StringComparer.Ordinal)),
                [.. g]));
        var members = matches.Members.Select(folding.Shown).Distinct()
            .Select(n => new WhyTarget(n, Title.Of(n), run.DeclaredAt(n).Text(), []));
        return
        [
            .. effects.Concat(members)
                .OrderByDescending(t => origins.IsReached(t.Node))
                .ThenBy(t => t.Where, StringComparer.Ordinal).ThenBy(t => t.Sentence, StringComparer.Ordinal).ThenBy(t => t.Node.Method.Id, StringComparer.Ordinal),
        ];
    }

    private static string Choice(WhyTarget target) =>
        target.Sentence + (target.Effects.Count == 0 ? "" : " in " + Title.Of(target.Node)) + (target.Where.Length == 0 ? "" : ", " + target.Where);

    private static void Print(WhyTarget target, CheckRun run, Origins origins, int most, Terminal terminal)
    {
        terminal.Line(Ink.Strong(target.Sentence), Ink.Layout(target.Where.Length == 0 ? "" : "   "), Ink.Dim(target.Where));
        if (!origins.IsReached(target.Node))
        {
            terminal.Line(Ink.Layout("  "), Ink.Warn("no entry point comes to it"));
            return;
        }

        new OriginRows(run, most).Print(origins.Of(target.Node), itself: target.Effects.Count > 0, terminal);
        var titles = origins.Ways(target.Node).Select(w => w.Entry.Title).Distinct(StringComparer.Ordinal).ToList();
        var more = titles.Count > MostTitles ? $" and {(titles.Count - MostTitles).ToString(CultureInfo.InvariantCulture)} more" : "";
        terminal.Line(
            Ink.Layout("  "),
            Ink.Dim(Title.Count(titles.Count, "entry point", "entry points") + (titles.Count == 1 ? ": " : ", nearest first: ") + string.Join(", ", titles.Take(MostTitles)) + more));
    }
}

/// <param name="Sentence">What it is called: <c>http: HttpClient.PostAsync</c>.</param>
/// <param name="Where">Its places; empty when none is known.</param>
/// <param name="Effects">Empty for a member.</param>
internal sealed record WhyTarget(MethodNode Node, string Sentence, string Where, IReadOnlyList<EffectSite> Effects);
