using System.CommandLine;
using IntentContracts.Analysis;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Reports.Documents;
using IntentContracts.Analysis.Reports.Json;
using IntentContracts.Analysis.Rules;
using IntentContracts.Cli.Json;
using IntentContracts.Cli.Queries;
using IntentContracts.Cli.Terminals;
using IntentContracts.Cli.Trees;
using IntentContracts.Shared;
using Title = IntentContracts.Cli.Trees.Title;

namespace IntentContracts.Cli.Commands;

/// <summary><c>intent reach</c>: what a request does, in order.</summary>
internal static class ReachCommand
{
    private const int MostRows = 120;

    public static Command Make(Terminal terminal)
    {
        var entry = new Argument<string>("entry") { Description = "An entry point (\"POST /orders\", ShippingWorker) or a method (OrderService.PlaceAsync). * stands for any text." };
        var all = new Option<bool>("--all") { Description = "Show every line, and calls that lead to no effect." };
        var command = new Command("reach", "What does this request do, in order: calls down to their effects, with guards, boundaries, retries and loops.") { entry, all };
        var input = new InputOptions(command);
        command.SetAction(parsed =>
        {
            var run = input.Run(parsed, terminal);
            var start = new EntryQuery(run.Context.Graph, run.Context.Entries).Find(parsed.GetValue(entry)!);
            var first = new Course(run, new(run.Context.Graph, run.Context.Entries), parsed.GetValue(all)).Of(start.Node);
            if (input.Json(parsed))
            {
                terminal.Raw(Json(run, start, first));
                return ExitCodes.Ok;
            }

            Head(run, start, terminal);
            new CourseRows(run, parsed.GetValue(all) ? int.MaxValue : MostRows).Print(first, terminal);
            Foot(start, first, terminal);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Head(CheckRun run, Start start, Terminal terminal)
    {
        var owner = run.Context.Ownership.Of(start.Node);
        terminal.Line(
            Ink.Strong(start.Entry?.Title ?? Title.Of(start.Node)),
            Ink.Layout("   "),
            Ink.Dim(start.Entry is null ? "no entry point" : start.Entry.Kind + (start.Entry.Repeats == Repeats.Yes ? ", at least once" : "")),
            Ink.Layout("   "),
            owner.Length > 0 ? Ink.Plain("owned by " + owner) : run.Context.Ownership.IsUsed ? Ink.Warn("nobody owns it") : Ink.Plain(""));
    }

    private static void Foot(Start start, Happening first, Terminal terminal)
    {
        var effects = Effects(first).ToList();
        if (effects.Count == 0)
        {
            terminal.Line(Ink.Layout("  "), Ink.Dim("It reaches no effect."));
            return;
        }

        var decided = Decisions(first).Distinct(StringComparer.Ordinal).ToList();
        if (start.Entry is { Repeats: not Repeats.No } && effects.Any(e => e.Effect!.Changes != false))
        {
            terminal.Line(Ink.Layout("  "), Ink.Dim("Run twice: " + (decided.Count == 0 ? "nobody has declared what that does." : string.Join(" ", decided.Select(DuplicateAnswer.Sentence)))));
        }
    }

    private static IEnumerable<Happening> Effects(Happening happening) =>
        happening.Inner.SelectMany(Effects).Concat(happening.Kind == HappeningKind.Effect ? [happening] : []);

    private static IEnumerable<string> Decisions(Happening happening) =>
        happening.Node.Intents
            .Where(a => a.Type is IntentNames.Idempotent or IntentNames.NaturallyIdempotent or IntentNames.NotIdempotent)
            .Select(a => Declarations.ShortName(a.Type))
            .Concat(happening.Inner.SelectMany(Decisions));

    private static string Json(CheckRun run, Start start, Happening first) => Envelope.Write("reach", json =>
    {
        json.Property("title", start.Entry?.Title ?? Title.Of(start.Node));
        json.Property("kind", start.Entry?.Kind ?? "method");
        json.Property("atLeastOnce", start.Entry?.Repeats == Repeats.Yes);
        json.Property("owner", run.Context.Ownership.Of(start.Node));
        using (json.Object("does"))
        {
            Happening(json, run, first);
        }
    });

    private static void Happening(JsonWriter json, CheckRun run, Happening happening)
    {
        json.Property("kind", happening.Kind.ToString().ToLowerInvariant());
        json.Property("text", happening.Text);
        if (happening.Effect is { } effect)
        {
            json.Property("number", happening.Number);
            json.Property("subject", effect.Subject);
        }

        if (happening.Kind == HappeningKind.Call)
        {
            json.Property("id", happening.Node.Method.Id);
            json.Property("owner", run.Context.Ownership.Of(happening.Node));
            json.Property("declared", Declared.On(happening.Node));
            json.Property("guards", happening.Node.Guard?.Order ?? []);
            json.Property("toldAbove", happening.Again);
        }

        json.Property("how", happening.How);
        Envelope.Place(json, "place", happening.Site < 0 ? run.DeclaredAt(happening.Node) : run.Places.Place(new SiteLocation(happening.From, happening.Site)).Place);
        Envelope.Each(json, "does", happening.Inner, inner => Happening(json, run, inner));
    }
}
