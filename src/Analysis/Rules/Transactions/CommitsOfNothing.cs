using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Locks;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// Commits of a method that looks something up: where it finds an expired token it deletes that and answers that there is none; where it finds no row it makes one. Whoever goes on with the answer knows which of both it was, and the
/// same question commits nothing a second time. So does whoever tries: <c>if (!await TryRemoveTicketAsync(code)) await TryRemovePassAsync(code);</c>, where the one that removes says so.
/// </summary>
/// <param name="commits">The sites of a body that lead to a commit.</param>
internal sealed class CommitsOfNothing(RuleContext context, Func<MethodNode, IEnumerable<int>> commits)
{
    private readonly Dictionary<MethodNode, bool> _refuse = [];
    private readonly Dictionary<MethodNode, bool> _confirm = [];
    private readonly Dictionary<MethodNode, bool> _remove = [];
    private readonly Dictionary<MethodNode, bool> _settle = [];
    private readonly Dictionary<MethodNode, bool> _once = [];
    private readonly MissingRows _missing = new(context);
    private readonly Memos _memos = new(context, commits);
    private readonly TupleAnswers _tuples = new(context.Flows, commits);
    private readonly ByTheWay _byTheWay = new(context, commits);

    /// <summary>
    /// Whether the second of two commits does not run in an execution in which the first has: it stands behind a test that the first has answered something, and that commits where it answers nothing, or the other way round; or it
    /// asks the same again.
    /// </summary>
    public bool Excludes(MethodNode node, int first, int second) =>
        (Refuse(node, first) && (IsKnown(node, first, node.Method.Body.BlockOfSite[second], isThere: true) || CallAnswers.IsTaken(context.Flows.Of(node.Method), first, second)))
        || (Confirm(node, first) && IsKnown(node, first, node.Method.Body.BlockOfSite[second], isThere: false))
        || _tuples.Exclude(node, first, Below(node, first), node.Method.Body.BlockOfSite[second])
        || CallAnswers.IsRefused(context.Flows.Of(node.Method), first, node.Method.Body.BlockOfSite[second])
        || IsAskedAgain(node, first, second)
        || _memos.AreOne(node, first, second)
        || _byTheWay.Are(node, first)
        || _byTheWay.Are(node, second);

    /// <summary>Whether what a call commits is settled by an answer: it has found something to remove, or nothing and makes it. Mostly it was otherwise, and the call has committed nothing.</summary>
    public bool Settle(MethodNode node, int site) => Below(node, site) is { Count: > 0 } below && below.TrueForAll(Settles);

    /// <summary>Whether one of two commits makes what was looked for and not found, and the other runs as well where it was there: mostly it was.</summary>
    public bool IsSettled(MethodNode node, int first, int second) =>
        Settle(node, first) || Settle(node, second) || _missing.IsMadeBefore(node, first, second) || _missing.IsMadeBehind(node, first, second)
        || UnsavedRows.AreMade(context.Flows.Of(node.Method), first, second);

    /// <summary>Whether one of two commits makes a row that there is once in an installation: with all that comes after that, it is no pair.</summary>
    public bool IsMadeOnce(MethodNode node, int first, int second) => IsOnce(node, first, second) || IsOnce(node, second, first);

    /// <summary>Whether what a call commits is made once, and never again.</summary>
    public bool IsOnceBelow(MethodNode node, int site) => Below(node, site) is { Count: > 0 } below && below.TrueForAll(IsOnce);

    private bool IsOnce(MethodNode node, int site, int beside) => IsOnceBelow(node, site) || _missing.IsMadeOnce(node, site, beside);

    private bool IsOnce(MethodNode node) => Known(_once, node, sites => sites.TrueForAll(site => IsOnceBelow(node, site) || _missing.IsMadeOnce(node, site)));

    /// <summary>Whether a call commits nothing but removals of what is then said not to be there, whatever it answers itself: asked again it has none left.</summary>
    public bool OnlyRemove(MethodNode node, int site) => Below(node, site) is { Count: > 0 } below && below.TrueForAll(Removes);

    /// <summary>Whether what a call commits is the removal of something that it then says is not there.</summary>
    private bool Refuse(MethodNode node, int site) => Below(node, site) is { Count: > 0 } below && below.TrueForAll(Refuses);

    /// <summary>Whether a call has committed only where it answers that it has.</summary>
    private bool Confirm(MethodNode node, int site) => Below(node, site) is { Count: > 0 } below && below.TrueForAll(Confirms);

    /// <summary>A method that commits only on ways on which it answers yes, or gives what it has made, and does not always.</summary>
    private bool Confirms(MethodNode node) => Known(_confirm, node, sites =>
    {
        var answers = node.Method.Body.Steps.Where(s => s.Kind == StepKind.Return).ToList();
        return answers.Exists(a => !IsThere(node, a)) && sites.TrueForAll(site => ConfirmsAt(node, site, answers));
    });

    private bool ConfirmsAt(MethodNode node, int site, List<StepFact> answers)
    {
        var behind = Following.Of(node.Method.Body, node.Method.Body.BlockOfSite[site]);
        var then = answers.FindAll(a => behind.Contains(a.Block));
        return then.Count > 0
            && (then.TrueForAll(a => IsThere(node, a))
                || (Confirm(node, site) && CallAnswers.Names(node.Method, site) is var names && then.TrueForAll(a => IsThere(node, a) || names.Contains(a.Value))));
    }

    /// <summary><c>var row = await FindAsync(key); if (row is null) return null; …; return row;</c>: yes, or something, since a test on the way has shown that.</summary>
    private bool IsThere(MethodNode node, StepFact answer) =>
        IsSomething(node, answer.Value)
        || (answer.Value.Kind is ValueKind.Result or ValueKind.Local && IsNamedOnce(node.Method, answer.Value)
            && context.Flows.Of(node.Method).Known(answer.Block).Any(known => NullTests.Of(node.Method, known) is { IsTrue: true } test && test.Tested == answer.Value));

    private static bool IsNamedOnce(MethodFact method, ValueFact value) =>
        value.Kind != ValueKind.Local || method.Body.Steps.Count(s => s.Slot == value.Text && s.Kind is StepKind.LocalWrite or StepKind.Increment or StepKind.Advance) <= 1;

    /// <summary>The methods that a site leads to a commit by; none where the site is one itself.</summary>
    private List<MethodNode> Below(MethodNode node, int site) =>
        node.EffectsAt(site).Any(e => e.Category == EffectCategory.DbCommit) ? []
        : [.. node.EdgesAt(site).Where(e => e.To != node && commits(e.To).Any()).Select(e => e.To).Distinct()];

    /// <summary>A method that commits only on ways on which it answers that there is nothing.</summary>
    private bool Refuses(MethodNode node) => Known(_refuse, node, sites =>
    {
        var body = node.Method.Body;
        var answers = body.Steps.Where(s => s.Kind == StepKind.Return).ToList();
        return answers.Exists(a => !IsNothing(node, a.Value)) && sites.TrueForAll(site => RefusesAt(node, site, answers));
    });

    private bool RefusesAt(MethodNode node, int site, List<StepFact> answers)
    {
        var body = node.Method.Body;
        var behind = Following.Of(body, body.BlockOfSite[site]);
        var then = answers.FindAll(a => behind.Contains(a.Block));
        if (then.Count > 0 && then.TrueForAll(a => IsNothing(node, a.Value)))
        {
            return true;
        }

        // Hands on what somebody below answers: as it is, or kept for the next time, or behind a test that it is there.
        return Below(node, site) is { Count: > 0 } below && below.TrueForAll(Refuses)
            && then.TrueForAll(a => IsNothing(node, a.Value) || CallAnswers.Names(node.Method, site).Contains(a.Value) || IsKnown(node, site, a.Block, isThere: true)
                || (a.Value.Kind is ValueKind.Unknown or ValueKind.Local or ValueKind.Field && IsKept(node, site)));
    }

    /// <summary><c>user ??= Load()</c></summary>
    private bool IsKept(MethodNode node, int site) =>
        node.Method.Sites.Any(s => s.Kind == SiteKind.FieldWrite && Values.Argument(s, 0) == Values.ResultOf(site)) || new FirstUse(context).Is(node, site);

    private bool Removes(MethodNode node) => Refuses(node) || Known(_remove, node, sites => sites.TrueForAll(site => OnlyRemove(node, site)));

    /// <summary>A method that commits only where it has found nothing, or something that it says is nothing.</summary>
    private bool Settles(MethodNode node) => Refuses(node) || Known(_settle, node, sites => sites.TrueForAll(site => SettlesAt(node, site)));

    private bool SettlesAt(MethodNode node, int site) =>
        _missing.IsMade(node, site)
        || GivenAnyway.Is(context.Flows.Of(node.Method), site)
        || (Below(node, site) is { Count: > 0 } below && below.TrueForAll(Settles) && IsOnly(node, site));

    /// <summary>Who does nothing but ask it changes nothing else.</summary>
    private bool IsOnly(MethodNode node, int site) => commits(node).All(s => s == site || Settle(node, s));

    private static bool IsKnown(MethodNode node, int site, int block, bool isThere) => CallAnswers.AreKnown(node.Method, site, block, isThere);

    /// <summary>Both come to one method that settles it: to one that removes what it finds, whatever else they are asked for; to one that makes it with the same arguments where the calls stand side by side.</summary>
    private bool IsAskedAgain(MethodNode node, int first, int second)
    {
        if (!Settle(node, first) || !Settle(node, second))
        {
            return false;
        }

        var asked = Deepest(node, first);
        return asked.SetEquals(Deepest(node, second)) && ((OnlyRemove(node, first) && OnlyRemove(node, second)) || node.Method.Sites[first].Target.Id != node.Method.Sites[second].Target.Id || AreSame(node.Method, first, second));
    }

    /// <summary>The methods below a site that have the commits themselves.</summary>
    private HashSet<MethodNode> Deepest(MethodNode node, int site)
    {
        var found = new HashSet<MethodNode>();
        var seen = new HashSet<MethodNode>(Below(node, site));
        var queue = new Queue<MethodNode>(seen);
        while (queue.Count > 0)
        {
            var next = queue.Dequeue();
            foreach (var commit in commits(next))
            {
                var below = Below(next, commit);
                if (below.Count == 0)
                {
                    found.Add(next);
                }

                below.Where(seen.Add).ToList().ForEach(queue.Enqueue);
            }
        }

        return found;
    }

    private static bool AreSame(MethodFact method, int first, int second)
    {
        var (a, b) = (method.Sites[first], method.Sites[second]);
        return a.Arguments.Count == b.Arguments.Count && Enumerable.Range(0, a.Arguments.Count).All(i => SameExpressions.Are(method, a.Arguments[i], b.Arguments[i]));
    }

    /// <summary>Null, or no; a zero can be the code of success.</summary>
    private static bool IsNothing(MethodNode node, ValueFact value) =>
        value.Kind == ValueKind.Null || (value is { Kind: ValueKind.Number, Text: "0" } && Generics.Awaited(node.Method.Returns).Name == "System.Boolean");

    /// <summary>Yes, or something that was made, here or by a method that gives nothing else.</summary>
    private static bool IsSomething(MethodNode node, ValueFact value, int depth = 2) =>
        value.Kind == ValueKind.New || (depth > 0 && value.Kind == ValueKind.Result && Values.Index(value) is { } site && Makes(node, site, depth - 1)) || (value is { Kind: ValueKind.Number, Text: "1" } && Generics.Awaited(node.Method.Returns).Name == "System.Boolean");

    private static bool Makes(MethodNode node, int site, int depth) =>
        node.EdgesAt(site).Where(e => e.Mode == RunMode.Inline).Select(e => e.To).ToList() is { Count: > 0 } called
        && called.TrueForAll(c => c.Method.Body.Steps.Where(s => s.Kind == StepKind.Return).ToList() is { Count: > 0 } given && given.TrueForAll(g => g.Value.Kind != ValueKind.Number && IsSomething(c, g.Value, depth)));

    private bool Known(Dictionary<MethodNode, bool> known, MethodNode node, Func<List<int>, bool> find)
    {
        if (!known.TryGetValue(node, out var answer))
        {
            known[node] = false; // who calls itself settles nothing by that
            known[node] = answer = commits(node).ToList() is { Count: > 0 } sites && find(sites);
        }

        return answer;
    }
}
