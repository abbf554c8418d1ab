using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Blocking;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Something that can fail for reasons outside the process.</summary>
/// <param name="Subject">What it is called: <c>HttpClient.PostAsync</c>.</param>
/// <param name="IsEffect">It changes or reads the world by what a catalogue or a declaration says.</param>
/// <param name="Path">From the method that was asked about to the one that does it.</param>
/// <param name="Call">What is called; null where nobody knows what is run.</param>
internal sealed record Failure(string Subject, bool Certain, bool IsEffect, IReadOnlyList<CallEdge> Path, MethodRef? Call = null);

/// <summary>
/// Which calls can fail with an effect, and out of which methods such a failure can get: one search backwards over the calls that stops at handlers that let nothing past.
/// </summary>
internal sealed class Failures
{
    /// <summary>What somebody else has begun, and handed over.</summary>
    public const string AwaitedTask = "the awaited task";

    private readonly CodeGraph _graph;
    private readonly Func<MethodNode, RegionFact, bool> _stops;
    private readonly FailureSites _sites;
    private readonly Func<MethodRef, bool>? _counts;
    private readonly bool _trustsHandlers;
    private readonly bool _countsUnknown;
    private readonly Dictionary<MethodNode, (CallEdge? Edge, Failure What)> _escapes = [];

    /// <summary>Of those the ones that fail only when what they are handed does.</summary>
    private readonly HashSet<MethodNode> _ofDelegates = [];
    private readonly Dictionary<MethodNode, bool[]> _stopped = [];

    /// <param name="sites">What single calls do, whoever asks.</param>
    /// <param name="stops">Which handlers let no failure past.</param>
    /// <param name="trustsHandlers">Whether what such a handler does can be taken to work: who records a failure need not record that he could not.</param>
    /// <param name="counts">Of which calls failures are asked for; null for all.</param>
    /// <param name="countsUnknown">Whether work counts of which nobody knows what it calls; null where all calls do.</param>
    public Failures(
        CodeGraph graph, FailureSites sites, DelegateArguments delegates, Func<MethodNode, RegionFact, bool> stops, bool trustsHandlers = false, Func<MethodRef, bool>? counts = null, bool? countsUnknown = null)
    {
        _trustsHandlers = trustsHandlers;
        _counts = counts;
        _countsUnknown = countsUnknown ?? counts is null;
        _graph = graph;
        _stops = stops;
        Delegates = delegates;
        _sites = sites;
        Search();
    }

    public DelegateArguments Delegates { get; }

    /// <summary>Of a delegate that may do whatever somebody wrote elsewhere.</summary>
    public static Failure Anything { get; } = new("the delegate", Certain: false, IsEffect: false, []);

    /// <summary>How a failure can get out of a method; null when none can.</summary>
    public Failure? Escaping(MethodNode node)
    {
        if (!_escapes.TryGetValue(node, out var next))
        {
            return null;
        }

        var path = new List<CallEdge>();
        var what = next.What;
        while (next.Edge is { } edge)
        {
            path.Add(edge);
            next = _escapes[edge.To];
        }

        return what with { Path = path };
    }

    /// <summary>What can fail at a call, in the method itself or below; null for nothing.</summary>
    public Failure? At(MethodNode node, int site)
    {
        var best = Own(node, site);
        foreach (var edge in EdgesAt(node, site))
        {
            if (best is not { Certain: true } && IsRun(edge) && (edge.Via is null || edge.ViaSite < 0 || !IsStopped(edge.Via, edge.ViaSite)) && Reaches(edge) && Escaping(edge.To) is { } below && (best is null || (below.Certain && edge.Certain)))
            {
                best = below with { Certain = below.Certain && edge.Certain, Path = [edge, .. below.Path] };
            }
        }

        return best is { Certain: true } ? best : OfDelegate(node, site) ?? best;
    }

    private Failure? Own(MethodNode node, int site) =>
        node.Method.Sites[site].Target is var call && _sites.Own(node, site) is { } own && (_counts is null || _counts(call)) ? new(own.Subject, own.Certain, own.IsEffect, [], call) : null;

    /// <summary>The same, where the method itself gets to know: not of a task that it drops.</summary>
    public Failure? Thrown(MethodNode node, int site) =>
        _sites.IsLeft(node, site) ? Before(node, site) : EdgesAt(node, site).Any(e => !Carries(e)) ? null : At(node, site);

    /// <summary>Of a member that drops nothing with the task, since nothing of it can fail: what it does before it gives the task.</summary>
    private Failure? Before(MethodNode node, int site) =>
        EdgesAt(node, site).All(e => e.Mode == RunMode.Inline) && At(node, site) is { Path.Count: > 0 } thrown && new HeldFailures(this).At(node, site) is null ? thrown : null;

    /// <summary>What awaiting something can bring up that was begun elsewhere.</summary>
    public Failure? AtAwait(MethodNode node, StepFact step) =>
        step.Kind != StepKind.Await ? null
        : Configured(node.Method, step.Value) is var awaited && awaited.Kind is ValueKind.Result && Values.Index(awaited) is { } begun ? At(node, begun) ?? Gathered(node, node.Method.Sites[begun])
        : _countsUnknown && awaited.Kind is (ValueKind.Parameter or ValueKind.Field or ValueKind.Local) ? new(AwaitedTask, Certain: false, IsEffect: false, [])
        : null;

    /// <summary>The most certain failure among the tasks that a WhenAll gathers: those that are named, or what each item is turned into.</summary>
    /// <param name="isLeftAlone">Which of them count; null for all.</param>
    public Failure? Gathered(MethodNode node, SiteFact gathers, Func<int, bool>? isLeftAlone = null) => gathers.Target is not { Type: "System.Threading.Tasks.Task", Name: "WhenAll" } ? null : gathers.Arguments
        .SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a])
        .Select(task => DroppedTasks.Listed(node.Method, task))
        .Where(task => task.Kind == ValueKind.Result && (isLeftAlone is null || isLeftAlone(Values.Index(task)!.Value)))
        .Select(task => At(node, Values.Index(task)!.Value))
        .OfType<Failure>()
        .OrderByDescending(f => f.Certain)
        .FirstOrDefault();

    /// <summary>The task that <c>ConfigureAwait</c> is called on.</summary>
    public static ValueFact Configured(MethodFact method, ValueFact awaited) =>
        Values.Source(method, awaited) is { Target.Name: "ConfigureAwait" } configured ? configured.Receiver : awaited;

    public IEnumerable<CallEdge> EdgesAt(MethodNode node, int site) => _sites.EdgesAt(node, site);

    /// <summary>Whether a handler around a call lets no failure past.</summary>
    public bool IsStopped(MethodNode node, int site) => IsStoppedBlock(node, node.Method.Body.BlockOfSite[site]) && !IsHandedOut(node, site);

    private bool IsStoppedBlock(MethodNode node, int block)
    {
        if (node.Method.Body.Regions.Count == 0)
        {
            return false;
        }

        if (!_stopped.TryGetValue(node, out var stopped))
        {
            _stopped.Add(node, stopped = new bool[node.Method.Body.Blocks.Count]);
            foreach (var region in node.Method.Body.Regions.Where(r => _stops(node, r)))
            {
                foreach (var b in _trustsHandlers ? region.Try.Concat(region.Handler) : region.Try)
                {
                    stopped[b] = true;
                }
            }
        }

        return stopped[block];
    }

    /// <summary>A task that is returned from a try fails after it.</summary>
    private static bool IsHandedOut(MethodNode node, int site) =>
        !node.Method.Has(MethodTraits.Async)
        && Tasks.IsTask(node.Method.Sites[site].Target)
        && node.Method.Body.Steps.Any(s => s.Kind == StepKind.Return && s.Value.Kind == ValueKind.Result && Values.Index(s.Value) == site);

    private Failure? OfDelegate(MethodNode node, int site)
    {
        var call = node.Method.Sites[site];
        if (call.Target.Name != "Invoke")
        {
            return null;
        }

        if (call.Receiver.Kind != ValueKind.Parameter || Values.Index(call.Receiver) is not { } parameter)
        {
            return _countsUnknown && IsUnknownWork(node, site) ? Anything : null;
        }

        var bodies = Delegates.Of(node, parameter);
        var worst = bodies.Select(Escaping).Where(f => f is not null).OrderByDescending(f => f!.Certain).ThenBy(f => f!.Subject, StringComparer.Ordinal).FirstOrDefault();
        return worst is not null ? worst with { Path = [] }
            : _countsUnknown && Delegates.MayBeAnything(node, parameter) && (call.Target.Returns is null or { Name: "System.Void" } || Tasks.IsTask(call.Target)) ? Anything
            : null;
    }

    /// <summary>Asynchronous work that an object was given, or finds in a list, and of which the code shows no body: the next middleware, a subscriber's handler.</summary>
    private bool IsUnknownWork(MethodNode node, int site) =>
        Tasks.IsTask(node.Method.Sites[site].Target) && DelegateTypes.Is(_graph, node.Method.Sites[site].Target) && !EdgesAt(node, site).Any();

    /// <summary>Whether a failure of the callee is one of this call: who runs a delegate fails for those that hand him one that can, and they have a call of their own to it.</summary>
    private bool Reaches(CallEdge edge) => !_ofDelegates.Contains(edge.To) || HandsOn(edge);

    private static bool HandsOn(CallEdge edge)
    {
        var method = edge.From.Method;
        return method.Sites[edge.Site].Arguments.Any(a => a.Kind == ValueKind.Parameter && Values.Index(a) is { } own && own < method.Parameters.Count
            && (method.Parameters[own].Name.StartsWith("System.Func`", StringComparison.Ordinal) || method.Parameters[own].Name.StartsWith("System.Action", StringComparison.Ordinal)));
    }

    private static bool IsRun(CallEdge edge) => edge.Mode != RunMode.Later && !IsAsyncVoid(edge.To);

    /// <summary>Work on another thread fails there, and so does a task that nobody looks at.</summary>
    private bool Carries(CallEdge edge)
    {
        var site = edge.From.Method.Sites[edge.Site];
        return IsRun(edge) && !_sites.IsLeft(edge.From, edge.Site) && (edge.Mode != RunMode.Spawned || Tasks.IsTask(site.Target));
    }

    private static bool IsAsyncVoid(MethodNode node) => node.Method.Has(MethodTraits.Async) && node.Method.Returns.Name == "System.Void";

    private void Search()
    {
        var runners = new Dictionary<MethodNode, List<(MethodNode Node, int Site)>>();
        var queue = new Queue<MethodNode>();
        var possible = new List<(MethodNode Node, Failure What)>();
        foreach (var node in _graph.Focus)
        {
            Seed(node, runners, queue, possible);
        }

        Walk(queue, runners, onlyCertain: true);
        foreach (var (node, what) in possible)
        {
            Arrive(node, null, what, queue);
        }

        foreach (var node in _escapes.Keys.OrderBy(n => n.Index).ToList())
        {
            queue.Enqueue(node);
        }

        Walk(queue, runners, onlyCertain: false);
    }

    private void Seed(MethodNode node, Dictionary<MethodNode, List<(MethodNode Node, int Site)>> runners, Queue<MethodNode> queue, List<(MethodNode Node, Failure What)> possible)
    {
        var sites = node.Method.Sites;
        foreach (var i in _sites.Failing(node))
        {
            if (IsStopped(node, i) || _sites.IsLeft(node, i) || (TakenBetweenThem.Is(_graph, node, i) && !IsHandedOut(node, i)))
            {
                continue;
            }

            if (Own(node, i) is { } own)
            {
                if (own.Certain)
                {
                    Arrive(node, null, own, queue);
                }
                else
                {
                    possible.Add((node, own));
                }
            }
            else if (sites[i].Target.Name == "Invoke" && sites[i].Receiver.Kind == ValueKind.Parameter && Values.Index(sites[i].Receiver) is { } parameter)
            {
                foreach (var body in Delegates.Of(node, parameter))
                {
                    Add(runners, body, (node, i));
                }
            }
        }

        foreach (var step in node.Method.Body.Steps)
        {
            if (step.Value.Kind != ValueKind.Result && AtAwait(node, step) is { } awaited && !IsStoppedBlock(node, step.Block))
            {
                possible.Add((node, awaited));
            }
        }
    }

    private void Walk(Queue<MethodNode> queue, Dictionary<MethodNode, List<(MethodNode Node, int Site)>> runners, bool onlyCertain)
    {
        while (queue.Count > 0)
        {
            var node = queue.Dequeue();
            var what = _escapes[node].What;
            foreach (var edge in _graph.CallsBackwards.Of(node))
            {
                if ((edge.Certain || !onlyCertain) && !_escapes.ContainsKey(edge.From) && Reaches(edge) && Carries(edge) && !IsStopped(edge.From, edge.Site) && (edge.Via is null || edge.ViaSite < 0 || !IsStopped(edge.Via, edge.ViaSite)))
                {
                    Arrive(edge.From, edge, what.Certain && !edge.Certain ? what with { Certain = false } : what, queue, ofDelegate: _ofDelegates.Contains(node));
                }
            }

            if (runners.TryGetValue(node, out var helpers))
            {
                foreach (var (helper, _) in helpers)
                {
                    Arrive(helper, null, what, queue, ofDelegate: true);
                }
            }
        }
    }

    private void Arrive(MethodNode node, CallEdge? edge, Failure what, Queue<MethodNode> queue, bool ofDelegate = false)
    {
        if (!_escapes.ContainsKey(node))
        {
            _escapes.Add(node, (edge, what));
            if (ofDelegate)
            {
                _ofDelegates.Add(node);
            }

            queue.Enqueue(node);
        }
    }

    private static void Add<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key, TValue value)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        list.Add(value);
    }
}
