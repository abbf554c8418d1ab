using IntentContracts.Analysis;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Reports.Json;
using IntentContracts.Analysis.Rules;
using IntentContracts.Cli.Json;
using IntentContracts.Cli.Trees;

namespace IntentContracts.Cli.Commands;

/// <summary>The answer of <c>intent why</c> for machines: each target with the shortest way from each entry point.</summary>
internal static class WhyJson
{
    public static string Write(string query, CheckRun run, IReadOnlyList<WhyTarget> targets, Origins origins) => Envelope.Write("why", json =>
    {
        json.Property("query", query);
        Envelope.Each(json, "targets", targets, target =>
        {
            json.Property("what", target.Sentence);
            json.Property("member", target.Node.Method.Id);
            Envelope.Each(json, "places", target.Effects, effect => Envelope.Place(json, "place", run.Places.Place(new SiteLocation(effect.Node, effect.Site)).Place));
            Envelope.Each(json, "entryPoints", origins.IsReached(target.Node) ? origins.Ways(target.Node) : [], way =>
            {
                json.Property("id", way.Entry.Node.Method.Id);
                json.Property("kind", way.Entry.Kind);
                json.Property("title", way.Entry.Title);
                json.Property("owner", run.Context.Ownership.Of(way.Entry.Node));
                json.Property("certain", way.Path.All(edge => edge.Certain));
                Envelope.Each(json, "path", way.Path.Select(edge => edge.To).Prepend(way.Entry.Node), node => Step(json, run, node));
            });
        });
    });

    private static void Step(JsonWriter json, CheckRun run, MethodNode node)
    {
        json.Property("id", node.Method.Id);
        json.Property("name", Title.Of(node));
        json.Property("owner", run.Context.Ownership.Of(node));
        json.Property("declared", Declared.On(node));
        Envelope.Place(json, "place", run.DeclaredAt(node));
    }
}
