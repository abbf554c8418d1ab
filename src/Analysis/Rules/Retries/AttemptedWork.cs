using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// What a retry inside a transaction tries again: where that asks nothing of a database, a failed attempt leaves nothing in the transaction, and what is left to say is that its pauses hold the locks. What is remembered from the first time on (a
/// configuration that is read from its file when somebody asks for it) does not even do that.
/// </summary>
internal sealed class AttemptedWork(RuleContext context)
{
    private NearestSites? _database;

    private NearestSites Database => _database ??= new(context.Graph, context.Graph.Focus.SelectMany(n => n.Effects).Where(e => e.IsOfDatabase).Select(e => (e.Node, e.Site)));

    /// <summary>Whether all that is known of what a layer tries again is that it does something else.</summary>
    public bool IsOfNoDatabase(RetryLayer layer)
    {
        var node = layer.Node;
        var loop = layer.Kind == RetryKind.Loop ? context.Retries.LoopsOf(node).FirstOrDefault(l => l.Layer == layer) : null;
        if (loop is null && layer.Site < 0)
        {
            return !Database.Reaches(node) && context.FailureAnalysis.Failures.Escaping(node) is { Certain: true };
        }

        List<int> sites = [.. Enumerable.Range(0, node.Method.Sites.Count).Where(i => loop?.Repeats(node, i) ?? i == layer.Site)];
        return !sites.Exists(i => AsksDatabase(node, i)) && sites.Exists(i => context.FailureAnalysis.Failures.At(node, i) is { Certain: true });
    }

    /// <summary>
    /// Whether it is one statement that SQLite itself takes back when it fails (https://www.sqlite.org/lang_transaction.html), and tried again for its failures alone: <c>Handle&lt;SqliteException&gt;(e => e.SqliteErrorCode == 5)</c>. The
    /// transaction is as it was before.
    /// </summary>
    public bool IsTakenBack(RetryLayer layer) =>
        layer.Site >= 0
        && context.Retries.Failures.Only(layer) is { Count: > 0 } types
        && types.All(type => type is "Microsoft.Data.Sqlite.SqliteException" or "System.Data.SQLite.SQLiteException")
        && Statements(layer).Take(2).Count() == 1;

    /// <summary>What is asked of a database in one attempt; one more for each call that may ask.</summary>
    private IEnumerable<int> Statements(RetryLayer layer)
    {
        var node = layer.Node;
        var loop = layer.Kind == RetryKind.Loop ? context.Retries.LoopsOf(node).FirstOrDefault(l => l.Layer == layer) : null;
        return loop is not null ? In(node, i => loop.Repeats(node, i))
            : node.EdgesAt(layer.Site).Where(e => e.To.Method.Owner == node.Method.Owner).Select(e => e.To).Distinct().SelectMany(lambda => In(lambda, static _ => true));

        IEnumerable<int> In(MethodNode body, Func<int, bool> isRepeated) => Enumerable.Range(0, body.Method.Sites.Count).Where(i => isRepeated(i) && AsksDatabase(body, i));
    }

    /// <summary>Whether the way there is only gone as long as nobody has: <c>if (_limits is not null) return _limits;</c>.</summary>
    public bool IsRemembered(IEnumerable<CallEdge> way) => way.Any(e => e.Site >= 0 && (context.Remembered.Is(e.From, e.Site) || IsKept(e.From.Method, e.Site)));

    private bool AsksDatabase(MethodNode node, int site) =>
        node.EffectsAt(site).Any(e => e.IsOfDatabase) || node.EdgesAt(site).Any(e => e.Mode != RunMode.Later && Database.Reaches(e.To));

    /// <summary>Behind a test that has found nothing in what is answered otherwise, be it a property of another object.</summary>
    private bool IsKept(MethodFact method, int site) =>
        context.Flows.Of(method).Known(method.Body.BlockOfSite[site]).Select(known => NullTests.Of(method, known)).Any(asked => !asked.IsTrue && (asked.Tested.Kind == ValueKind.Local
            ? method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Slot == asked.Tested.Text && IsState(method, s.Value))
            : IsState(method, asked.Tested) && method.Body.Steps.Any(s => s.Kind == StepKind.Return && IsSame(method, s.Value, asked.Tested))));

    private static bool IsState(MethodFact method, ValueFact value) => value.Kind == ValueKind.Field || IsGetter(method, value);

    private static bool IsGetter(MethodFact method, ValueFact value) => Values.Source(method, value) is { Target: { ParameterCount: 0 } get } && get.Name.StartsWith("get_", StringComparison.Ordinal);

    private static bool IsSame(MethodFact method, ValueFact one, ValueFact other) =>
        one == other || (IsGetter(method, one) && IsGetter(method, other) && Values.Source(method, one)!.Target.Id == Values.Source(method, other)!.Target.Id);
}
