using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// Calls of own methods that read and compute only, or tell somebody else (<c>bus.Publish(JsonSerializer.Serialize(view))</c>): what they set, they set on objects that they have made. An entity is as it was when they return.
/// </summary>
internal sealed class HarmlessCalls(CodeGraph graph)
{
    private const int Deepest = 4;

    private static readonly string[] OfDatabases = ["Microsoft.EntityFrameworkCore.", "Microsoft.AspNetCore.Identity.", "System.Data.", "System.Reflection.", "System.Collections.", "AutoMapper.", "Mapster."];

    private readonly Dictionary<MethodNode, bool> _known = [];

    public bool Is(MethodNode node, int site) => IsOfQuery(node.Method.Sites[site].Target) || IsOfLibrary(node, site) || Is(node, site, Deepest);

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
            _known[node] = known = node.Effects.All(e => e.Category is not (EffectCategory.DbWrite or EffectCategory.DbCommit)) && Enumerable.Range(0, node.Method.Sites.Count).All(s => IsHarmless(node, s, depth));
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
            return call.Receiver.Kind == ValueKind.New || (call.Receiver.Kind == ValueKind.This && node.Method.Has(MethodTraits.Constructor)) || IsOfLibrary(node, site);
        }

        return node.EdgesAt(site).Count > 0 ? Is(node, site, depth)
            : call.Target.Name.StartsWith("get_", StringComparison.Ordinal) || IsOfQuery(call.Target) || IsOfPlatform(node.Method, call) || IsOfLibrary(node, site);
    }

    /// <summary>A member of a library that knows nothing of a database, and is handed nothing of ours: <c>channel.QueueDeclare(name)</c>, <c>properties.Persistent = true</c>. What it only writes out it may be handed.</summary>
    private bool IsOfLibrary(MethodNode node, int site) =>
        node.Method.Sites[site] is { Kind: SiteKind.Call or SiteKind.VirtualCall or SiteKind.New } call
        && call.Target.Assembly.Length > 0 && !graph.IsOwn(call.Target.Assembly) && node.EdgesAt(site).Count == 0 && !node.EffectsAt(site).Any(e => e.Category is EffectCategory.DbWrite or EffectCategory.DbCommit)
        && !Array.Exists(OfDatabases, d => call.Target.Type.StartsWith(d, StringComparison.Ordinal))
        && (!call.Target.Type.StartsWith("System.", StringComparison.Ordinal) || call.Target.Type is "System.Console" or "System.Text.Json.JsonSerializer")
        && (call.Target.Name.StartsWith("Serialize", StringComparison.Ordinal) || call.Arguments.All(a => IsForeign(node, a)));

    private bool IsForeign(MethodNode node, ValueFact value) =>
        value.Kind is ValueKind.Text or ValueKind.Number or ValueKind.Null
        || (value.Kind == ValueKind.Many ? value.Elements.All(e => IsForeign(node, e)) : ValueTypes.Of(graph, node, value) is { } type && IsForeign(type));

    /// <summary>An object can be anything, and what stands for a type any type.</summary>
    private bool IsForeign(TypeName type) =>
        type.Name != "System.Object" && !type.Name.StartsWith("`", StringComparison.Ordinal) && !graph.IsOwn(type.Assembly) && !Array.Exists(OfDatabases, d => type.Name.StartsWith(d, StringComparison.Ordinal)) && type.Arguments.All(IsForeign);

    /// <summary>What a query is put together of, with its conditions.</summary>
    private static bool IsOfQuery(MethodRef target) =>
        target.Type is "Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions" or "System.Linq.Queryable" or "System.Linq.Enumerable" or "System.Type" or "System.Array"
        || target.Type.StartsWith("System.Linq.Expressions.", StringComparison.Ordinal)
        || target is { Type: "System.Reflection.MethodBase" or "System.Reflection.FieldInfo", Name: "GetMethodFromHandle" or "GetFieldFromHandle" };

    /// <summary>Lists, texts, tasks; not what puts something into a list that an object has.</summary>
    private static bool IsOfPlatform(MethodFact method, SiteFact call) =>
        (call.Target.Type.StartsWith("System.", StringComparison.Ordinal) && !call.Target.Type.StartsWith("System.Reflection.", StringComparison.Ordinal) && call.Target.Name != "Invoke"
            && !(call.Target.Type.StartsWith("System.Collections.", StringComparison.Ordinal) && call.Target.Name is not ("GetEnumerator" or "Contains" or "ContainsKey" or "TryGetValue" or "ToArray") && Values.Source(method, call.Receiver) is { Receiver.Kind: not ValueKind.New } list && list.Target.Name.StartsWith("get_", StringComparison.Ordinal)))
        || call.Target.Type.StartsWith("Microsoft.Extensions.Logging.", StringComparison.Ordinal);
}
