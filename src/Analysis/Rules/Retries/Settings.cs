using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// What is set on an options object until it arrives: where it is made, under every name that it has on the way, and in the methods and delegates of the code that it is handed to. <c>Restrict(new RetryStrategyOptions { … })</c> is
/// what <c>Restrict</c> makes of it.
/// </summary>
internal sealed class Settings(CodeGraph graph, ValueOrigins origins)
{
    private const int Deepest = 4;

    /// <summary>The values of a property, earlier before later; null when it is set to none, and something that is not in sight can have set it.</summary>
    public IReadOnlyList<Origin>? Of(Origin options, string property)
    {
        var found = new Search("set_" + property);
        Look(options.At, options.Value, Deepest, found);
        for (var name = options.Towards; name is not null; name = name.Towards)
        {
            Look(name.At, name.Value, Deepest, found);
        }

        return found.Values.Count == 0 && found.IsHandedAway ? null : found.Values;
    }

    private void Look(Activation at, ValueFact options, int depth, Search search)
    {
        if (depth == 0 || options.Kind == ValueKind.Unknown || !search.Seen.Add((at.Node, options)))
        {
            return;
        }

        for (var i = 0; i < at.Node.Method.Sites.Count; i++)
        {
            var site = at.Node.Method.Sites[i];
            if (site.Kind is not (SiteKind.Call or SiteKind.VirtualCall))
            {
                continue;
            }

            if (site.Target.Name == search.Setter && site.Receiver == options)
            {
                search.Values.Add(new(at, Values.Argument(site, 0)));
                continue;
            }

            for (var a = 0; a < site.Arguments.Count; a++)
            {
                if (site.Arguments[a] == options)
                {
                    Hand(at, i, a, depth, search);
                }
            }
        }
    }

    /// <summary>To a method of the code, or to a delegate: <c>configure(options)</c>.</summary>
    private void Hand(Activation at, int index, int argument, int depth, Search search)
    {
        var site = at.Node.Method.Sites[index];
        var isDelegate = site.Target.Name == "Invoke" && site.Target.HasReceiver;
        var to = isDelegate
            ? origins.Of(at, site.Receiver).Select(d => d.Value.Kind == ValueKind.Delegate ? graph.Find(d.At.Node.Assembly.Name, d.Value.Text) : null).ToList()
            : [.. at.Node.EdgesAt(index).Where(e => e.Via is null && e.Mode == RunMode.Inline).Select(e => e.To)];
        foreach (var node in to.OfType<MethodNode>())
        {
            Look(new(node, at, site), new(ValueKind.Parameter, argument.ToString(System.Globalization.CultureInfo.InvariantCulture)), depth - 1, search);
        }

        // Builders take options and add nothing to them; a platform that binds or validates them sets no predicate.
        search.IsHandedAway |= (to.Count == 0 || to.Contains(null)) && (isDelegate || !IsOfPlatform(site.Target.Type));
    }

    private static bool IsOfPlatform(string type) =>
        type.StartsWith("Polly.", StringComparison.Ordinal) || type.StartsWith("System.", StringComparison.Ordinal) || type.StartsWith("Microsoft.", StringComparison.Ordinal);

    private sealed class Search(string setter)
    {
        public string Setter { get; } = setter;

        public List<Origin> Values { get; } = [];

        public HashSet<(MethodNode, ValueFact)> Seen { get; } = [];

        public bool IsHandedAway { get; set; }
    }
}
