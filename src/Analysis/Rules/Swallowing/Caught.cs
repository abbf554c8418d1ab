using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>How much of an exception a value still holds.</summary>
internal enum Trace
{
    None,

    /// <summary>Its message, a status, an error number, or whatever else it says of itself: not where it came from.</summary>
    Part,

    /// <summary>All of it.</summary>
    Whole,
}

/// <summary>Where what a handler caught goes within its method.</summary>
internal sealed class Caught
{
    private readonly CodeGraph _graph;
    private readonly MethodNode _node;
    private readonly IReadOnlyCollection<ValueFact> _exception;
    private readonly Trace[] _results;
    private readonly bool _isWrapper;

    public Caught(CodeGraph graph, MethodNode node, int region)
        : this(graph, node, CaughtNames.Of(node.Method, region), looksBelow: true, isWrapper: IsWrapper(node.Method.Body.Regions[region].Catches))
    {
    }

    /// <param name="exception">Where the method has it: what a handler caught, by all its names, or a parameter.</param>
    /// <param name="looksBelow">Whether it is followed into helpers.</param>
    /// <param name="isWrapper">Whether it may be nothing but a wrapping around the one inside.</param>
    private Caught(CodeGraph graph, MethodNode node, IReadOnlyCollection<ValueFact> exception, bool looksBelow, bool isWrapper = true)
    {
        _isWrapper = isWrapper;
        _graph = graph;
        _node = node;
        _exception = exception;
        var sites = node.Method.Sites;
        _results = new Trace[sites.Count];
        var text = Trace.None;
        for (var i = 0; i < sites.Count; i++)
        {
            var site = sites[i];
            var given = (Trace)site.Arguments.Select(a => (int)Of(a)).Append((int)Of(site.Receiver)).Max();

            // An interpolated text is built by a struct, whose calls do not show that they speak of one thing.
            if (site.Target.Type == "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler")
            {
                text = site.Target.Name == ".ctor" ? Trace.None : (Trace)Math.Max((int)text, (int)given);
                given = site.Target.Name == "ToStringAndClear" ? text : Trace.None;
            }

            _results[i] = given == Trace.Whole && (HoldsPart(site) || (looksBelow && !Keeps(site))) ? Trace.Part : given;
        }
    }

    public CodeGraph Graph => _graph;

    /// <summary>Whether a helper of ours lets all of what it is given into the exception that it makes, or throws; true for every other call.</summary>
    public bool Keeps(SiteFact call)
    {
        if (call.Kind == SiteKind.New)
        {
            return KeepsMade(call);
        }

        if (_graph.Find(call.Target) is not { } helper || !(IsException(helper.Method.Returns) || helper.Method.Returns.Name == "System.Void") || helper.Method.Has(MethodTraits.Abstract | MethodTraits.Virtual))
        {
            return true;
        }

        var made = helper.Method.Body.Steps.Where(s => s.Kind is StepKind.Return or StepKind.Throw).Select(s => s.Value).ToList();
        if (made.Count == 0 || made.Exists(v => v.Kind is not (ValueKind.New or ValueKind.Result)))
        {
            return true;
        }

        // error.AsInconsistentState() makes one of itself.
        var given = Given(call, helper)
            .Concat(call.Target.HasReceiver && Of(call.Receiver) == Trace.Whole ? [new ValueFact(ValueKind.This, "")] : []);
        return given.Select(exception => new Caught(_graph, helper, [exception], looksBelow: false)).Any(inside => made.Exists(v => inside.Of(v) == Trace.Whole || inside.IsPutInto(v)));
    }

    /// <summary><c>new Unavailable(cause.Message) { Cause = cause }</c>, <c>made.Data["cause"] = cause</c>: who makes it puts all of it into what has been made.</summary>
    private bool IsPutInto(ValueFact made)
    {
        var sites = _node.Method.Sites;
        return Enumerable.Range(0, sites.Count).Any(i =>
            (sites[i].Kind == SiteKind.FieldWrite || sites[i].Target.Name.StartsWith("set_", StringComparison.Ordinal))
            && sites[i].Arguments.Any(a => Of(a) == Trace.Whole)
            && (sites[i].Receiver == made || (Values.Source(_node.Method, sites[i].Receiver) is { Target.Name: "get_Data" } data && data.Receiver == made))
            && !IsTooSmall(sites[i]));
    }

    /// <summary>Whether an exception of ours lets what its constructor is given into itself: <c>class Rejected(string text, Exception cause) : Exception(text)</c> does not.</summary>
    private bool KeepsMade(SiteFact made)
    {
        if (_graph.Find(made.Target) is not { } constructor || !IsException(new(made.Target.Assembly, made.Target.Type, [])))
        {
            return true;
        }

        return Given(made, constructor).Select(exception => new Caught(_graph, constructor, [exception], looksBelow: false)).Any(inside =>
            Enumerable.Range(0, constructor.Method.Sites.Count).Any(i => inside.Given(i) == Trace.Whole
                && !Recording.IsTrivial(constructor.Method.Sites[i].Target, ofConstructor: true)
                && !IsTooSmall(constructor.Method.Sites[i])
                && !(IsChained(constructor.Method.Sites[i]) && !inside.KeepsMade(constructor.Method.Sites[i]))));
    }

    /// <summary>The call of the base in a constructor of ours that is given the cause and lets nothing of it in; of <c>: this(…)</c> with the cause in the one that it goes on to.</summary>
    public (MethodNode Constructor, int Site)? DroppedAt(SiteFact made)
    {
        if (_graph.Find(made.Target) is not { } constructor || constructor.Method.Has(MethodTraits.Generated) || !constructor.Method.Span.IsKnown)
        {
            return null;
        }

        var sites = constructor.Method.Sites;
        for (var i = 0; i < sites.Count; i++)
        {
            if (IsChained(sites[i]))
            {
                var further = Given(made, constructor)
                    .Select(exception => new Caught(_graph, constructor, [exception], looksBelow: false))
                    .Where(inside => sites[i].Arguments.Any(a => inside.Of(a) == Trace.Whole))
                    .Select(inside => inside.DroppedAt(sites[i]))
                    .FirstOrDefault(place => place is not null);
                return further ?? (constructor, i);
            }
        }

        return null;
    }

    /// <summary><c>: this(…)</c>, <c>: base(…)</c></summary>
    private static bool IsChained(SiteFact site) => site is { Receiver.Kind: ValueKind.This, Target.Name: ".ctor" };

    /// <summary><c>IsRetryable = cause is HttpRequestException</c> looks like a store of the cause.</summary>
    private bool IsTooSmall(SiteFact store) =>
        (store.Kind == SiteKind.FieldWrite && store.Target.Returns is { } type && SmallValues.Is(_graph, type))
        || (store.Target.Name.StartsWith("set_", StringComparison.Ordinal) && DocIdParameters.Of(store.Target.Id) is { Count: 1 } given && given[0] == "System.Boolean");

    /// <summary>The parameters of a callee that get all of it.</summary>
    private IEnumerable<ValueFact> Given(SiteFact call, MethodNode callee) =>
        Enumerable.Range(0, callee.Method.Parameters.Count)
            .Where(p => Of(Values.Argument(call, p)) == Trace.Whole)
            .Select(p => new ValueFact(ValueKind.Parameter, p.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private bool IsException(TypeName type)
    {
        if (type.Name.EndsWith("Exception", StringComparison.Ordinal))
        {
            return true;
        }

        for (var own = _graph.Types.Find(type.Assembly, type.Name); own is not null; own = own.Base)
        {
            if (own.Fact.Base?.Name.EndsWith("Exception", StringComparison.Ordinal) == true)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Exceptions that only carry another one, and those of which the type does not say what they are.</summary>
    private static bool IsWrapper(TypeName? type) =>
        type is null or { Name: "System.Object" or "System.Exception" or "System.SystemException" or "System.AggregateException" or "System.TypeInitializationException" }
        || type.Name.EndsWith("InvocationException", StringComparison.Ordinal)
        || type.Name.StartsWith("Microsoft.EntityFrameworkCore.", StringComparison.Ordinal);

    public Trace Of(ValueFact value) => value.Kind switch
    {
        ValueKind.Caught or ValueKind.Parameter or ValueKind.This => _exception.Contains(value) ? Trace.Whole : Trace.None,
        ValueKind.Result or ValueKind.New => Values.Index(value) is { } index && index < _results.Length ? _results[index] : Trace.None,
        ValueKind.Many => (Trace)value.Elements.Select(e => (int)Of(e)).DefaultIfEmpty(0).Max(),
        _ => Trace.None,
    };

    /// <summary>The most that a call is given of it, its receiver included.</summary>
    public Trace Given(int site)
    {
        var fact = _node.Method.Sites[site];
        return (Trace)fact.Arguments.Select(a => (int)Of(a)).Append((int)Of(fact.Receiver)).Max();
    }

    /// <summary>The first argument that holds any of it; -1 for none.</summary>
    public int ArgumentOf(int site)
    {
        var arguments = _node.Method.Sites[site].Arguments;
        for (var a = 0; a < arguments.Count; a++)
        {
            if (Of(arguments[a]) != Trace.None)
            {
                return a;
            }
        }

        return -1;
    }

    /// <summary>
    /// Whether what a call returns is too small for a whole exception: a number, a status, a text that the exception has of itself. <c>e.ToString()</c> and <c>e.StackTrace</c> say where it came from, and what a helper makes of the
    /// exception may.
    /// </summary>
    private bool HoldsPart(SiteFact site) =>
        site.Kind != SiteKind.New
        && (SmallValues.Are(_graph, site.Target)
            || (!_isWrapper && site.Target is { Type: "System.Exception", Name: "get_InnerException" } && Of(site.Receiver) == Trace.Whole)
            || (Of(site.Receiver) == Trace.Whole
                && (site.Target.Name == "GetType" || (site.Target is { Returns.Name: "System.String" } && site.Target.Name.StartsWith("get_", StringComparison.Ordinal) && site.Target.Name != "get_StackTrace"))));
}
