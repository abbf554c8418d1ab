using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Retries;
using IntentContracts.Analysis.Rules.Swallowing;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC1301: layers that each try again multiply. Found where the one around the innermost meets that: there the hand goes that lets one of them go.</summary>
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

        return found.Select(stacked => Breach(context, stacked));
    }

    private static List<Stacked> Find(RuleContext context, Func<MethodNode, bool> isCut)
    {
        List<Stacked> all = [.. Worst(context, isCut, onlyCertain: true)];
        var certain = new HashSet<object>(all.Select(s => s.Innermost));
        all.AddRange(Worst(context, isCut, onlyCertain: false).Where(s => !certain.Contains(s.Innermost)));

        // One decision a stack: not at the layers around it as well.
        var outer = new HashSet<RetryLayer>(all.SelectMany(s => s.Stack.OutermostFirst.Take(s.Stack.OutermostFirst.Count() - 1)));
        all.RemoveAll(s => outer.Contains(s.Stack.Layer));
        all.AddRange(Further(context, isCut, [.. all]));
        return [.. new WorkerLives(context).OncePerLife(all.GroupBy(s => (s.Node, s.Site)).Select(Told).OrderBy(s => s.Node.Index).ThenBy(s => s.Site))];
    }

    /// <summary>One of a site is told: what is certain, multiplies most, and names an effect.</summary>
    private static Stacked Told(IEnumerable<Stacked> site)
    {
        var all = site.OrderByDescending(s => s.Certain).ThenByDescending(s => s.Product).ThenByDescending(s => s.Effect is not null).ToList();
        return all[0] with { Others = [.. all.Select(s => s.Innermost).Distinct().Where(i => !Equals(i, all[0].Innermost))] };
    }

    /// <summary>Each method keeps the largest stack around it: who else retries what stands inside is looked for from there.</summary>
    private static IEnumerable<Stacked> Further(RuleContext context, Func<MethodNode, bool> isCut, List<Stacked> found)
    {
        var retries = context.Retries;
        var inside = found.Where(s => s.Tail.Count > 0).ToLookup(s => s.TailNode);
        var said = new HashSet<CallEdge>(found.SelectMany(s => s.At.Path));
        var repeated = new RepeatedReach(
            context.Reach,
            retries.Meeting,
            [.. inside.Select(s => s.Key)],
            edge => retries.Of(edge).LastOrDefault(l => !l.IsPossible) ?? retries.Deliveries.Of(edge.From) ?? retries.DeclaredOn(edge.From),
            edge => edge.To != edge.From && !Detached.Is(edge) && !Detached.IsLeftAlone(edge) && !isCut(edge.To) && !(edge.Via is not null && isCut(edge.Via)));
        foreach (var other in repeated.Reached.Where(r => r.At is { } call && !said.Contains(call)))
        {
            var begins = other.Begins;
            var at = new StackedMethod(begins, RetryStack.Push(null, new[] { retries.Deliveries.Of(begins), retries.DeclaredOn(begins) }.OfType<RetryLayer>()), null, null, context.Reach.EntryOf(begins));
            at = other.Path.Aggregate(at, (before, edge) => new(edge.To, RetryStack.Push(before.Seen(retries, edge.Site), before.Around(retries, edge, onlyCertain: true)), edge, before, before.Entry));
            foreach (var known in inside[other.Node])
            {
                Stacked stacked = new(at, RetryStack.Push(at.Stack, known.Tail)!, known.Effect, other.Certain, (other.At!.From, other.At.Site));
                if (stacked.Stack.Layer == known.Stack.Layer && AsItFails(retries.Failures, stacked, static _ => true) is var seen && seen.Stack.Depth == stacked.Stack.Depth && stacked.Stack.Depth > 1 && stacked.Product > Budget)
                {
                    yield return stacked;
                }
            }
        }
    }

    /// <summary>The largest stack around each innermost thing. Where that is none, because a layer of it does not handle what comes out of there, others are looked for that do not have it.</summary>
    private static IEnumerable<Stacked> Worst(RuleContext context, Func<MethodNode, bool> isCut, bool onlyCertain)
    {
        NearestSites? database = null;
        bool Asks(MethodNode node) => (database ??= new(context.Graph, context.Graph.Focus.SelectMany(n => n.Effects).Where(e => e.IsOfDatabase).Select(e => (e.Node, e.Site)))).IsCertain(node);
        var without = new HashSet<RetryLayer>();
        var all = new List<Stacked>();
        for (HashSet<object>? open = null; open is not { Count: 0 };)
        {
            var stacks = new RetryStacks(context, isCut, onlyCertain, without);
            List<(Stacked Candidate, Stacked Seen)> tried = [.. stacks.Reached
                .SelectMany(at => Candidates(context.Retries, at, stacks.OnlyCertain))
                .Where(candidate => IsTooMuch(candidate) && open?.Contains(candidate.Innermost) != false)
                .Select(candidate => (candidate, AsItFails(context.Retries.Failures, candidate, Asks)))];
            all.AddRange(tried.Select(t => t.Seen).Where(IsTooMuch));
            var found = new HashSet<object>(all.Select(stacked => stacked.Innermost));
            var missed = tried.Where(t => !found.Contains(t.Seen.Innermost)).ToList();
            List<RetryLayer> deaf = [.. missed.SelectMany(t => t.Candidate.Stack.OutermostFirst.Except(t.Seen.Stack.OutermostFirst))];
            open = [.. deaf.Exists(without.Add) ? missed.Select(t => t.Candidate.Innermost) : []];
            without.UnionWith(deaf);
        }

        return all
            .Where(stacked => !context.GivenArguments.Exclude(stacked.At.Path, stacked.End.Node == stacked.At.Node ? stacked.End.Site : -1))
            .GroupBy(stacked => stacked.Innermost)
            .Select(same => same.OrderByDescending(s => s.Product).ThenByDescending(s => s.Effect is not null).First())
            .Select(stacked => stacked.Met(context.Retries));
    }

    private static bool IsTooMuch(Stacked stacked) => stacked.Stack.Depth > 1 && stacked.Product > Budget;

    /// <summary>
    /// A layer multiplies what it sees fail. An execution strategy sees failures of the database only, and what names the types that it handles sees those; nothing around a loop that never gives up sees any.
    /// </summary>
    private static Stacked AsItFails(HandledFailures failures, Stacked candidate, Func<MethodNode, bool> asks)
    {
        var all = candidate.Stack.OutermostFirst.ToList();
        var layers = all.Exists(l => l.Kind == RetryKind.Strategy) && all[all.Count - 1].Kind is not (RetryKind.Strategy or RetryKind.Context) && !IsOfDatabase(candidate, asks)
            ? all.FindAll(l => l.Kind != RetryKind.Strategy)
            : all;
        var endless = layers.FindLastIndex(l => l.Kind == RetryKind.Loop && l.Attempts == Attempts.Endless);
        layers = endless > 0 ? layers.GetRange(endless, layers.Count - endless) : layers;
        layers = layers.FindAll(l => l == all[all.Count - 1] || failures.Sees(l, candidate));
        return layers.Count == all.Count ? candidate : candidate with { Stack = layers.Aggregate((RetryStack?)null, (outer, layer) => new(layer, outer))! };
    }

    private static bool IsOfDatabase(Stacked candidate, Func<MethodNode, bool> asks)
    {
        if (candidate.Effect is { } effect)
        {
            return effect.IsOfDatabase;
        }

        return candidate.Stack.InnermostInCode is not { Site: >= 0 } inside
            ? asks(candidate.At.Node)
            : inside.Node.EffectsAt(inside.Site).Any(e => e.IsOfDatabase) || inside.Node.EdgesAt(inside.Site).Any(e => asks(e.To));
    }

    private static IEnumerable<Stacked> Candidates(RetryMap retries, StackedMethod at, bool onlyCertain)
    {
        var node = at.Node;
        if (at.Stack is { Layer.Kind: RetryKind.Declared } declared)
        {
            yield return new(at, declared, null, onlyCertain);
        }

        // What is delivered again by two of its broker's retries is a stack, whatever it does.
        if (at.Stack is { Layer: { Kind: RetryKind.Delivery, Registration: not null } delivered } && retries.Deliveries.Of(node) == delivered)
        {
            yield return new(at, at.Stack, null, onlyCertain);
        }

        foreach (var loop in retries.LoopsOf(node).Where(l => !retries.IsOfHelper(l.Layer) && at.Counts(retries, l.Layer, onlyCertain)))
        {
            var around = retries.LoopsAround(node, loop.Layer.Site).TakeWhile(layer => layer != loop.Layer).Where(layer => retries.Sees(layer, node, loop.Layer.Site));
            if (RetryStack.Push(RetryStack.Push(at.Seen(retries, loop.Layer.Site), around), loop.Layer) is { } stack && stack.Layer == loop.Layer)
            {
                yield return new(at, stack, null, onlyCertain);
            }
        }

        foreach (var edge in node.Edges)
        {
            if (RetryStack.Push(at.Seen(retries, edge.Site), at.Around(retries, edge, onlyCertain).Where(layer => layer.Kind != RetryKind.Declared)) is { } stack && stack.Layer.Node == node && stack.Layer.Kind is RetryKind.Policy or RetryKind.Helper or RetryKind.Strategy && !retries.IsOfHelper(stack.Layer))
            {
                yield return new(at, stack, null, onlyCertain);
            }
        }

        foreach (var effect in retries.Requests(node))
        {
            if (RetryStack.Push(at.Seen(retries, effect.Site), retries.Of(effect).Where(l => at.Counts(retries, l, onlyCertain) && retries.Sees(l, node, effect.Site))) is { } stack && (stack.InnermostInCode is not null || stack.Outer is not null || (stack.Depth > 1 && stack.Layer.Kind != RetryKind.Delivery)))
            {
                yield return new(at, stack, effect, onlyCertain);
            }
        }
    }

    /// <summary>
    /// A context that has given up throws a <c>RetryLimitExceededException</c> (https://learn.microsoft.com/dotnet/api/microsoft.entityframeworkcore.storage.retrylimitexceededexception): what stands around it and handles the database's own failures sees those that
    /// were never tried again, and this one only where it handles any.
    /// </summary>
    private static bool SeesExhaustion(RuleContext context, List<RetryLayer> layers) =>
        layers[layers.Count - 1].Kind != RetryKind.Context
        || layers.Exists(l => l.Kind == RetryKind.Delivery)
        || layers.Take(layers.Count - 1).All(l => context.Retries.LoopsOf(l.Node).Any(loop => loop.Layer == l && loop.Region is { } region && Handlers.SeesAll(context.Graph, l.Node, region)));

    private static Violation Breach(RuleContext context, Stacked stacked)
    {
        var stack = stacked.Stack;
        var layers = stack.OutermostFirst.ToList();
        var counts = string.Join(" × ", layers.SelectMany(l => l.Parts));
        var product = layers.TrueForAll(l => l.Attempts.IsKnown) ? $"{counts} = {stack.Least}" : counts;
        var target = stacked.Effect?.Subject ?? (stack.Layer.Kind == RetryKind.Delivery ? Names.Short(stacked.At.Node) : Called(stacked.End.Node, stacked.End.Site));
        var more = stacked.Others.Count > 0 ? $" and {stacked.Others.Count} more" : "";
        return new(
            RuleTable.RetriesMustNotStack,
            stacked.Certain && SeesExhaustion(context, layers) && !new WorkerLives(context).IsOuter(stacked),
            stacked.At.Entry,
            stacked.At.Path,
            new SiteLocation(stacked.Node, stacked.Site),
            "retry:" + SiteNames.Numbered(stacked.Node, stacked.Site),
            stacked.Node.Method.Id,
            $"{product} attempts reach {target}{more} (budget {Budget}) · {string.Join(" → ", layers)}",
            stacked.Effect?.Subject ?? "",
            "let one layer retry, or declare [NoRetry(\"why\")]",
            stacked.At.Start)
        {
            IsOfItsPath = true,
            Evidence = [.. layers.SelectMany(l => l.Registrars.Append(l.Node))],
            Also = [.. layers.SelectMany(l => l.Places), .. stacked.Effect is { } effect ? [(new SiteLocation(effect.Node, effect.Site), effect.Subject)] : Array.Empty<(Location, string)>(), .. stacked.Others.Select(Also)],
        };
    }

    private static string Called(MethodNode node, int site)
    {
        if (site < 0)
        {
            return Names.Short(node);
        }

        var edge = node.EdgesAt(site).FirstOrDefault(e => !e.To.Method.Has(MethodTraits.Lambda));
        return edge is null ? Names.Member(node.Method.Sites[site].Target) : Names.Short(edge.To);
    }

    private static (Location At, string What) Also(object inside) => inside is EffectSite effect ? (new SiteLocation(effect.Node, effect.Site), effect.Subject) : ((RetryLayer)inside).Also;
}
