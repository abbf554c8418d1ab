using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>Everything that carries [GuardedBy], with the lock that it names.</summary>
internal sealed class GuardDeclarations
{
    private readonly CodeGraph _graph;
    private readonly Dictionary<(string Assembly, string Id), GuardedMember> _members = [];

    public GuardDeclarations(CodeGraph graph)
    {
        _graph = graph;
        foreach (var type in graph.Types.All.OrderBy(t => t.Assembly, StringComparer.Ordinal).ThenBy(t => t.Fact.Name, StringComparer.Ordinal))
        {
            foreach (var field in type.Fact.Fields)
            {
                if (LockName(field.Attributes) is { } name)
                {
                    var property = PropertyName(field.Name);
                    var target = property is null ? field.Id : "P:" + type.Fact.Name + "." + property;
                    Add(Make(type, field.Id, target, property ?? field.Name, field.Has(FieldTraits.Static), name, null));
                }
            }

            foreach (var method in type.Methods)
            {
                Read(type, method);
            }
        }
    }

    public IReadOnlyCollection<GuardedMember> All => _members.Values;

    public GuardedMember? Of(string assembly, string id) => _members.TryGetValue((assembly, id), out var member) ? member : null;

    /// <summary>For each guarded method what its callers hold.</summary>
    public Dictionary<MethodNode, LockSet> Held()
    {
        var held = All.Where(m => m is { Method: not null, Lock: not null }).ToDictionary(m => m.Method!, m => LockSet.Empty.Enter(m.Lock!.Value));
        foreach (var node in _graph.Nodes)
        {
            if (node.Method.Has(MethodTraits.Synchronized))
            {
                var own = node.Method.Has(MethodTraits.Static)
                    ? new HeldLock("type:" + node.Method.Type, HeldLock.Static, IsShared: false, IsAffine: true)
                    : new HeldLock(HeldLock.This, new(ValueKind.This, ""), IsShared: false, IsAffine: true);
                held[node] = (held.TryGetValue(node, out var declared) ? declared : LockSet.Empty).Enter(own);
            }
        }

        return held;
    }

    /// <summary>The property that a field stands behind; null for a field of its own.</summary>
    public static string? PropertyName(string field)
    {
        var end = field.IndexOf(">k__BackingField", StringComparison.Ordinal);
        return end > 1 ? field.Substring(1, end - 1) : null;
    }

    private void Add(GuardedMember member) => _members[(member.Type.Assembly, member.Member)] = member;

    private void Read(TypeNode type, MethodNode node)
    {
        var method = node.Method;
        if (LockName(method.Attributes) is { } name)
        {
            Add(Make(type, method.Id, method.Id, Names.Short(node), method.Has(MethodTraits.Static), name, node));
        }
        else if (method.Has(MethodTraits.SpecialName) && LockName(method.Related) is { } ofProperty
            && AutoProperties.ReturnedBy(node) is null && AutoProperties.StoredBy(node) is null)
        {
            var underscore = method.Name.IndexOf('_');
            var target = "P:" + type.Fact.Name + "." + method.Name.Substring(underscore + 1);
            Add(Make(type, method.Id, target, Names.Short(node), method.Has(MethodTraits.Static), ofProperty, node));
        }
    }

    private GuardedMember Make(TypeNode type, string member, string target, string name, bool isStatic, string lockName, MethodNode? method)
    {
        if (lockName == HeldLock.This)
        {
            return new(type, member, target, name, isStatic, lockName, new HeldLock(HeldLock.This, new(ValueKind.This, ""), false, true), null, method);
        }

        var field = FindField(type, lockName);
        HeldLock? held = field is null ? null
            : new HeldLock(field.Id, field.Has(FieldTraits.Static) ? HeldLock.Static : new(ValueKind.This, ""), IsShared: false, IsAffine: field.Type.Name != "System.Threading.SemaphoreSlim");
        return new(type, member, target, name, isStatic, lockName, held, field, method);
    }

    /// <summary>The field of that name in the type, its bases or the types around it; also the one behind a property of that name.</summary>
    private FieldFact? FindField(TypeNode type, string name)
    {
        for (var t = type; t is not null; t = t.Base)
        {
            if (InType(t, name) is { } field)
            {
                return field;
            }
        }

        for (var t = type; t is not null && t.Fact.Enclosing.Length > 0; t = _graph.Types.Find(t.Assembly, t.Fact.Enclosing))
        {
            if (_graph.Types.Find(t.Assembly, t.Fact.Enclosing) is { } around && InType(around, name) is { } field && field.Has(FieldTraits.Static))
            {
                return field;
            }
        }

        return null;
    }

    private static FieldFact? InType(TypeNode type, string name)
    {
        foreach (var field in type.Fact.Fields)
        {
            if (field.Name == name || PropertyName(field.Name) == name)
            {
                return field;
            }
        }

        return type.Methods.FirstOrDefault(m => m.Method.Name == "get_" + name) is { } getter && LockNames.ReturnedField(getter) is { } read
            ? type.Fact.Fields.FirstOrDefault(f => f.Id == read.Target.Id)
            : null;
    }

    private static string? LockName(IReadOnlyList<AttributeFact> attributes) =>
        attributes.FirstOrDefault(a => a.Type == IntentNames.GuardedBy)?.Argument(0);
}
