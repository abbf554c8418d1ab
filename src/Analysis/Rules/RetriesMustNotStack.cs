using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Retries;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC1301: layers that each try again multiply. Found at the innermost one that stands in code: the one that the others have already taken care of.</summary>
internal sealed class RetriesMustNotStack : IRule
{
    /// <summary>How often one thing may be tried when everything fails, however many layers have a part in it.</summary>
    private const int Budget = 5;

    public IEnumerable<Violation> Check(RuleContext context)
    {
        var refused = new Refused(context.Graph);
        var found = Find(context, refused.Is);
        if (refused.Exist)
        {
            foreach (var stack in Find(context, static _ => false))
            {
                refused.Use(context, stack.At.Path.Select(e => e.To).Concat(stack.At.Path.Select(e => e.Via).OfType<MethodNode>()).Prepend(stack.At.Start));
            }
        }

        return found.Select(Breach);
    }

    private static List<Stacked> Find(RuleContext context, Func<MethodNode, bool> isCut)
    {
        var certain = Worst(context, new(context, isCut, onlyCertain: true), s => s.Least);
        var possible = Worst(context, new(context, isCut, onlyCertain: false), s => s.LikelyProduct);
        var all = new Dictionary<object, Stacked>(possible);
        foreach (var pair in certain)
        {
            all[pair.Key] = pair.Value with { Certain = true };
        }

        // One decision a stack: at its innermost layer, not at those around it as well.
        var outer = new HashSet<object>(all.SelectMany(pair => pair.Value.Stack.OutermostFirst.Where(layer => layer != pair.Key)));
        List<Stacked> found = [.. all.Where(pair => !outer.Contains(pair.Key)).Select(pair => pair.Value).OrderBy(s => s.Node.Index).ThenBy(s => s.Site)];
        return [.. found, .. Further(context, isCut, found)];
    }

    /// <summary>Each method keeps the largest stack around it: who else retries what stands inside is looked for from there.</summary>
    private static IEnumerable<Stacked> Further(RuleContext context, Func<MethodNode, bool> isCut, List<Stacked> found)
    {
        var retries = context.Retries;
        var inside = found.Where(s => s.Tail.Count > 0).ToLookup(s => s.TailNode);
        var told = found.SelectMany(s => s.Stack.OutermostFirst);
        var further = new FurtherRetries(
            context.Reach,
            edge => retries.Of(edge).FirstOrDefault(l => !l.IsPossible) ?? retries.Deliveries.Of(edge.From) ?? retries.DeclaredOn(edge.From),
            edge => !Detached.Is(edge) && !isCut(edge.To) && !(edge.Via is not null && isCut(edge.Via)));
        foreach (var other in further.To([.. inside.Select(s => s.Key)], told, found.SelectMany(s => s.At.Path)))
        {
            var at = new StackedMethod(other.Begins, RetryStack.Push(null, new[] { retries.Deliveries.Of(other.Begins), retries.DeclaredOn(other.Begins) }.OfType<RetryLayer>()), null, null, context.Reach.EntryOf(other.Begins));
            at = other.Path.Aggregate(at, (before, edge) => new(edge.To, RetryStack.Push(before.Stack, before.Around(retries, edge, onlyCertain: true)), edge, before, before.Entry));
            foreach (var known in inside[other.Node])
            {
                var stack = RetryStack.Push(at.Stack, known.Tail)!;
                var product = other.Certain ? stack.Least : stack.LikelyProduct;
                if (stack.Depth > 1 && product > Budget)
                {
                    // What the largest one is told of, the call that leads there has to tell of this one.
                    var call = stack.InnermostInCode == known.Stack.InnermostInCode ? other.Call ?? other.Path[0] : null;
                    yield return new(at, stack, known.Effect, other.Certain) { Call = call };
                    break;
                }
            }
        }
    }

    private static Dictionary<object, Stacked> Worst(RuleContext context, RetryStacks stacks, Func<RetryStack, long> product)
    {
        var worst = new Dictionary<object, Stacked>();
        NearestSites? database = null;
        bool Asks(MethodNode node) => (database ??= new(context.Graph, context.Graph.Focus.SelectMany(n => n.Effects).Where(IsDatabase).Select(e => (e.Node, e.Site)))).IsCertain(node);
        foreach (var at in stacks.Reached)
        {
            foreach (var candidate in Candidates(context.Retries, at, stacks.OnlyCertain).Select(c => AsItFails(c, Asks)))
            {
                var key = (object?)candidate.Stack.InnermostInCode ?? candidate.Effect!;
                if (candidate.Stack.Depth > 1
                    && product(candidate.Stack) > Budget
                    && (!worst.TryGetValue(key, out var known) || product(candidate.Stack) > product(known.Stack) || (known.Effect is null && candidate.Effect is not null && product(candidate.Stack) == product(known.Stack))))
                {
                    worst[key] = candidate;
                }
            }
        }

        return worst;
    }

    /// <summary>
    /// A layer multiplies what it sees fail. An execution strategy sees failures of the database only; nothing around a loop that never gives up sees any.
    /// </summary>
    private static Stacked AsItFails(Stacked candidate, Func<MethodNode, bool> asks)
    {
        var all = candidate.Stack.OutermostFirst.ToList();
        var layers = all.Exists(l => l.Kind == RetryKind.Strategy) && all[all.Count - 1].Kind is not (RetryKind.Strategy or RetryKind.Context) && !IsOfDatabase(candidate, asks)
            ? all.FindAll(l => l.Kind != RetryKind.Strategy)
            : all;
        var endless = layers.FindLastIndex(l => l.Kind == RetryKind.Loop && l.Attempts == Attempts.Endless);
        layers = endless > 0 ? layers.GetRange(endless, layers.Count - endless) : layers;
        return layers.Count == all.Count ? candidate : candidate with { Stack = layers.Aggregate((RetryStack?)null, (outer, layer) => new(layer, outer))! };
    }

    private static bool IsOfDatabase(Stacked candidate, Func<MethodNode, bool> asks)
    {
        if (candidate.Effect is { } effect)
        {
            return IsDatabase(effect);
        }

        return candidate.Stack.InnermostInCode is not { Site: >= 0 } inside
            ? asks(candidate.At.Node)
            : inside.Node.Effects.Any(e => e.Site == inside.Site && IsDatabase(e)) || inside.Node.Edges.Any(e => e.Site == inside.Site && asks(e.To));
    }

    private static bool IsDatabase(EffectSite effect) => effect.Category is EffectCategory.DbRead or EffectCategory.DbWrite or EffectCategory.DbCommit;

    private static IEnumerable<Stacked> Candidates(RetryMap retries, StackedMethod at, bool onlyCertain)
    {
        var node = at.Node;
        if (at.Stack is { Layer.Kind: RetryKind.Declared } declared)
        {
            yield return new(at, declared, null);
        }

        foreach (var loop in retries.LoopsOf(node).Where(l => !retries.IsOfHelper(l.Layer) && at.Counts(retries, l.Layer, onlyCertain)))
        {
            var around = retries.LoopsAround(node, loop.Layer.Site).TakeWhile(layer => layer != loop.Layer);
            if (RetryStack.Push(RetryStack.Push(at.Stack, around), loop.Layer) is { } stack && stack.Layer == loop.Layer)
            {
                yield return new(at, stack, null);
            }
        }

        foreach (var edge in node.Edges)
        {
            if (RetryStack.Push(at.Stack, at.Around(retries, edge, onlyCertain).Where(layer => layer.Kind != RetryKind.Declared)) is { } stack && stack.Layer.Node == node && stack.Layer.Kind is RetryKind.Policy or RetryKind.Helper or RetryKind.Strategy && !retries.IsOfHelper(stack.Layer))
            {
                yield return new(at, stack, null);
            }
        }

        foreach (var effect in retries.Requests(node))
        {
            if (RetryStack.Push(at.Stack, retries.Of(effect).Where(l => at.Counts(retries, l, onlyCertain))) is { } stack && (stack.InnermostInCode is not null || stack.Depth > 1))
            {
                yield return new(at, stack, effect);
            }
        }
    }

    private static Violation Breach(Stacked stacked)
    {
        var stack = stacked.Stack;
        var layers = stack.OutermostFirst.ToList();
        var counts = string.Join(" × ", layers.SelectMany(l => l.Parts));
        var product = layers.TrueForAll(l => l.Attempts.IsKnown) ? $"{counts} = {stack.Least}" : counts;
        var target = stacked.Effect?.Subject ?? Called(stacked.Node, stacked.Site);
        return new(
            RuleTable.RetriesMustNotStack,
            stacked.Certain,
            stacked.At.Entry,
            stacked.At.Path,
            new SiteLocation(stacked.Node, stacked.Site),
            "retry:" + SiteNames.Numbered(stacked.Node, stacked.Site),
            stacked.Node.Method.Id,
            $"{product} attempts reach {target} (budget {Budget}) · {string.Join(" → ", layers)}",
            stacked.Effect?.Subject ?? "",
            "let one layer retry, or declare [NoRetry(\"why\")]",
            stacked.At.Start)
        {
            IsOfItsPath = true,
            Evidence = [.. layers.SelectMany(l => l.Registrars.Append(l.Node))],
            Also = [.. layers.Select(l => l.Also), .. stacked.Effect is { } effect ? [(new SiteLocation(effect.Node, effect.Site), effect.Subject)] : Array.Empty<(Location, string)>()],
        };
    }

    private static string Called(MethodNode node, int site)
    {
        if (site < 0)
        {
            return Names.Short(node);
        }

        var edge = node.Edges.FirstOrDefault(e => e.Site == site && !e.To.Method.Has(MethodTraits.Lambda));
        return edge is null ? Names.Member(node.Method.Sites[site].Target) : Names.Short(edge.To);
    }

    /// <param name="At">The method that the effect or the innermost layer stands in, as it is reached.</param>
    private sealed record Stacked(StackedMethod At, RetryStack Stack, EffectSite? Effect, bool Certain = false)
    {
        /// <summary>The call at which it is told, where the innermost layer has been told of another stack; null at the innermost layer.</summary>
        public CallEdge? Call { get; init; }

        /// <summary>Where the inside of the stack begins, whoever leads there: the method itself, or the one whose layer is the last before it.</summary>
        public MethodNode TailNode => Own.Count > 0 || Stack.InnermostInCode is not { } layer ? At.Node : layer.Node;

        /// <summary>The layers from there on.</summary>
        public List<RetryLayer> Tail => Own.Count > 0 ? Own : [.. Stack.OutermostFirst.SkipWhile(layer => layer != Stack.InnermostInCode)];

        private List<RetryLayer> Own
        {
            get
            {
                var above = new HashSet<RetryLayer>(At.Stack?.OutermostFirst ?? []);
                return [.. Stack.OutermostFirst.Where(layer => !above.Contains(layer))];
            }
        }

        public MethodNode Node => Call?.From ?? Stack.InnermostInCode?.Node ?? At.Node;

        public int Site => Call?.Site ?? Stack.InnermostInCode?.Site ?? Effect?.Site ?? -1;
    }
}
