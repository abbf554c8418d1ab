using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// Flags that a retry stands behind: <c>if (request.IsRepeatable) { … }</c>. One that nobody sets keeps the retry from ever being there; one that travels in an object is set by those who make the object, or not.
/// </summary>
internal sealed class Switches(RuleContext context)
{
    /// <summary>How far below the maker of an object somebody may set it up.</summary>
    private const int Deepest = 2;

    private readonly Dictionary<RetryLayer, IReadOnlyList<Flag>> _flags = [];
    private readonly Dictionary<string, bool> _isOff = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Settings> _settings = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Field, MethodNode, int), bool> _sets = [];
    private HashSet<string>? _bound;

    /// <param name="IsCarried">It is asked of an object that the method was handed: another call may bring another one.</param>
    private sealed record Flag(MethodRef Field, bool IsCarried);

    /// <param name="On">Who sets it to something else than false.</param>
    /// <param name="Makers">Who makes an object that has it.</param>
    private sealed record Settings(HashSet<MethodNode> On, HashSet<MethodNode> Makers);

    /// <summary>Whether nobody switches it on: no code of the program does, and nothing from outside can.</summary>
    public bool AreOff(RetryLayer layer, RegionFact? handler) => Of(layer, handler).Any(flag => IsOff(flag.Field));

    /// <summary>Whether the objects that come along a path have it switched on; null where none of its methods makes one.</summary>
    public bool? AreOn(RetryLayer layer, StackedMethod? at)
    {
        var carried = Of(layer, null).Where(flag => flag.IsCarried || IsBound(flag.Field.Type)).ToList();
        bool? all = true;
        foreach (var flag in carried)
        {
            var on = SetOf(flag.Field, at);
            if (on == false)
            {
                return false;
            }

            all = on is null ? null : all;
        }

        return all;
    }

    private bool? SetOf(MethodRef field, StackedMethod? at)
    {
        var settings = SettingsOf(field);
        for (; at is not null; at = at.Before)
        {
            if (settings.Makers.Contains(at.Node) || settings.On.Contains(at.Node))
            {
                return Sets(field, at.Node, Deepest);
            }
        }

        return null;
    }

    private bool Sets(MethodRef field, MethodNode node, int depth)
    {
        if (!_sets.TryGetValue((field.Id, node, depth), out var known))
        {
            _sets[(field.Id, node, depth)] = false;
            known = SettingsOf(field).On.Contains(node) || (depth > 0 && node.Edges.Any(e => Sets(field, e.To, depth - 1)));
            _sets[(field.Id, node, depth)] = known;
        }

        return known;
    }

    private bool IsOff(MethodRef field)
    {
        if (!_isOff.TryGetValue(field.Id, out var known))
        {
            _isOff.Add(field.Id, known = SettingsOf(field).On.Count == 0 && !IsBound(field.Type) && (context.SeesEverything || !IsSetOutside(field)));
        }

        return known;
    }

    private bool IsSetOutside(MethodRef field) =>
        context.Graph.Types.Find(field.Assembly, field.Type) is not { } type
        || type.Fact.Fields.Any(f => f.Id == field.Id && f.Has(FieldTraits.Visible))
        || type.Methods.Any(m => m.Method.Has(MethodTraits.ExternallyVisible) && AutoProperties.StoredBy(m)?.Target.Id == field.Id);

    /// <summary>Whether somebody fills such objects who sets members by their names: a binder of configuration, a deserializer, a framework that is asked for one.</summary>
    private bool IsBound(string type) => (_bound ??= FindBound()).Contains(type);

    private HashSet<string> FindBound()
    {
        var bound = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in context.Graph.Nodes)
        {
            foreach (var argument in node.Method.Sites.SelectMany(s => s.Target.MethodArguments).Concat(node.Method.Parameters.SelectMany(p => p.Arguments)))
            {
                bound.Add(argument.Name);
            }
        }

        foreach (var parameter in context.Entries.Where(e => e.IsCritical).SelectMany(e => e.Node.Method.Parameters))
        {
            bound.Add(parameter.Name);
        }

        return bound;
    }

    private Settings SettingsOf(MethodRef field)
    {
        if (_settings.TryGetValue(field.Id, out var known))
        {
            return known;
        }

        HashSet<MethodNode> on = [];
        HashSet<MethodNode> makers = [];
        var constructors = new Dictionary<MethodNode, int>();
        foreach (var write in FieldWrites.Of(context.Graph, [(field.Assembly, field.Id)])[(field.Assembly, field.Id)])
        {
            var value = Values.Argument(write.Node.Method.Sites[write.Site], 0);
            if (write.Node.Method.Has(MethodTraits.Constructor) && value.Kind == ValueKind.Parameter && Values.Index(value) is { } parameter)
            {
                constructors[write.Node] = parameter;
            }
            else if (IsOn(value))
            {
                on.Add(write.Node);
            }
        }

        var types = new HashSet<(string, string)>(context.Graph.Types.Find(field.Assembly, field.Type) is { } own ? TypeHierarchy.SelfAndDerived(own).Select(t => (t.Assembly, t.Fact.Name)) : []);
        foreach (var node in context.Graph.Nodes)
        {
            foreach (var made in node.Method.Sites.Where(s => s.Kind == SiteKind.New && types.Contains((s.Target.Assembly, s.Target.Type))))
            {
                makers.Add(node);
                if (context.Graph.Find(made.Target) is { } constructor && (on.Contains(constructor) || (constructors.TryGetValue(constructor, out var given) && IsOn(Values.Argument(made, given)))))
                {
                    on.Add(node);
                }
            }
        }

        // What a constructor is given by another one may be anything.
        if (constructors.Keys.Any(c => c.Type.Name == field.Type && context.Graph.Nodes.Any(n => n.Method.Has(MethodTraits.Constructor) && n.Method.Sites.Any(s => s.Kind == SiteKind.Call && context.Graph.Find(s.Target) == c))))
        {
            on.UnionWith(constructors.Keys);
        }

        _settings.Add(field.Id, known = new(on, makers));
        return known;
    }

    private static bool IsOn(ValueFact value) => value is not ({ Kind: ValueKind.Number, Text: "0" } or { Kind: ValueKind.Null });

    private IReadOnlyList<Flag> Of(RetryLayer layer, RegionFact? handler)
    {
        if (!_flags.TryGetValue(layer, out var flags))
        {
            _flags.Add(layer, flags = layer.Site < 0 || !layer.Node.Method.Body.HasTests ? [] : [.. Tested(layer.Node, layer.Site, handler).Select(t => FlagOf(layer.Node, t)).OfType<Flag>()]);
        }

        return flags;
    }

    /// <summary>What is true whenever the call is made, and what a when clause asks before it lets in anything.</summary>
    private IEnumerable<ValueFact> Tested(MethodNode node, int site, RegionFact? handler)
    {
        var method = node.Method;
        var known = context.Flows.Of(method).Known(method.Body.BlockOfSite[site]).Where(k => k.IsTrue).Select(k => k.Tested);
        var asked = (handler?.Filter ?? []).Select(b => method.Body.Blocks[b]).Where(b => b.WhenTrue >= 0 && b.Compares is Comparison.None or Comparison.Each).SelectMany(b => b.True);
        return known.Concat(asked);
    }

    private Flag? FlagOf(MethodNode node, ValueFact tested)
    {
        if (Values.Source(node.Method, tested) is not { Target: { ParameterCount: 0, HasReceiver: true, Returns.Name: "System.Boolean" } } getter
            || context.Graph.Find(getter.Target) is not { } accessor || accessor.Method.Has(MethodTraits.Virtual) || AutoProperties.ReturnedBy(accessor) is not { } read)
        {
            return null;
        }

        return new(read.Target, getter.Receiver.Kind is ValueKind.Parameter or ValueKind.Captured);
    }
}
