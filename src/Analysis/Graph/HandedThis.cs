using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// A static lambda that is handed <c>this</c> as its state: <c>store.Use(static (connection, self) => … self._at …, this)</c>. What it calls <c>self</c> is the object of the method that makes it, as it is in a lambda that captures.
/// </summary>
internal sealed class HandedThis
{
    /// <summary>How many own methods may hand a delegate and its state on before the last one calls it.</summary>
    private const int Deepest = 4;

    private readonly CodeGraph _graph;

    private HandedThis(CodeGraph graph) => _graph = graph;

    /// <summary>Says so in the lambdas' bodies, before anybody reads them.</summary>
    public static void Bind(CodeGraph graph)
    {
        var binding = new HandedThis(graph);
        foreach (var node in graph.Nodes)
        {
            foreach (var made in node.Method.Has(MethodTraits.Static) ? [] : node.Method.Sites.Where(s => s is { Kind: SiteKind.Delegate, Consumer: >= 0, ConsumerArgument: >= 0 }).GroupBy(s => s.Target.Id, StringComparer.Ordinal))
            {
                if (node.Method.Sites[made.First().Consumer].Arguments.Count > 1
                    && graph.Find(made.First().Target) is { } lambda && lambda.Method.Has(MethodTraits.Lambda) && lambda.Method.Owner == node.Method.Owner)
                {
                    binding.Bind(node, [.. made], lambda);
                }
            }
        }
    }

    /// <summary>One lambda can stand for several that do the same: then all of them must be given the same.</summary>
    private void Bind(MethodNode node, IReadOnlyList<SiteFact> made, MethodNode lambda)
    {
        var self = made.Select(m => new HashSet<ValueFact>(Of(node, m, lambda))).Aggregate((all, next) => { all.IntersectWith(next); return all; });
        if (self.Count > 0)
        {
            lambda.Reread(With(lambda.Method, self));
        }
    }

    private IEnumerable<ValueFact> Of(MethodNode node, SiteFact made, MethodNode lambda)
    {
        var call = node.Method.Sites[made.Consumer];
        for (var a = 0; a < call.Arguments.Count; a++)
        {
            var argument = call.Arguments[a];
            var tuple = Values.Source(node.Method, argument) is { Kind: SiteKind.New } source && HandedStates.IsTuple(source.Target.Type) ? source : null;
            if ((argument.Kind != ValueKind.This && tuple?.Arguments.Any(item => item.Kind == ValueKind.This) != true)
                || Position(call, made.ConsumerArgument, a, lambda.Method, tuple?.Target.Type ?? node.Method.Type) is not { } parameter)
            {
                continue;
            }

            if (tuple is null)
            {
                yield return HandedStates.Parameter(parameter);
            }

            for (var i = 0; i < tuple?.Arguments.Count; i++)
            {
                if (tuple.Arguments[i].Kind == ValueKind.This)
                {
                    yield return HandedStates.Item(tuple.Target.Type, i);
                }
            }
        }
    }

    /// <summary>Which parameter of the lambda a call's argument becomes; null where that is not to be seen.</summary>
    private int? Position(SiteFact call, int handed, int state, MethodFact lambda, string type)
    {
        if (_graph.Find(call.Target) is { } helper)
        {
            var positions = Bodies(helper).Select(body => Position(body, handed, state, Deepest)).Distinct().ToList();
            return positions.Count == 1 && positions[0] < lambda.Parameters.Count ? positions[0] : null;
        }

        // Of a library's method the types tell. What an aggregate is given first is soon something else.
        var fitting = Enumerable.Range(0, lambda.Parameters.Count).Where(i => lambda.Parameters[i].Name == type || lambda.Parameters[i].Name == "System.Object").ToList();
        return fitting.Count == 1 && !_graph.IsOwn(call.Target.Assembly) && !call.Target.Name.StartsWith("Aggregate", StringComparison.Ordinal) ? fitting[0] : null;
    }

    private int? Position(MethodNode helper, int handed, int state, int depth)
    {
        foreach (var site in depth == 0 ? [] : helper.Method.Sites)
        {
            if (site.Target.Name == "Invoke" && IsParameter(site.Receiver, handed))
            {
                return At(site, state);
            }

            if (site.Kind is SiteKind.Call or SiteKind.VirtualCall && At(site, handed) is { } further && At(site, state) is { } beside && _graph.Find(site.Target) is { } next)
            {
                var positions = Bodies(next).Select(body => Position(body, further, beside, depth - 1)).Distinct().ToList();
                return positions.Count == 1 ? positions[0] : null;
            }
        }

        return null;
    }

    private IEnumerable<MethodNode> Bodies(MethodNode declared) =>
        declared.Method.Has(MethodTraits.Virtual) ? Implementations.Below(_graph, declared) : [declared];

    private static int? At(SiteFact site, int parameter)
    {
        for (var a = 0; a < site.Arguments.Count; a++)
        {
            if (IsParameter(site.Arguments[a], parameter))
            {
                return a;
            }
        }

        return null;
    }

    private static bool IsParameter(ValueFact value, int parameter) => value.Kind == ValueKind.Parameter && Values.Index(value) == parameter;

    private static MethodFact With(MethodFact method, HashSet<ValueFact> self)
    {
        return method with
        {
            Sites = [.. method.Sites.Select(s => s with { Receiver = Bound(s.Receiver), Arguments = [.. s.Arguments.Select(Bound)] })],
            Body = method.Body with
            {
                Blocks = [.. method.Body.Blocks.Select(b => b with { Tested = Bound(b.Tested) })],
                Steps = [.. method.Body.Steps.Select(s => s with { Value = Bound(s.Value) })],
            },
        };

        ValueFact Bound(ValueFact value) => self.Contains(value) ? new(ValueKind.This, "")
            : value.Kind == ValueKind.Many && value.Elements.Any(self.Contains) ? ValueFact.Many(value.Elements.Select(Bound))
            : value;
    }
}
