using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Transactions;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Questions to a store that is made or chosen for the item: <c>foreach (var tenant in tenants) { using var db = contexts.For(tenant); await db.Orders.CountAsync(); }</c>. Where each item may have a database of its own, one query cannot ask all of them.
/// An item can be the store itself: <c>foreach (var db in shards.All()) total += await CountAsync(db);</c>. Then there is nobody who could be asked for all of them.
/// </summary>
internal sealed class ItemStores(CodeGraph graph, Catalogue catalogue)
{
    /// <summary>Steps from a question to the store that it asks; longer ones compute.</summary>
    private const int Longest = 16;

    private readonly DbHandles _handles = new(graph, catalogue);

    /// <summary>Whether the store that is asked is made, or chosen, for the item.</summary>
    /// <param name="chain">The calls from the body with the loop to the one with the question.</param>
    /// <param name="isItem">Whether a value of the body with the loop is the item.</param>
    public bool AreAsked(Question question, IReadOnlyList<CallEdge> chain, Func<ValueFact, bool> isItem) =>
        Asked(question, chain).Any(at => Values.Source(at.Method, at.Value) is { } source && IsStore(source) && source.Arguments.Any(a => Addresses.IsPartOf(at.Method, a, chain, at.Level, isItem)));

    /// <summary>Whether the store that is asked is the item.</summary>
    /// <inheritdoc cref="AreAsked"/>
    public bool AreItems(Question question, IReadOnlyList<CallEdge> chain, Func<ValueFact, bool> isItem) =>
        Asked(question, chain).Any(at => at.Level == 0 && isItem(at.Value) && StaticTypes.Of(at.Method, at.Value) is { } type && IsHandle(type));

    /// <summary>What is asked, and whatever that was taken from, up to the body with the loop.</summary>
    private static IEnumerable<(MethodFact Method, ValueFact Value, int Level)> Asked(Question question, IReadOnlyList<CallEdge> chain)
    {
        if (question.Category != EffectCategory.DbRead || chain.Any(e => e.Via is not null || e.Site < 0))
        {
            yield break;
        }

        var level = chain.Count;
        var method = question.Node.Method;
        var asked = Asked(method.Sites[question.Site]);
        for (var steps = 0; steps < Longest; steps++)
        {
            yield return (method, asked, level);
            if (Values.Source(method, asked) is { } source)
            {
                asked = Asked(source);
            }
            else if (level > 0 && asked.Kind is ValueKind.Parameter or ValueKind.This or ValueKind.Field)
            {
                // What an object keeps it was given with itself.
                var call = chain[--level];
                method = call.From.Method;
                asked = Values.Index(asked) is { } parameter && asked.Kind == ValueKind.Parameter ? Values.Argument(method.Sites[call.Site], parameter) : Asked(method.Sites[call.Site]);
            }
            else
            {
                yield break;
            }
        }
    }

    private static ValueFact Asked(SiteFact site) => site.Target.HasReceiver && site.Kind != SiteKind.New ? site.Receiver : Values.Argument(site, 0);

    /// <summary>A context or a connection that is made or handed out, and whatever a delegate makes that is no query.</summary>
    private bool IsStore(SiteFact made)
    {
        if (made.Kind == SiteKind.New)
        {
            return IsHandle(new(made.Target.Assembly, made.Target.Type, []));
        }

        var given = made.Target.Returns is { } returns ? Generics.Awaited(returns) : null;
        return given is not null && (IsHandle(given) || (made.Target.Name == "Invoke" && !Queries.IsQuery(given)));
    }

    private bool IsHandle(TypeName type) => _handles.IsContext(type) || type.Name.EndsWith("Connection", StringComparison.Ordinal);
}
