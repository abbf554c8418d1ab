using System.Globalization;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// What each turn of a loop makes anew of what it was, beside what it tries: <c>row = row.Previous</c>, <c>catch { bytes = bytes.SkipLast(1).ToArray(); }</c>. It is a local, a parameter, a field or a property.
/// </summary>
internal sealed class NextInputs
{
    private const int Deepest = 4;

    private readonly MethodFact _method;
    private readonly HashSet<string> _locals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _fields = new(StringComparer.Ordinal);

    /// <summary>Of parameters that are assigned: they have no name any more, and every value of which nothing is known but its type may be one.</summary>
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);

    /// <summary>Getters, with the object that they are asked of.</summary>
    private readonly HashSet<(string Type, string Getter, ValueFact Of)> _properties = [];

    /// <param name="isBeside">Which blocks of the loop stand beside what it tries.</param>
    /// <param name="isInside">Which blocks are the loop's.</param>
    public NextInputs(MethodFact method, Func<int, bool> isBeside, Func<int, bool> isInside)
    {
        _method = method;
        foreach (var step in method.Body.Steps.Where(s => isBeside(s.Block)))
        {
            if (step.Kind == StepKind.LocalWrite && IsOfItself(method, step) && !method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Slot == step.Slot && isInside(s.Block) && !IsOfItself(method, s)))
            {
                _locals.Add(step.Slot);
            }
            else if (step.Kind == StepKind.ParameterWrite && ParameterOf(step) is { } type && IsOf(step.Value, from => from.Kind == ValueKind.Unknown, Deepest)
                && !method.Body.Steps.Any(s => s != step && s.Kind == StepKind.ParameterWrite && s.Slot == step.Slot && isInside(s.Block)))
            {
                _types.Add(type.Name);
            }
        }

        for (var i = 0; i < method.Sites.Count; i++)
        {
            var site = method.Sites[i];
            if (!isBeside(method.Body.BlockOfSite[i]))
            {
                continue;
            }

            var value = Values.Argument(site, 0);
            if (site.Kind == SiteKind.FieldWrite && IsOf(value, new(ValueKind.Field, site.Target.Id)))
            {
                _fields.Add(site.Target.Id);
            }
            else if (site.Target.Name.StartsWith("set_", StringComparison.Ordinal) && site.Receiver.Kind != ValueKind.Unknown)
            {
                var property = (site.Target.Type, "get_" + site.Target.Name.Substring(4), site.Receiver);
                if (IsOf(value, from => IsRead(from, property), Deepest))
                {
                    _properties.Add(property);
                }
            }
        }
    }

    public bool Exist => _locals.Count + _fields.Count + _types.Count + _properties.Count > 0;

    public bool Are(ValueFact value) => value.Kind switch
    {
        ValueKind.Local => _locals.Contains(value.Text),
        ValueKind.Field => _fields.Contains(value.Text),
        ValueKind.Result => _properties.Count > 0 && _properties.Any(p => IsRead(value, p)),
        _ => false,
    };

    /// <summary>Whether a call is made on one of them, or given one.</summary>
    public bool AreGivenTo(SiteFact site)
    {
        if (Are(site.Receiver) || site.Arguments.Any(Are))
        {
            return true;
        }

        var types = _types.Count > 0 ? DocIdParameters.Of(site.Target) : [];
        return Enumerable.Range(0, types.Count).Any(p => Values.Argument(site, p).Kind == ValueKind.Unknown && _types.Contains(types[p]));
    }

    /// <summary>The next of what it was.</summary>
    public static bool IsOfItself(MethodFact method, StepFact store) => IsOf(method, store.Value, from => from == new ValueFact(ValueKind.Local, store.Slot), Deepest);

    private static bool IsOf(MethodFact method, ValueFact value, Func<ValueFact, bool> before, int depth) =>
        depth > 0 && Values.Source(method, value) is { } made && (made.Target.HasReceiver ? made.Arguments.Append(made.Receiver) : made.Arguments).Any(from => before(from) || IsOf(method, from, before, depth - 1));

    private bool IsOf(ValueFact value, ValueFact before) => IsOf(value, from => from == before, Deepest);

    private bool IsOf(ValueFact value, Func<ValueFact, bool> before, int depth) => IsOf(_method, value, before, depth);

    private bool IsRead(ValueFact value, (string Type, string Getter, ValueFact Of) property) =>
        Values.Source(_method, value) is { } read && read.Target.Name == property.Getter && read.Target.Type == property.Type && read.Receiver == property.Of;

    private TypeName? ParameterOf(StepFact store) =>
        int.TryParse(store.Slot, NumberStyles.None, CultureInfo.InvariantCulture, out var slot)
        && (_method.Has(MethodTraits.Static) ? slot : slot - 1) is >= 0 and var parameter && parameter < _method.Parameters.Count
            ? _method.Parameters[parameter]
            : null;
}
