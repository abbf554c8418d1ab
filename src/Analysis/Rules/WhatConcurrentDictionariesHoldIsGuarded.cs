using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Locks;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1001 for lists and their like that a concurrent dictionary keeps: it hands the same one to every thread that asks for the key, and guards its own table only. Possible only: a key may belong to one thread.
/// </summary>
internal sealed class WhatConcurrentDictionariesHoldIsGuarded : IRule
{
    private const string Dictionary = "System.Collections.Concurrent.ConcurrentDictionary`2";

    public IEnumerable<Violation> Check(RuleContext context)
    {
        foreach (var node in context.Graph.Nodes)
        {
            if (node.Method.Has(MethodTraits.Generated) || node.Method.Has(MethodTraits.Constructor) || !context.Reach.Reaches(node))
            {
                continue;
            }

            var told = new HashSet<ValueFact>();
            for (var s = 0; s < node.Method.Sites.Count; s++)
            {
                if (Changes(node.Method.Sites[s]) && Keeper(context.Graph, node, s) is { } dictionary && !told.Contains(dictionary.Receiver)
                    && context.Locks.Held.At(node, s).IsEmpty && !context.Locks.IsSingleThreaded(context, node, uses: true)
                    && Report(context, node, s, dictionary) is { } violation)
                {
                    told.Add(dictionary.Receiver);
                    yield return violation;
                }
            }
        }
    }

    /// <summary>What stands behind an interface may be made for threads.</summary>
    private static bool Changes(SiteFact site) =>
        site.Kind is SiteKind.Call or SiteKind.VirtualCall && Mutables.Changes(site.Target) && site.Target.Type.Substring(site.Target.Type.LastIndexOf('.') + 1) is var name && !(name[0] == 'I' && char.IsUpper(name[1]));

    /// <summary>The call that took the changed collection out of a dictionary that others can have as well.</summary>
    private static SiteFact? Keeper(CodeGraph graph, MethodNode node, int site)
    {
        var method = node.Method;
        var changed = method.Sites[site].Receiver;
        return changed.Kind switch
        {
            ValueKind.Result => Values.Source(method, changed) is { Target: { Type: Dictionary, Name: "get_Item" or "GetOrAdd" or "AddOrUpdate" } } kept && IsShared(method, kept.Receiver) ? kept : null,
            ValueKind.Local => Found(method, changed, site),
            ValueKind.Parameter when method.Has(MethodTraits.Lambda) && changed.Text == "1" => Updated(graph, node),
            _ => null,
        };
    }

    /// <summary><c>d.TryGetValue(k, out var list); list.Add(x)</c>; who has removed it has it alone.</summary>
    private static SiteFact? Found(MethodFact method, ValueFact found, int site)
    {
        SiteFact? kept = null;
        for (var s = 0; s < site; s++)
        {
            if (method.Sites[s].Target is { Type: Dictionary, Name: not ("TryAdd" or "set_Item") } && Values.Argument(method.Sites[s], 1) == found && method.Flow.CanFollow(s, site))
            {
                kept = method.Sites[s].Target.Name == "TryGetValue" && IsShared(method, method.Sites[s].Receiver) ? method.Sites[s] : null;
            }
        }

        return kept is not null && IsMadeBetween(method, kept, found, site) ? null : kept;
    }

    /// <summary><c>if (!d.TryGetValue(k, out var list)) { list = new(); list.Add(x); … }</c>: a new one, which nobody else has before it is put into the dictionary.</summary>
    private static bool IsMadeBetween(MethodFact method, SiteFact kept, ValueFact found, int site)
    {
        var body = method.Body;
        var at = method.Sites.ToList().IndexOf(kept);

        // A release build notes for a local that is returned what it returns.
        bool IsStored(StepFact step) => (step.Kind == StepKind.LocalWrite && step.Slot == found.Text)
            || (step.Kind == StepKind.Return && body.Blocks[step.Block].Next.Count > 0 && Values.Source(method, step.Value)?.Target.Type == method.Sites[site].Target.Type);
        var makes = new HashSet<int>(body.Steps.Where(s => s.Value.Kind == ValueKind.New && s.Block != body.BlockOfSite[at] && IsStored(s)).Select(s => s.Block));
        if (makes.Count == 0 || method.Sites.Where((s, i) => i != at && s.Target.Type == Dictionary && s.Arguments.Contains(found) && method.Flow.CanFollow(at, i) && method.Flow.CanFollow(i, site)).Any())
        {
            return false;
        }

        return !Following.Of(body, body.Blocks[body.BlockOfSite[at]].Next.Where(next => !makes.Contains(next)), makes).Contains(body.BlockOfSite[site]);
    }

    /// <summary><c>d.AddOrUpdate(k, …, (_, list) => { list.Add(x); return list; })</c>: the delegate runs outside the dictionary's locks, and again when somebody was faster.</summary>
    private static SiteFact? Updated(CodeGraph graph, MethodNode lambda)
    {
        foreach (var maker in graph.Nodes.Where(n => n.Method.Owner == lambda.Method.Owner && n.Assembly == lambda.Assembly))
        {
            var made = maker.Method.Sites.FirstOrDefault(s => s.Kind == SiteKind.Delegate && s.Consumer >= 0 && s.Target.Id == lambda.Method.Id);
            if (made is not null && maker.Method.Sites[made.Consumer] is { Target: { Type: Dictionary, Name: "AddOrUpdate" } } update && made.ConsumerArgument == 2 && IsShared(maker.Method, update.Receiver))
            {
                return update;
            }
        }

        return null;
    }

    private static bool IsShared(MethodFact method, ValueFact dictionary) =>
        dictionary.Kind == ValueKind.Field || (Values.Source(method, dictionary) is { Kind: SiteKind.Call or SiteKind.VirtualCall } source && CollectionCall.IsGetter(source));

    private static Violation? Report(RuleContext context, MethodNode node, int site, SiteFact dictionary)
    {
        var held = dictionary.Receiver.Kind == ValueKind.Field ? LockIndex.NameOf(new(dictionary.Receiver.Text, HeldLock.Static, IsShared: false, IsAffine: false)) : "a concurrent dictionary";
        var call = node.Method.Sites[site].Target;
        return LockReports.At(
            context,
            RuleTable.GuardedStateWithoutLock,
            certain: false,
            node,
            site,
            "held by " + held,
            $"{Names.Short(node)} changes a {Names.Type(call.Type)} that {held} holds without a lock: the dictionary hands the same one to every thread",
            Names.Member(call),
            "lock what it holds, or hold a concurrent or an immutable collection");
    }
}
