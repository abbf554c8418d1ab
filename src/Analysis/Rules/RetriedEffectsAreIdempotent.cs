using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Retries;
using IntentContracts.Analysis.Rules.Transactions;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC1302: what a retry repeats must not happen twice, or carry a key that tells the other side. An attempt that failed may have had its effect all the same.</summary>
internal sealed class RetriedEffectsAreIdempotent : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var refused = new Refused(context.Graph);
        if (!refused.Exist)
        {
            return Find(context, context.Reach, static _ => false).Select(f => f.Violation);
        }

        foreach (var (_, methods) in Find(context, context.Reach, static _ => false))
        {
            refused.Use(context, methods);
        }

        return Find(context, new(context.Entries, refused.Is, excludes: context.GivenArguments.Exclude), refused.Is).Select(f => f.Violation);
    }

    private static IEnumerable<(Violation Violation, IReadOnlyList<MethodNode> Methods)> Find(RuleContext context, EntryReach reach, Func<MethodNode, bool> isRefused) =>
        RunTwice(context, reach, isRefused)
            .GroupBy(t => (t.Node, t.Site))
            .Select(site => site.OrderByDescending(t => t.Certain).ToList())
            .OrderBy(site => site[0].Node.Index)
            .ThenBy(site => site[0].Site)
            .Select(site => (Breach(reach, site), (IReadOnlyList<MethodNode>)[.. site.SelectMany(t => t.Path.Select(e => e.From).Concat(t.Methods)).Distinct()]));

    /// <summary>What happens twice, at its site; of one site what is nearer first.</summary>
    private static List<Twice> RunTwice(RuleContext context, EntryReach reach, Func<MethodNode, bool> isRefused)
    {
        var retries = context.Retries;
        var keys = new IdempotencyKeys(context.Graph, retries.Origins);
        var lookups = new LookupsBefore(context.Graph);
        var duplicates = new KnownDuplicates(context.Graph, retries);
        var increments = new Increments(context.Graph);
        var verbs = new HandedVerbs(context.Graph);
        var patches = new Patches(context.Graph);
        var first = new FirstUse(context);
        bool Harms(EffectSite effect, RetryLayer layer, IReadOnlyList<CallEdge> path) => IsHarmful(effect, layer) || Counts(increments.Of(effect, path), layer);
        bool IsAnswered(EffectSite effect, IReadOnlyList<CallEdge> path) => IsLookedUp(lookups, effect, path) || duplicates.Answer(effect, path);
        bool Follows(CallEdge edge) => !Detached.Is(edge) && !isRefused(edge.To) && !IsIdempotent(edge.To) && !(edge.Via is not null && (isRefused(edge.Via) || IsIdempotent(edge.Via)));

        // What stands in the body of its retry has been told of that one; a retry around it would be mended with it.
        var own = reach.Reached.Where(n => !n.Declares(IntentNames.NaturallyIdempotent)).SelectMany(Own).ToLookup(o => o.IsConfigured, o => o.Twice);
        List<Twice> found = [.. own[false]];
        var told = new HashSet<EffectSite>(found.Select(t => t.Effect));
        HashSet<MethodNode> ends = [.. reach.Reached.Where(n => n.Effects.Any(e => (e.Repetition != Repetition.Harmless || e.Category == EffectCategory.DbCommit) && !IsTakenBack(context, e)))];
        var repeated = new RepeatedReach(reach, retries.Meeting, ends, edge => Innermost(retries.Of(edge)) ?? retries.DeclaredOn(edge.From) ?? Redelivered(retries, edge.From), Follows);
        foreach (var at in repeated.Reached)
        {
            var path = at.Path;
            List<MethodNode> methods = [at.Begins, .. path.Select(e => e.To)];
            bool IsRepeated(MethodNode node, int site) => node != at.Begins || retries.LoopsAround(node, site).Any();

            // A retry near the effect does not make good that the whole transaction is tried again around it, what it has sent included.
            foreach (var effect in at.Node.Effects.Where(e => !IsTakenBack(context, e) && (!told.Contains(e) || (at.Layer.Kind == RetryKind.Strategy && at.At is not null))))
            {
                var (known, saidBy) = verbs.Of(effect, path);
                if (Harms(known, at.Layer, path) && !IsAnswered(effect, path) && !context.GivenArguments.Exclude(path, effect.Site) && !IsKeyed(saidBy, methods, IsRepeated))
                {
                    found.Add(new(effect, at.Layer, at.At?.From ?? at.Node, at.At?.Site ?? effect.Site, [.. reach.PathTo(at.Begins), .. path], methods, at.Certain && IsSure(increments.Of(known, path), known, at.Layer) && !patches.Are(known, saidBy) && !IsKept(effect, path)));
                }
            }
        }

        // What a client does by itself is asked about where nobody else tries again.
        told.UnionWith(found.Select(t => t.Effect));
        return [.. found, .. own[true].Where(t => !told.Contains(t.Effect))];

        // What is made below the attempt and kept from then on, a log-in, mostly was made before.
        bool IsKept(EffectSite effect, IReadOnlyList<CallEdge> path) => path.Any(e => e.Site >= 0 && first.Is(e.From, e.Site)) || (path.Count > 0 && first.Is(effect.Node, effect.Site));

        // Who says what is sent, in front of the retry, can hand a key over with it.
        bool IsKeyed(MethodNode? saidBy, IReadOnlyList<MethodNode> methods, Func<MethodNode, int, bool> isRepeated) =>
            keys.Protect(methods, isRepeated) || (saidBy is not null && !methods.Contains(saidBy) && keys.Protect([saidBy], static (_, _) => false));

        IEnumerable<(Twice Twice, bool IsConfigured)> Own(MethodNode node)
        {
            foreach (var effect in node.Effects.Where(e => !IsTakenBack(context, e)))
            {
                var (known, saidBy) = verbs.Of(effect, []);
                var layers = new[] { retries.DeclaredOn(node) ?? Redelivered(retries, node) }.OfType<RetryLayer>().Concat(retries.Of(effect)).Where(l => Harms(known, l, [])).ToList();
                var layer = Innermost(layers);
                bool IsRepeated(MethodNode method, int site) => layer!.Kind is RetryKind.Declared or RetryKind.Delivery || (layer.Kind is RetryKind.Loop or RetryKind.Handler && (retries.LoopsAround(method, site).Any() || retries.IsDoneByEachRecursion(method, site)));
                if (layer is not null && !IsAnswered(effect, []) && !IsKeyed(saidBy, layer.Kind == RetryKind.Handler ? [node, layer.Node, .. layer.Before] : [node], IsRepeated) && !IsCovered(node, layer)) // a handler may be who adds the key
                {
                    yield return (new(effect, layer, node, effect.Site, reach.PathTo(node), [node], reach.IsCertain(node) && IsSure(increments.Of(known), known, layer) && !patches.Are(known, saidBy)), layers[0].Kind == RetryKind.Handler);
                }
            }
        }
    }

    /// <summary>What runs a job or consumer again because the code says so. What a scheduler does by itself is asked about where the job begins (IC1401).</summary>
    private static RetryLayer? Redelivered(RetryMap retries, MethodNode node) => retries.Deliveries.Of(node) is { IsAskedFor: true } asked && !IsIdempotent(node) ? asked : null;

    /// <summary>Rows that an attempt writes inside a transaction go with it; a transaction around the retry is another law's (IC1304).</summary>
    private static bool IsTakenBack(RuleContext context, EffectSite effect) =>
        effect.Category is EffectCategory.DbWrite or EffectCategory.DbCommit && context.Transactions.Inside.Reaches(effect.Node);

    private static RetryLayer? Innermost(IReadOnlyList<RetryLayer> layers) => layers.Count == 0 ? null : layers[layers.Count - 1];

    /// <summary>The claim of a member stands around its own policy, and above the handler of a client that it calls; a loop inside the member is not told.</summary>
    private static bool IsCovered(MethodNode node, RetryLayer layer) => (!layer.IsInCode || layer.Kind == RetryKind.Declared) && IsIdempotent(node);

    private static bool IsLookedUp(LookupsBefore lookups, EffectSite effect, IReadOnlyList<CallEdge> path) =>
        effect is { Category: EffectCategory.DbWrite, Repetition: Repetition.Unclear } && lookups.Precede(effect, path);

    private static bool IsIdempotent(MethodNode node) => node.Declares(IntentNames.Idempotent) || node.Declares(IntentNames.NaturallyIdempotent);

    private static bool IsHarmful(EffectSite effect, RetryLayer layer) => !(layer.OnlyOfNothingDone && effect.Category == EffectCategory.Http) && !TokenRequests.Are(effect) && layer.Kind switch
    {
        RetryKind.Context or RetryKind.Client => false,
        RetryKind.Delivery => layer.IsAskedFor && effect.Repetition == Repetition.Harmful && !(layer.HoldsMessages && effect.Category == EffectCategory.Publish),
        RetryKind.Handler => effect is { Category: EffectCategory.Http, Repetition: Repetition.Harmful } && !SparedVerbs.Spare(layer, effect.Node.Method.Sites[effect.Site]),

        // The transaction of the strategy's attempt takes its rows back.
        RetryKind.Strategy => effect.Repetition == Repetition.Harmful,
        _ => effect.Repetition == Repetition.Harmful || (effect is { Category: EffectCategory.DbWrite or EffectCategory.DbCommit, Repetition: Repetition.Unclear } && IsCommitted(effect)),
    };

    /// <summary>
    /// A value that is computed from itself and stored in each attempt. The transaction of a strategy's attempt takes it back, and so does one that is opened below the retry; a statement that runs in neither of them counts twice
    /// where the strategy is known to try again.
    /// </summary>
    private static bool Counts(Repetition counted, RetryLayer layer) => layer.Kind switch
    {
        RetryKind.Context or RetryKind.Client or RetryKind.Handler => false,
        RetryKind.Delivery => layer.IsAskedFor && counted == Repetition.Harmful,
        RetryKind.Strategy => layer.Attempts.IsKnown && counted == Repetition.Harmful,
        _ => counted != Repetition.Harmless,
    };

    /// <summary>A strategy tries again only for what its database takes for a passing failure.</summary>
    private static bool IsSure(Repetition counted, EffectSite effect, RetryLayer layer) => effect.Repetition == Repetition.Harmful || (counted == Repetition.Harmful && layer.Kind != RetryKind.Strategy);

    /// <summary>
    /// A row that is only noted is inserted once, however often it is noted; one that is stored by then can be stored again. A statement that the code does not show is no insert, and a transaction that the attempt opens takes
    /// its rows back.
    /// </summary>
    private static bool IsCommitted(EffectSite effect) =>
        !effect.Node.OpensTransaction
        && (effect.Category == EffectCategory.DbCommit
            ? effect.Catalogued is not null || effect.Node.Method.Sites.Any(s => s.Arguments.Any(a => a.Kind == ValueKind.Text && Inserts(a.Text)))
            : effect.Node.Effects.Any(e => e.Category == EffectCategory.DbCommit && effect.Node.Method.Flow.CanFollow(effect.Site, e.Site)));

    /// <summary>A log's "inserting row …" is no statement.</summary>
    private static bool Inserts(string text)
    {
        var words = text.Split([' ', '\t', '\r', '\n', '(', ';'], StringSplitOptions.RemoveEmptyEntries);
        return Array.Exists(words, w => w.Equals("INSERT", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Where a row that is only noted is stored.</summary>
    private static IEnumerable<(Location At, string What)> Stored(EffectSite effect) =>
        effect.Category != EffectCategory.DbWrite ? []
            : effect.Node.Effects.Where(e => e.Category == EffectCategory.DbCommit && effect.Node.Method.Flow.CanFollow(effect.Site, e.Site)).Take(1).Select(e => ((Location)new SiteLocation(e.Node, e.Site), e.Subject));

    private static Violation Breach(EntryReach reach, IReadOnlyList<Twice> site)
    {
        var (effect, layer, node, at, path, _, certain) = site[0];
        var others = site.Select(t => t.Effect).Distinct().Where(e => e != effect).ToList();
        return new(
            RuleTable.RetriedEffectsAreIdempotent,
            certain && !layer.IsPossible && !layer.MayOnlyBeRefused && layer.Kind != RetryKind.Delivery, // an outbox or inbox may be configured where the code does not show it
            reach.EntryOf(path.Count > 0 ? path[0].From : node),
            path,
            new SiteLocation(node, at),
            effect.Category.Word() + ":" + SiteNames.Numbered(node, at),
            node.Method.Id,
            $"{layer} can run {effect.Subject}{(others.Count > 0 ? $" and {others.Count} more" : "")} twice: an attempt that failed may have had its effect",
            effect.Subject,
            "send a key made before the first attempt, declare [Idempotent] below the retry, or [NoRetry(\"why\")]")
        {
            IsOfItsPath = true,
            Evidence = [layer.Node, .. layer.Registrars],
            Also = [.. layer.Places, .. Own(effect, node, at), .. Stored(effect), .. others.SelectMany(e => Own(e, node, at))],
        };
    }

    /// <summary>Where an effect stands, when it is not where it is told.</summary>
    private static IEnumerable<(Location At, string What)> Own(EffectSite effect, MethodNode node, int at) =>
        effect.Node == node && effect.Site == at ? [] : [(new SiteLocation(effect.Node, effect.Site), effect.Subject)];

    /// <param name="Node">With <paramref name="Site"/>, where the retry and the effect meet.</param>
    /// <param name="Path">From the entry point to the effect.</param>
    /// <param name="Methods">From the one in which the retry begins to the one that has the effect.</param>
    private sealed record Twice(EffectSite Effect, RetryLayer Layer, MethodNode Node, int Site, IReadOnlyList<CallEdge> Path, IReadOnlyList<MethodNode> Methods, bool Certain);
}
