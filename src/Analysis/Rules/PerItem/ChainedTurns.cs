using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>Where what a turn asks for comes from; whatever comes later in this list wins.</summary>
internal enum TurnKey
{
    /// <summary>No turn changes it.</summary>
    Same,

    /// <summary>The answer of the turn before: nobody could have asked for it sooner.</summary>
    Answer,

    /// <summary>A queue or a stack that the answers fill: a level of it could have been asked for at once.</summary>
    Queue,

    /// <summary>The item, what the loop counts, or what the code does not show.</summary>
    Item,
}

/// <summary>
/// Loops in which each turn asks for what the answer of the turn before has named: <c>id = customer.ParentId</c>, the next folder of a path, the next question of a conversation.
/// </summary>
/// <param name="asked">The call that leads to the question.</param>
internal sealed class ChainedTurns(CodeGraph graph, MethodNode node, Loop loop, int asked)
{
    /// <summary>Past this many values, what a call is given is taken to come from elsewhere.</summary>
    private const int Longest = 400;

    /// <summary>Calls that take the next thing out of what they are made on.</summary>
    private static readonly string[] Takes = ["get_Current", "get_Item", "get_Next", "Dequeue", "TryDequeue", "Pop", "TryPop", "Peek", "TryPeek", "Take", "TryTake", "Read", "Next", "Move"];

    /// <summary>What computes, or names a type, and brings nothing of its own.</summary>
    private static readonly string[] Plain = ["System.String", "System.Linq.", "System.Reflection.", "System.Type", "System.Array", "System.Nullable`1", "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler", "Microsoft.EntityFrameworkCore.", "Microsoft.Extensions.DependencyInjection."];

    private readonly MethodFact _method = node.Method;
    private readonly HashSet<ValueFact> _open = [];
    private int _steps;

    /// <summary>Where the call's arguments come from.</summary>
    public TurnKey Of()
    {
        var call = _method.Sites[asked];
        return Latest(call.Arguments.Concat(call.Target.HasReceiver ? [call.Receiver] : []).Select(a => a.Kind == ValueKind.Delegate ? Seen(a) : Of(a)));
    }

    private static TurnKey Latest(IEnumerable<TurnKey> keys) => keys.Aggregate(TurnKey.Same, static (a, b) => a > b ? a : b);

    private TurnKey Of(ValueFact value)
    {
        if (_steps++ > Longest)
        {
            return TurnKey.Item;
        }

        if (!_open.Add(value))
        {
            return TurnKey.Same; // made of what it was
        }

        var key = value.Kind switch
        {
            ValueKind.Text or ValueKind.Number or ValueKind.Null or ValueKind.This or ValueKind.Captured or ValueKind.Delegate => TurnKey.Same,
            ValueKind.Many => Latest(value.Elements.Select(Of)),
            ValueKind.Parameter => Outer(value, OfWrites(StepKind.ParameterWrite, value.Text)),
            ValueKind.Field => OfField(value),
            ValueKind.Local => Outer(value, OfLocal(value)),
            ValueKind.New or ValueKind.Result when Values.Index(value) is { } made && made < _method.Sites.Count => IsInside(_method.Body.BlockOfSite[made]) ? OfCall(made) : Outer(value, TurnKey.Same),
            _ => TurnKey.Item,
        };
        _open.Remove(value);
        return key;
    }

    private bool IsInside(int block) => loop.Contains(block);

    /// <summary>A list from before the loop that the turns add what they are answered to, and that is handed over as a whole: what has been said so far.</summary>
    private TurnKey Outer(ValueFact value, TurnKey own) => own == TurnKey.Same && IsFilled(value) ? TurnKey.Answer : own;

    private TurnKey OfLocal(ValueFact local)
    {
        if (_method.Body.Steps.Any(s => s.Slot == local.Text && s.Kind is StepKind.Increment or StepKind.Advance && IsInside(s.Block)))
        {
            return TurnKey.Item;
        }

        var filled = Enumerable.Range(0, _method.Sites.Count).Where(s => s != asked && IsInside(_method.Body.BlockOfSite[s]) && IsOut(_method.Sites[s], local)).Select(OfCall);
        return Latest(filled.Concat([OfWrites(StepKind.LocalWrite, local.Text)]));
    }

    private static bool IsOut(SiteFact call, ValueFact local) =>
        call.Kind is SiteKind.Call or SiteKind.VirtualCall && call.Arguments.Contains(local)
        && DocIdParameters.Of(call.Target.Id) is var parameters && Enumerable.Range(0, Math.Min(parameters.Count, call.Arguments.Count)).Any(p => call.Arguments[p] == local && parameters[p].EndsWith("@", StringComparison.Ordinal));

    private TurnKey OfWrites(StepKind kind, string slot) =>
        Latest(_method.Body.Steps.Where(s => s.Kind == kind && s.Slot == slot && IsInside(s.Block)).Select(s => s.Value.Kind == ValueKind.Unknown ? OfMerged(s) : Of(s.Value)));

    /// <summary>What <c>?.</c> or <c>??</c> puts together is not known, but where two ways meet, and one of them has left a value behind that nobody has taken, it is that.</summary>
    private TurnKey OfMerged(StepFact write)
    {
        var last = write.SitesBefore - 1;
        if (last < 0 || _method.Sites[last] is not { IsAwaited: false, Use: not ResultUse.Discarded, Target.Returns: { Name: not "System.Void" } })
        {
            return TurnKey.Item;
        }

        var block = _method.Body.BlockOfSite[last];
        return IsInside(block) && block != write.Block && _method.Body.Blocks[block].Next.Count == 1
            && _method.Body.Blocks.Count(b => b.Next.Contains(write.Block)) > 1
            && !_method.Body.Steps.Any(s => s.Block == block && s.SitesBefore == write.SitesBefore)
            ? OfCall(last)
            : TurnKey.Item;
    }

    private TurnKey OfField(ValueFact field) => Latest(Enumerable.Range(0, _method.Sites.Count)
        .Where(s => _method.Sites[s].Target.Id == field.Text && IsInside(_method.Body.BlockOfSite[s]))
        .Select(s => _method.Sites[s] is var site && site.Kind == SiteKind.FieldWrite ? Of(Values.Argument(site, 0)) : site.Kind == SiteKind.FieldRead && site.Target.HasReceiver ? Of(site.Receiver) : TurnKey.Same));

    private TurnKey OfCall(int site)
    {
        if (site == asked)
        {
            return TurnKey.Answer;
        }

        var call = _method.Sites[site];
        var target = call.Target;
        if (target is { Type: "System.Linq.Expressions.Expression", Name: "Constant" } && Values.Argument(call, 0).Kind == ValueKind.Unknown)
        {
            return Captured(null);
        }

        var given = (target.HasReceiver && call.Kind != SiteKind.New ? call.Arguments.Concat([call.Receiver]) : call.Arguments).Where(a => !IsOutOf(call, a)).ToList();
        if (target.HasReceiver && Array.Exists(Takes, name => target.Name.StartsWith(name, StringComparison.Ordinal)))
        {
            // Out of what this turn was answered, or out of what is there for all of them.
            return Of(call.Receiver) == TurnKey.Answer ? (IsFilled(call.Receiver) ? TurnKey.Queue : TurnKey.Answer) : TurnKey.Item;
        }

        if (call.Kind == SiteKind.New || target.Name == "ToStringAndClear")
        {
            given.AddRange(_method.Sites.Where(s => s.Receiver == (call.Kind == SiteKind.New ? Values.MadeBy(site) : call.Receiver) && s.Kind != SiteKind.New).SelectMany(s => s.Arguments));
        }

        var key = Latest(given.Select(Of));
        return key != TurnKey.Same || call.Kind is SiteKind.New or SiteKind.FieldRead or SiteKind.TypeToken or SiteKind.MethodToken || target.Name.StartsWith("get_", StringComparison.Ordinal) || Array.Exists(Plain, type => target.Type.StartsWith(type, StringComparison.Ordinal))
            ? key
            : TurnKey.Item;
    }

    private static bool IsOutOf(SiteFact call, ValueFact value) => value.Kind == ValueKind.Local && IsOut(call, value);

    /// <summary>Whether a turn puts something of its answer into a collection that is there before.</summary>
    private bool IsFilled(ValueFact list) =>
        (list.Kind is ValueKind.Parameter or ValueKind.Local or ValueKind.Field || (Values.Index(list) is { } made && made < _method.Sites.Count && !IsInside(_method.Body.BlockOfSite[made])))
        && StaticTypes.Of(_method, list) is { } type && IsKept(type)
        && _method.Sites.Where((s, i) => i != asked && IsInside(_method.Body.BlockOfSite[i])
            && s.Kind is SiteKind.Call or SiteKind.VirtualCall
            && (s.Receiver == list ? !s.Target.Name.StartsWith("get_", StringComparison.Ordinal) : s.Arguments.Contains(list)))
        .Any(s => s.Arguments.Any(a => a != list && a.Kind != ValueKind.Delegate && !IsOutOf(s, a) && Of(a) == TurnKey.Answer));

    private static bool IsKept(TypeName type) => Sequence.IsCollection(type) || type.Name is "System.Collections.Generic.Queue`1" or "System.Collections.Generic.Stack`1" or "System.Collections.Generic.PriorityQueue`2" or "System.Collections.Generic.LinkedList`1" or "System.Collections.Generic.SortedSet`1";

    /// <summary>What a lambda sees of the turn.</summary>
    private TurnKey Seen(ValueFact lambda) =>
        graph.Find(node.Assembly.Name, lambda.Text) is { } body && body.Method.Has(MethodTraits.Lambda)
            ? Latest(body.Method.Sites.SelectMany(s => s.Arguments.Concat([s.Receiver])).SelectMany(v => v.Kind == ValueKind.Many ? v.Elements : [v]).Where(v => v.Kind == ValueKind.Captured).Select(v => v.Text).Distinct().Select(Captured)
                .Concat(body.Method.Sites.Any(s => s.Target is { Type: "System.Linq.Expressions.Expression", Name: "Constant" }) ? [Captured(null)] : []))
            : TurnKey.Same;

    /// <summary>A query sees what is captured as one object: which part of it, the code does not show.</summary>
    private TurnKey Captured(string? name) => Latest(
        _method.Body.Steps.Where(s => s.Kind == StepKind.Capture && IsInside(s.Block) && (name is null || s.Slot == name)).Select(s => s.Value.Kind == ValueKind.Unknown ? OfMerged(s) : Of(s.Value))
        .Concat(_method.Body.Steps.Where(s => s.Kind is StepKind.LocalWrite or StepKind.Increment or StepKind.Advance && IsInside(s.Block) && s.Slot.Length > 0 && (name is null ? char.IsLetter(s.Slot[0]) : s.Slot == name)).Select(s => s.Slot).Distinct()
            .Select(slot => Of(new ValueFact(ValueKind.Local, slot)))));
}
