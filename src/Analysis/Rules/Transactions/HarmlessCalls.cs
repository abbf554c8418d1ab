using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>Calls of own methods that read and compute only: what they set, they set on objects that they have made. An entity is as it was when they return.</summary>
internal sealed class HarmlessCalls
{
    private const int Deepest = 4;

    private readonly Dictionary<MethodNode, bool> _known = [];

    public bool Is(MethodNode node, int site) => IsOfQuery(node.Method.Sites[site].Target) || Is(node, site, Deepest);

    private bool Is(MethodNode node, int site, int depth)
    {
        var bodies = depth == 0 || node.Method.Sites[site].Kind is not (SiteKind.Call or SiteKind.VirtualCall or SiteKind.New) ? [] : node.EdgesAt(site).Where(e => e.Mode != RunMode.Later).Select(e => e.To).ToList();
        return bodies.Count > 0 && bodies.TrueForAll(b => OnlyReads(b, depth - 1));
    }

    private bool OnlyReads(MethodNode node, int depth)
    {
        if (!_known.TryGetValue(node, out var known))
        {
            _known[node] = true; // who calls itself changes nothing by that
            _known[node] = known = node.Effects.All(e => e.Category == EffectCategory.DbRead) && Enumerable.Range(0, node.Method.Sites.Count).All(s => IsHarmless(node, s, depth));
        }

        return known;
    }

    private bool IsHarmless(MethodNode node, int site, int depth)
    {
        var call = node.Method.Sites[site];
        if (call.Kind is SiteKind.FieldRead or SiteKind.TypeToken or SiteKind.MethodToken or SiteKind.Delegate || node.EffectsAt(site).Count > 0)
        {
            return true;
        }

        if (call.Kind == SiteKind.FieldWrite || call.Target.Name.StartsWith("set_", StringComparison.Ordinal))
        {
            return call.Receiver.Kind == ValueKind.New || (call.Receiver.Kind == ValueKind.This && node.Method.Has(MethodTraits.Constructor));
        }

        return node.EdgesAt(site).Count > 0 ? Is(node, site, depth)
            : call.Target.Name.StartsWith("get_", StringComparison.Ordinal) || IsOfQuery(call.Target) || IsOfPlatform(node.Method, call);
    }

    /// <summary>What a query is put together of, with its conditions.</summary>
    private static bool IsOfQuery(MethodRef target) =>
        target.Type is "Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions" or "System.Linq.Queryable" or "System.Linq.Enumerable" or "System.Type" or "System.Array"
        || target.Type.StartsWith("System.Linq.Expressions.", StringComparison.Ordinal)
        || target is { Type: "System.Reflection.MethodBase" or "System.Reflection.FieldInfo", Name: "GetMethodFromHandle" or "GetFieldFromHandle" };

    /// <summary>Lists, texts, tasks; not what puts something into a list that an object has.</summary>
    private static bool IsOfPlatform(MethodFact method, SiteFact call) =>
        (call.Target.Type.StartsWith("System.", StringComparison.Ordinal) && !call.Target.Type.StartsWith("System.Reflection.", StringComparison.Ordinal) && call.Target.Name != "Invoke"
            && !(call.Target.Type.StartsWith("System.Collections.", StringComparison.Ordinal) && Values.Source(method, call.Receiver) is { Receiver.Kind: not ValueKind.New } list && list.Target.Name.StartsWith("get_", StringComparison.Ordinal)))
        || call.Target.Type.StartsWith("Microsoft.Extensions.Logging.", StringComparison.Ordinal);
}
