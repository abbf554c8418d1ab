using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>What the rules about locks share: the declared guards, who touches which field, and which locks are held where.</summary>
internal sealed class LockIndex
{
    private readonly CodeGraph _graph;
    private readonly Dictionary<string, bool> _semaphores = new(StringComparer.Ordinal);

    public LockIndex(RuleContext context)
    {
        _graph = context.Graph;
        Guards = new GuardDeclarations(context.Graph);
        Sites = new LockSites(context.Graph, context.Catalogue);
        Accesses = new FieldAccesses(context.Graph);
        Held = new LocksHeld(context.Graph, Sites, context.Entries.Where(e => e.IsCritical).Select(e => e.Node), Guards.Held());
    }

    public GuardDeclarations Guards { get; }

    public LockSites Sites { get; }

    public FieldAccesses Accesses { get; }

    public LocksHeld Held { get; }

    /// <summary>Whether nobody else can know the object yet: its constructor is running, or the body has just made it.</summary>
    public static bool IsUnshared(FieldAccess access)
    {
        if (access.Receiver == HeldLock.Static)
        {
            return access.Node.Method is { Name: ".cctor" } initialiser && initialiser.Type == access.Field.Type;
        }

        return access.Receiver.Kind switch
        {
            ValueKind.This => access.Node.Method.Has(MethodTraits.Constructor),
            ValueKind.New => true,
            ValueKind.Result => Values.Source(access.Node.Method, access.Receiver)?.Target.Name is "<Clone>$" or "MemberwiseClone",
            _ => false,
        };
    }

    /// <summary>What is held where a field is touched; for what the field holds, where that is changed.</summary>
    public LockSet HeldAt(FieldAccess access) =>
        access.Stored is { } step ? Held.At(access.Node, step) : Held.At(access.Node, access.ChangedBy >= 0 ? access.ChangedBy : access.Site);

    /// <summary>What members of its type do with a field, wherever somebody else can know the object.</summary>
    public IEnumerable<FieldAccess> Touches(MethodRef field) =>
        from method in _graph.Types.Find(field.Assembly, field.Type)?.Methods ?? []
        where Held.IsRun(method)
        from access in Accesses.Of(method)
        where access.Field.Id == field.Id && !IsUnshared(access)
        select access;

    /// <summary>A semaphore is a lock when it is made for one: others limit how many.</summary>
    public bool LetsOneIn(string field)
    {
        if (!_semaphores.TryGetValue(field, out var one))
        {
            _semaphores.Add(field, one = IsMadeForOne(field));
        }

        return one;
    }

    /// <summary>Names of messages: the lock as the source calls it.</summary>
    public static string NameOf(HeldLock held) =>
        held.IsField ? Names.Field(Last(held.Name))
        : held.Name == HeldLock.This ? "this"
        : held.Name.StartsWith("type:", StringComparison.Ordinal) ? "typeof(" + Names.Type(held.Name.Substring(5)) + ")"
        : held.Name.StartsWith("text:", StringComparison.Ordinal) ? "a string"
        : "a lock";

    /// <summary>Whether somebody has said that one thread at a time is enough here: on the field, the method, its property, or a type around it.</summary>
    /// <param name="uses">Whether there is something to silence.</param>
    public bool IsSingleThreaded(RuleContext context, FieldAccess access, FieldFact? field, bool uses)
    {
        if (field is not null && Says(field.Attributes))
        {
            return Use(context, access.Field.Assembly, field.Id, uses);
        }

        return IsSingleThreaded(context, access.Node, uses);
    }

    public bool IsSingleThreaded(RuleContext context, MethodNode node, bool uses)
    {
        var owner = node.Owner(_graph);
        if (Says(node.Method.Attributes) || Says(owner.Method.Attributes))
        {
            return Use(context, owner.Assembly.Name, owner.Method.Id, uses);
        }

        for (var type = _graph.Types.Find(node.Assembly.Name, node.Method.Type); type is not null; type = type.Fact.Enclosing.Length == 0 ? null : _graph.Types.Find(type.Assembly, type.Fact.Enclosing))
        {
            if (Says(type.Fact.Attributes))
            {
                return Use(context, type.Assembly, "T:" + type.Fact.Name, uses);
            }
        }

        return false;
    }

    /// <summary>The field of an own type.</summary>
    public (TypeNode Type, FieldFact Field)? Find(MethodRef field) =>
        _graph.Types.Find(field.Assembly, field.Type) is { } type && type.Fact.Fields.FirstOrDefault(f => f.Id == field.Id) is { } fact ? (type, fact) : null;

    private bool IsMadeForOne(string field)
    {
        foreach (var node in _graph.Nodes.Where(n => n.Method.Has(MethodTraits.Constructor)))
        {
            for (var i = 1; i < node.Method.Sites.Count; i++)
            {
                if (node.Method.Sites[i] is { Kind: SiteKind.FieldWrite } write && write.Target.Id == field)
                {
                    return node.Method.Sites[i - 1] is { Kind: SiteKind.New } made && Values.Argument(made, 0) == new ValueFact(ValueKind.Number, "1");
                }
            }
        }

        return false;
    }

    private static bool Use(RuleContext context, string assembly, string target, bool uses)
    {
        if (uses)
        {
            context.Refusals.Use(assembly, target, IntentNames.NotThreadSafe);
        }

        return true;
    }

    private static bool Says(IReadOnlyList<AttributeFact> attributes) => attributes.Any(a => a.Type == IntentNames.NotThreadSafe);

    private static string Last(string id) => id.Substring(id.LastIndexOf('.') + 1).Replace('{', '<').Replace('}', '>');
}
