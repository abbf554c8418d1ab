using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Which own methods let somebody know of a failure, and which do something with the exception that they are handed.</summary>
internal sealed class Recording(CodeGraph graph, Catalogue catalogue)
{
    /// <summary>How far below a call a record still speaks of the failure.</summary>
    private const int Deepest = 4;

    private static readonly string[] Collects = ["Add", "Enqueue", "Push", "TryAdd", "set_Item", "Append", "Insert"];

    /// <summary>Types of the platform whose members answer, and change nothing.</summary>
    private static readonly HashSet<string> Computing = new(StringComparer.Ordinal)
    {
        "System.Nullable`1", "System.Nullable", "System.Enum", "System.Convert", "System.Math", "System.BitConverter", "System.HashCode", "System.Array", "System.MemoryExtensions", "System.Linq.Enumerable",
        "System.StringComparer", "System.Text.RegularExpressions.Regex", "System.Text.RegularExpressions.Match", "System.Char", "System.Boolean", "System.SByte", "System.Byte", "System.Int16", "System.UInt16", "System.Int32",
        "System.UInt32", "System.Int64", "System.UInt64", "System.Single", "System.Double", "System.Decimal", "System.Guid", "System.DateTime", "System.DateTimeOffset", "System.TimeSpan",
    };

    private const string Interpolated = "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler";

    private static readonly string[] Questions = ["Is", "Has", "Should", "Can", "Contains", "StartsWith", "EndsWith", "Matches"];

    private readonly Dictionary<(MethodNode, int), bool> _records = [];
    private readonly Dictionary<(MethodNode, int), bool> _takes = [];

    /// <summary>Whether a call records anything. A channel that is completed without an error ends as if there were no more, and a promise of nothing is kept.</summary>
    public bool IsRecord(SiteFact site) =>
        IsRecorder(site.Target)
        && !(Values.Argument(site, 0).Kind == ValueKind.Null
            && ((site.Target.Name is "Complete" or "TryComplete" && site.Target.Type == "System.Threading.Channels.ChannelWriter`1")
                || (site.Target.Name is "SetResult" or "TrySetResult" && site.Target.Type == "System.Threading.Tasks.TaskCompletionSource`1")));

    private bool IsRecorder(MethodRef target) => catalogue.Of<RecordsMeaning>(target) is not null;

    /// <summary>Whether a method logs, counts or tells, itself or in what it calls for that.</summary>
    public bool Records(MethodNode node, int depth = Deepest)
    {
        if (depth == 0)
        {
            return false;
        }

        if (!_records.TryGetValue((node, depth), out var known))
        {
            _records[(node, depth)] = false;
            known = node.Method.Sites.Any(s => (IsRecord(s) && !MadeUpResponses.Is(node.Method, s)) || IsCallback(s)) || node.Edges.Any(e => Records(e.To, depth - 1));
            _records[(node, depth)] = known;
        }

        return known;
    }

    /// <summary>Whether a method does anything with the exception that it gets: hands it on, keeps it, returns or throws it, or lets somebody know.</summary>
    public bool Takes(MethodNode node, int parameter, int depth = Deepest)
    {
        if (depth == 0 || node.Method.Sites.Count == 0 && node.Method.Body.Steps.Count == 0)
        {
            return depth == 0;
        }

        if (!_takes.TryGetValue((node, parameter), out var known))
        {
            _takes[(node, parameter)] = false;
            _takes[(node, parameter)] = known = Records(node) || Uses(node, parameter, depth);
        }

        return known;
    }

    /// <summary>What is told without a recorder: a callback is run, an item joins a collection.</summary>
    public static bool IsTelling(SiteFact site) =>
        site.Kind is SiteKind.Call or SiteKind.VirtualCall
        && !(site.Target.Name == "set_Item" && site.Arguments.Count > 0 && site.Arguments[site.Arguments.Count - 1].Kind == ValueKind.Null)
        && (IsCallback(site)
            || (site.Target.Type.StartsWith("System.Collections.", StringComparison.Ordinal) && Collects.Any(c => site.Target.Name.StartsWith(c, StringComparison.Ordinal))));

    /// <summary>Something joins a collection of the method's own that is only ever filled: nobody looks at it.</summary>
    public static bool IsForgotten(MethodFact method, SiteFact site)
    {
        var collection = site.Receiver;
        return collection.Kind == ValueKind.New
            && IsTelling(site)
            && !method.Sites.Any(s => s.Arguments.Any(Is) || (s.Receiver == collection && !Collects.Any(c => s.Target.Name.StartsWith(c, StringComparison.Ordinal))))
            && !method.Body.Steps.Any(s => Is(s.Value))
            && !method.Body.Blocks.Any(b => Is(b.Tested));

        bool Is(ValueFact value) => value == collection || value.Elements.Any(Is);
    }

    private static bool IsCallback(SiteFact site) => site.Target is { Name: "Invoke", HasReceiver: true };

    /// <summary>What asks an exception about itself, compares what it says, or only makes text or numbers of it.</summary>
    /// <param name="ofConstructor">Asked from the constructor of an exception: there the base constructor keeps what it is given.</param>
    public static bool IsTrivial(MethodRef target, bool ofConstructor = false) =>
        (target.Type is "System.Exception" && !(ofConstructor && target.Name == ".ctor")) || IsTrivialType(target);

    private static bool IsTrivialType(MethodRef target) =>
        target.Type is "System.Object" or "System.Type" or "System.AggregateException"
        || (target.Type is "System.String" or Interpolated or "System.Text.StringBuilder")
        || target.Type is "System.Diagnostics.Debug" or "System.GC"
        || (target.Name.StartsWith("get_", StringComparison.Ordinal) && target.ParameterCount == 0)
        || OnlyComputes(target);

    private static bool OnlyComputes(MethodRef target) =>
        Computing.Contains(target.Type)
        || target.Name is "Equals" or "CompareTo" or "GetHashCode" or "ToString" or "IndexOf" or "TryGetValue" or "ContainsKey"
        || target.Name.StartsWith("op_", StringComparison.Ordinal)
        || (target.Returns is { Name: "System.Boolean" } && Questions.Any(q => target.Name.StartsWith(q, StringComparison.Ordinal) && (target.Name.Length == q.Length || char.IsUpper(target.Name[q.Length]))));

    private bool Uses(MethodNode node, int parameter, int depth)
    {
        var method = node.Method;
        var derived = new HashSet<int>();
        var walked = WalkedCauses.Of(method, parameter);
        var text = false;
        for (var i = 0; i < method.Sites.Count; i++)
        {
            var site = method.Sites[i];
            var position = Enumerable.Range(0, Math.Max(site.Arguments.Count, site.Kind == SiteKind.FieldWrite ? 1 : site.Target.ParameterCount)).Where(a => Is(Values.Argument(site, a)) || walked.IsArgument(site, a)).DefaultIfEmpty(-1).First();
            var isReceiver = Is(site.Receiver) || walked.IsReceiver(site);
            if (site.Target.Type == Interpolated)
            {
                // A struct builds the text: its calls do not show that they speak of one thing.
                text = site.Target.Name != ".ctor" && (text || position >= 0);
                position = site.Target.Name == "ToStringAndClear" && text ? 0 : position;
            }

            if (position < 0 && !isReceiver)
            {
                continue;
            }

            if (site.Kind == SiteKind.FieldWrite || site.Kind == SiteKind.New || (!IsTrivial(site.Target) && !isReceiver && IsTaken(node, i, position, depth)))
            {
                return true;
            }

            derived.Add(i);
        }

        // error + Environment.NewLine asks first whether there is an error: what comes of it the code does not show, but that somebody is given it.
        if (derived.Any(d => method.Sites[d].Target.Name is "ToString" or "get_Message" or "ToStringAndClear" && Enumerable.Range(d + 1, method.Sites.Count - d - 1).Any(i => IsGivenText(method.Sites[i]))))
        {
            return true;
        }

        // The answer to a question about an exception is nothing that anybody was told.
        var answers = SmallValues.Is(graph, Tasks.Answer(method.Returns));
        return method.Body.Steps.Any(s => (s.Kind is StepKind.Throw or StepKind.ParameterWrite || (s.Kind == StepKind.Return && !answers)) && Is(s.Value) && !walked.IsStepDown(s));

        bool Is(ValueFact value) => value.Kind switch
        {
            ValueKind.Parameter => Values.Index(value) == parameter,
            ValueKind.Result or ValueKind.New => Values.Index(value) is { } index && derived.Contains(index),
            ValueKind.Many => value.Elements.Any(Is),
            ValueKind.Local => walked.Are(value),
            _ => false,
        };
    }

    private static bool IsGivenText(SiteFact site) =>
        site.Kind is SiteKind.Call or SiteKind.VirtualCall or SiteKind.New && !IsTrivial(site.Target) && DocIdParameters.Of(site.Target.Id) is var parameters
        && Enumerable.Range(0, parameters.Count).Any(p => parameters[p] == "System.String" && Values.Argument(site, p).Kind is ValueKind.Unknown or ValueKind.Result);

    private bool IsTaken(MethodNode node, int site, int position, int depth)
    {
        var targets = node.EdgesAt(site).Where(e => e.Via is null).Select(e => e.To).ToList();
        return targets.Count > 0 ? targets.Any(t => Takes(t, position, depth - 1))
            : graph.Find(node.Method.Sites[site].Target) is not { } declared || declared.Method.Has(MethodTraits.Abstract) || Takes(declared, position, depth - 1);
    }
}
