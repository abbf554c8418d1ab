using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// What one turn of a loop has that the others do not: the element, what is computed from it, what the loop counts. What the code does not show may be of the turn.
/// </summary>
/// <param name="blocks">Those of the loop; null for a lambda that runs for each item, where the parameters are the item.</param>
internal sealed class Turn(CodeGraph graph, MethodNode node, IReadOnlyCollection<int>? blocks)
{
    private const string Expression = "System.Linq.Expressions.Expression";

    /// <summary>Calls that take the next thing out of what they are made on.</summary>
    private static readonly string[] Takes = ["Dequeue", "Pop", "Take", "Read", "Next", "Move"];

    private readonly MethodFact _method = node.Method;

    /// <summary>What is known to be the same in each turn, or is being asked for.</summary>
    private readonly HashSet<ValueFact> _seen = [];

    /// <summary>Locals that are being asked for.</summary>
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    /// <summary>Whether a call is given something of the turn, or may be: as an argument, as what it is made on, or as what a lambda sees that it is handed.</summary>
    public bool IsGiven(int site) => IsOfTurn(_method.Sites[site]) || IsChanged(site) || IsKept(_method.Sites[site].Receiver);

    /// <summary>Whether a value is of the turn, or may be.</summary>
    public bool Has(ValueFact value)
    {
        if (value.Kind is ValueKind.Unknown)
        {
            return true;
        }

        if (!_seen.Add(value))
        {
            // Made of what it was: node = node.Next
            return value.Kind == ValueKind.Local && _open.Contains(value.Text);
        }

        if (value.Kind == ValueKind.Local)
        {
            _open.Add(value.Text);
        }

        var has = value.Kind switch
        {
            ValueKind.Text or ValueKind.Number or ValueKind.Null or ValueKind.This or ValueKind.Caught => false,
            ValueKind.Many => value.Elements.Any(Has),
            ValueKind.Delegate => graph.Find(node.Assembly.Name, value.Text) is not { } lambda || Sees(lambda.Method),
            ValueKind.Captured => IsCapturedInLoop(value.Text),
            ValueKind.Parameter => blocks is null || _method.Body.Steps.Any(s => s.Kind == StepKind.ParameterWrite && IsInside(s.Block)),
            ValueKind.Local => IsOfTurn(value) || IsMadeInTurn(value),
            ValueKind.Field => IsFieldOfTurn(value.Text),
            ValueKind.Result or ValueKind.New when Values.Index(value) is { } made && made < _method.Sites.Count => IsChanged(made) || (IsInside(_method.Body.BlockOfSite[made]) && IsOfTurn(_method.Sites[made])),
            _ => true,
        };
        _open.Remove(value.Kind == ValueKind.Local ? value.Text : "");
        if (has)
        {
            _seen.Remove(value);
        }

        return has;
    }

    /// <summary>Whether a value is the element, or what that holds: no guess.</summary>
    public bool IsItem(ValueFact value)
    {
        for (var steps = 0; steps < 8; steps++)
        {
            if (value.Kind == ValueKind.Parameter)
            {
                return blocks is null;
            }

            if (value.Kind == ValueKind.Field)
            {
                var reads = _method.Sites.Where((s, i) => s.Kind == SiteKind.FieldRead && s.Target.Id == value.Text && IsInside(_method.Body.BlockOfSite[i])).Select(s => s.Receiver).Distinct().ToList();
                if (reads.Count != 1)
                {
                    return false;
                }

                value = reads[0];
                continue;
            }

            if (value.Kind != ValueKind.Result || Values.Index(value) is not { } site || site >= _method.Sites.Count || !IsInside(_method.Body.BlockOfSite[site]) || _method.Sites[site] is not { Target: { ParameterCount: 0 } target } source)
            {
                return false;
            }

            if (target.Name == "get_Current")
            {
                return blocks is not null;
            }

            if (!target.Name.StartsWith("get_", StringComparison.Ordinal) && target is not { Type: "System.Nullable`1", Name: "GetValueOrDefault" })
            {
                return false;
            }

            value = source.Receiver;
        }

        return false;
    }

    /// <summary>Whether the loop compares a number with the length of something: as a rule it goes over an array.</summary>
    public bool IsOverArray => blocks is not null && _method.Body.Steps.Any(s => s.Kind == StepKind.Walk && IsInside(s.Block));

    public bool IsInside(int block) => blocks is null || blocks.Contains(block);

    private bool IsOfTurn(SiteFact site)
    {
        var target = site.Target;
        if (target.Type.StartsWith("System.Reflection.", StringComparison.Ordinal) || target.Type == "System.Type")
        {
            return false; // of what the code says
        }

        // A query sees what is captured as one object: which part of it, the code does not show.
        if (target is { Type: Expression, Name: "Constant" } && Values.Argument(site, 0).Kind == ValueKind.Unknown)
        {
            return _method.Body.Steps.Any(s => s.Kind == StepKind.Capture && IsInside(s.Block) && Has(s.Value)) || (blocks is null && _method.Has(MethodTraits.Lambda) && IsCapturedInLoop(null));
        }

        if (target.Name == "get_Current" || (target is { HasReceiver: true, ParameterCount: 0 } && Array.Exists(Takes, name => target.Name.StartsWith(name, StringComparison.Ordinal))))
        {
            return true;
        }

        return (target.HasReceiver && site.Kind != SiteKind.New && Has(site.Receiver)) || Enumerable.Range(0, target.ParameterCount).Any(p => Has(Values.Argument(site, p)));
    }

    /// <summary>Whether the turn puts something of its own into what a call has made, or keeps it where that is made on.</summary>
    private bool IsChanged(int site) => IsMadeInTurn(Values.ResultOf(site), site) || IsMadeInTurn(Values.MadeBy(site), site);

    /// <summary><c>_step = step; await RunAsync();</c>: the turn leaves what it has where the call finds it.</summary>
    private bool IsKept(ValueFact receiver) => receiver.Kind is ValueKind.This or ValueKind.Field or ValueKind.Parameter && Enumerable.Range(0, _method.Sites.Count).Any(s =>
        _method.Sites[s] is var keeps && keeps.Receiver == receiver && IsInside(_method.Body.BlockOfSite[s])
        && (keeps.Kind == SiteKind.FieldWrite || keeps.Target.Name.StartsWith("set_", StringComparison.Ordinal)) && Values.Argument(keeps, 0) is { Kind: not ValueKind.Unknown } value && Has(value));

    private bool IsMadeInTurn(ValueFact value, int by = -1) => Enumerable.Range(0, _method.Sites.Count).Any(s =>
        s != by && _method.Sites[s] is var puts && puts.Receiver == value && IsInside(_method.Body.BlockOfSite[s])
        && (puts.Kind == SiteKind.FieldWrite ? Has(Values.Argument(puts, 0)) : puts.Kind is SiteKind.Call or SiteKind.VirtualCall && puts.Target.Name != "get_Item" && Enumerable.Range(0, puts.Target.ParameterCount).Any(p => Has(Values.Argument(puts, p)))));

    /// <summary>A local that is assigned more than once.</summary>
    private bool IsOfTurn(ValueFact local)
    {
        var steps = _method.Body.Steps.Where(s => s.Slot == local.Text && s.Kind is StepKind.LocalWrite or StepKind.Increment or StepKind.Advance).ToList();
        return IsFilled(local) || (steps.Count == 0
            ? !_method.Sites.Any(s => s.Kind == SiteKind.New && s.Receiver == local)
            : steps.Exists(s => IsInside(s.Block) && (s.Kind != StepKind.LocalWrite || Has(s.Value))));
    }

    /// <summary>A call of the turn writes it: <c>foreach (var (id, count) in counts)</c> takes each pair apart, <c>TryGetValue(name, out id)</c>.</summary>
    private bool IsFilled(ValueFact local) => Enumerable.Range(0, _method.Sites.Count).Any(s =>
        IsInside(_method.Body.BlockOfSite[s]) && _method.Sites[s] is { Kind: SiteKind.Call or SiteKind.VirtualCall } call && call.Arguments.Contains(local)
        && DocIdParameters.Of(call.Target.Id) is var parameters && Enumerable.Range(0, Math.Min(parameters.Count, call.Arguments.Count)).Any(p => call.Arguments[p] == local && parameters[p].EndsWith("@", StringComparison.Ordinal)));

    private bool IsFieldOfTurn(string field)
    {
        for (var s = 0; s < _method.Sites.Count; s++)
        {
            var site = _method.Sites[s];
            if (site.Target.Id == field && IsInside(_method.Body.BlockOfSite[s])
                && (site.Kind == SiteKind.FieldWrite ? Has(Values.Argument(site, 0)) : site.Kind == SiteKind.FieldRead && site.Target.HasReceiver && Has(site.Receiver)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a lambda sees something of the turn in which it is made, or one in it does.</summary>
    private bool Sees(MethodFact lambda) => lambda.Sites.Any(s =>
        s.Arguments.Concat([s.Receiver]).SelectMany(v => v.Kind == ValueKind.Many ? v.Elements : [v]).Any(IsSeen)
        || (s.Kind == SiteKind.Delegate && s.Target.Id != lambda.Id && graph.Find(s.Target) is { } inner && inner.Method.Has(MethodTraits.Lambda) && Sees(inner.Method))
        || (s.Target is { Type: Expression, Name: "Constant" } && Values.Argument(s, 0).Kind == ValueKind.Unknown && _method.Body.Steps.Any(c => c.Kind == StepKind.Capture && IsInside(c.Block) && Has(c.Value))));

    private bool IsSeen(ValueFact value) => value.Kind == ValueKind.Captured && (_method.Body.Steps.Where(s => s.Kind == StepKind.Capture && s.Slot == value.Text).ToList() is { Count: > 0 } captured ? captured.Exists(s => Has(s.Value)) : Has(value));

    /// <summary>What the lambda itself sees of a loop around it.</summary>
    /// <param name="name">Null for anything.</param>
    private bool IsCapturedInLoop(string? name)
    {
        if (!_method.Has(MethodTraits.Lambda) || node.Owner(graph).Method is not { } owner || ReferenceEquals(owner, _method))
        {
            return false;
        }

        return owner.Body.Steps.Any(s => s.Kind == StepKind.Capture && (name is null || s.Slot == name) && owner.Flow.BlockOfSite.Count > 0 && (s.Value.Kind == ValueKind.Unknown || Chain.Sites(owner, s.Value).Any(from => owner.Sites[from].Target.Name == "get_Current")));
    }
}
