using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Retries;
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

        foreach (var (violation, methods) in Find(context, context.Reach, static _ => false))
        {
            refused.Use(context, violation.Path.Select(e => e.From).Concat(methods));
        }

        return Find(context, new(context.Entries, refused.Is, excludes: context.GivenArguments.Exclude), refused.Is).Select(f => f.Violation);
    }

    private static IEnumerable<(Violation Violation, IReadOnlyList<MethodNode> Methods)> Find(RuleContext context, EntryReach reach, Func<MethodNode, bool> isRefused)
    {
        var retries = context.Retries;
        var keys = new IdempotencyKeys(retries.Origins);
        var lookups = new LookupsBefore(context.Graph);
        var duplicates = new KnownDuplicates(context.Graph, retries);
        var increments = new Increments(context.Graph);
        bool IsHarmful(EffectSite effect, RetryLayer layer, MethodNode node) => RetriedEffectsAreIdempotent.IsHarmful(effect, layer, node) || Counts(increments, effect, layer);
        bool Follows(CallEdge edge) => !Detached.Is(edge) && !isRefused(edge.To) && !IsIdempotent(edge.To) && !(edge.Via is not null && (isRefused(edge.Via) || IsIdempotent(edge.Via)));
        var inside = new InsideReach<RetryLayer>(reach, edge => Innermost(retries.Of(edge)) ?? retries.DeclaredOn(edge.From) ?? Redelivered(retries, edge.From), Follows);
        var found = new Dictionary<EffectSite, (Violation Violation, IReadOnlyList<MethodNode> Methods, RetryLayer Layer)>();
        foreach (var retried in inside.Reached)
        {
            List<MethodNode> methods = [retried.Begins, .. retried.Path.Select(e => e.To)];
            foreach (var effect in retried.Node.Effects.Where(e => IsHarmful(e, retried.Around, retried.Node) && !IsTakenBack(context, e)))
            {
                if (retried.Around.Kind == RetryKind.Strategy && retries.Of(effect).Any(l => l.IsInCode && IsHarmful(effect, l, retried.Node)))
                {
                    continue; // told of its own retry, and of the strategy at the call
                }

                bool IsRepeated(MethodNode node, int site) => node != retried.Begins || retries.LoopsAround(node, site).Any();
                if (!IsLookedUp(lookups, effect, retried.Path) && !duplicates.Answer(effect, retried.Path) && !keys.Protect(methods, IsRepeated))
                {
                    var path = new List<CallEdge>(reach.PathTo(retried.Begins));
                    path.AddRange(retried.Path);
                    found[effect] = (Breach(effect, retried.Around, retried.Certain && IsSure(increments, effect), reach.EntryOf(retried.Begins), path), methods, retried.Around);
                }
            }
        }

        foreach (var node in reach.Reached.Where(n => !n.Declares(IntentNames.NaturallyIdempotent)))
        {
            foreach (var effect in node.Effects.Where(e => !found.ContainsKey(e) && !IsTakenBack(context, e)))
            {
                var layer = retries.Of(effect).LastOrDefault(l => IsHarmful(effect, l, node)) ?? ((retries.DeclaredOn(node) ?? Redelivered(retries, node)) is { } whole && IsHarmful(effect, whole, node) ? whole : null);
                bool IsRepeated(MethodNode method, int site) => layer!.Kind is RetryKind.Declared or RetryKind.Delivery || (layer.Kind is RetryKind.Loop or RetryKind.Handler && retries.LoopsAround(method, site).Any());
                if (layer is not null && !IsLookedUp(lookups, effect, []) && !duplicates.Answer(effect, []) && !keys.Protect(layer.Kind == RetryKind.Handler ? [node, layer.Node, .. layer.Before] : [node], IsRepeated) && !IsCovered(node, layer)) // a handler may be who adds the key
                {
                    found[effect] = (Breach(effect, layer, reach.IsCertain(node) && IsSure(increments, effect), reach.EntryOf(node), reach.PathTo(node)), [node], layer);
                }
            }
        }

        // A retry near the effect does not make good that the whole transaction is tried again around it, what it has sent included.
        var strategies = new InsideReach<RetryLayer>(reach, edge => retries.Of(edge).FirstOrDefault(l => l is { Kind: RetryKind.Strategy, Attempts.IsKnown: true }), Follows);
        var around = new Dictionary<(MethodNode, int), (Violation, IReadOnlyList<MethodNode>)>();
        foreach (var retried in strategies.Reached)
        {
            foreach (var effect in retried.Node.Effects.Where(e => e.Repetition == Repetition.Harmful && found.TryGetValue(e, out var known) && known.Layer.Kind != RetryKind.Strategy))
            {
                var path = retried.Path;
                var call = path.FirstOrDefault(e => !e.To.Method.Has(MethodTraits.Lambda));
                List<MethodNode> methods = [retried.Begins, .. path.Select(e => e.To)];
                if (call is not null && !around.ContainsKey((call.From, call.Site)) && !keys.Protect(methods, (node, site) => node != retried.Begins))
                {
                    var whole = reach.PathTo(retried.Begins).Concat(path).ToList();
                    var breach = Breach(effect, retried.Around, retried.Certain && IsSure(increments, effect), reach.EntryOf(retried.Begins), whole);
                    around.Add((call.From, call.Site), (breach with { Location = new SiteLocation(call.From, call.Site), Sink = call.From.Method.Id }, methods));
                }
            }
        }

        var further = new FurtherRetries(reach, edge => Innermost(retries.Of(edge)) ?? retries.DeclaredOn(edge.From) ?? Redelivered(retries, edge.From), Follows);
        var told = found.Values.Select(f => f.Layer).Concat(strategies.Reached.Select(s => s.Around));
        foreach (var other in further.To([.. found.Keys.Select(e => e.Node).Distinct()], told, found.Values.SelectMany(f => f.Violation.Path)))
        {
            List<MethodNode> methods = [other.Begins, .. other.Path.Select(e => e.To)];
            if (other.Call is { } call
                && !around.ContainsKey((call.From, call.Site))
                && other.Node.Effects.FirstOrDefault(e => found.ContainsKey(e) && IsHarmful(e, other.Layer, other.Node) && !IsLookedUp(lookups, e, other.Path) && !duplicates.Answer(e, other.Path)) is { } effect
                && !keys.Protect(methods, (node, site) => node != other.Begins || retries.LoopsAround(node, site).Any()))
            {
                var breach = Breach(effect, other.Layer, other.Certain && IsSure(increments, effect), reach.EntryOf(other.Begins), [.. reach.PathTo(other.Begins), .. other.Path]);
                around.Add((call.From, call.Site), (breach with { Location = new SiteLocation(call.From, call.Site), Sink = call.From.Method.Id }, methods));
            }
        }

        return found.OrderBy(pair => pair.Key.Node.Index).ThenBy(pair => pair.Key.Site).Select(pair => (pair.Value.Violation, pair.Value.Methods))
            .Concat(around.OrderBy(pair => pair.Key.Item1.Index).ThenBy(pair => pair.Key.Item2).Select(pair => pair.Value));
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

    private static bool IsHarmful(EffectSite effect, RetryLayer layer, MethodNode node) => !(layer.OnlyOfNothingDone && effect.Category == EffectCategory.Http) && layer.Kind switch
    {
        RetryKind.Context or RetryKind.Client => false,
        RetryKind.Delivery => layer.IsAskedFor && effect.Repetition == Repetition.Harmful && !(layer.HoldsMessages && effect.Category == EffectCategory.Publish),
        RetryKind.Handler => effect is { Category: EffectCategory.Http, Repetition: Repetition.Harmful } && !SparedVerbs.Spare(layer, effect.Node.Method.Sites[effect.Site]),

        // The transaction of the strategy's attempt takes its rows back.
        RetryKind.Strategy => effect.Repetition == Repetition.Harmful,
        _ => effect.Repetition == Repetition.Harmful || (effect is { Category: EffectCategory.DbWrite or EffectCategory.DbCommit, Repetition: Repetition.Unclear } && IsCommitted(effect, node)),
    };

    /// <summary>A value that is computed from itself and stored in each attempt. The transaction of a strategy's attempt takes it back, and so does one that is opened below the retry.</summary>
    private static bool Counts(Increments increments, EffectSite effect, RetryLayer layer) =>
        (layer.Kind == RetryKind.Delivery ? layer.IsAskedFor && increments.Of(effect) == Repetition.Harmful : layer.Kind is not (RetryKind.Context or RetryKind.Client or RetryKind.Handler or RetryKind.Strategy) && increments.Of(effect) != Repetition.Harmless);

    private static bool IsSure(Increments increments, EffectSite effect) => effect.Repetition == Repetition.Harmful || increments.Of(effect) == Repetition.Harmful;

    /// <summary>
    /// A row that is only noted is inserted once, however often it is noted; one that is stored by then can be stored again. A statement that the code does not show is no insert, and a transaction that the attempt opens takes
    /// its rows back.
    /// </summary>
    private static bool IsCommitted(EffectSite effect, MethodNode node) =>
        !node.OpensTransaction
        && (effect.Category == EffectCategory.DbCommit
            ? effect.Catalogued is not null || node.Method.Sites.Any(s => s.Arguments.Any(a => a.Kind == ValueKind.Text && Inserts(a.Text)))
            : node.Effects.Any(e => e.Category == EffectCategory.DbCommit && node.Method.Flow.CanFollow(effect.Site, e.Site)));

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

    private static Violation Breach(EffectSite effect, RetryLayer layer, bool certain, EntryPoint entry, IReadOnlyList<CallEdge> path) => new(
        RuleTable.RetriedEffectsAreIdempotent,
        certain && !layer.IsPossible && layer.Kind != RetryKind.Delivery, // an outbox or inbox may be configured where the code does not show it
        entry,
        path,
        new SiteLocation(effect.Node, effect.Site),
        effect.Category.Word() + ":" + SiteNames.Numbered(effect.Node, effect.Site),
        effect.Node.Method.Id,
        $"{layer} can run {effect.Subject} twice: an attempt that failed may have had its effect",
        effect.Subject,
        "send a key made before the first attempt, declare [Idempotent] below the retry, or [NoRetry(\"why\")]")
    {
        IsOfItsPath = true,
        Evidence = [layer.Node, .. layer.Registrars],
        Also = [layer.Also, .. Stored(effect)],
    };
}
