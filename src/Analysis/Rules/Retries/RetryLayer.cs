using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

internal enum RetryKind
{
    /// <summary>A loop whose handler leads back, or a method that calls itself from its handler.</summary>
    Loop,

    /// <summary>A pipeline or policy that runs a delegate.</summary>
    Policy,

    /// <summary>An own method that runs the delegate that it is handed again after a failure.</summary>
    Helper,

    /// <summary>[RetryPolicy].</summary>
    Declared,

    /// <summary>An execution strategy that runs a delegate: what the context does inside it is not tried again by itself.</summary>
    Strategy,

    /// <summary>A DbContext that tries each command again.</summary>
    Context,

    /// <summary>A handler of an HTTP client.</summary>
    Handler,

    /// <summary>The client of a vendor's SDK, which knows what it may send again.</summary>
    Client,

    /// <summary>A scheduler or broker.</summary>
    Delivery,
}

/// <summary>Something that tries again, at one place. Identity is reference: there is one object for each place.</summary>
/// <param name="name">For the reader: "Polly pipeline".</param>
/// <param name="node">The method that it stands in.</param>
/// <param name="site">The call that it repeats, or that makes it; -1 for the method itself.</param>
internal sealed class RetryLayer(RetryKind kind, string name, Attempts attempts, MethodNode node, int site)
{
    private bool _isPossible;
    private RetryLayer? _asPossible;

    public RetryKind Kind { get; } = kind;

    public string Name { get; } = name;

    public Attempts Attempts { get; } = attempts;

    public MethodNode Node { get; } = node;

    public int Site { get; } = site;

    /// <summary>What multiplies in it: more than one for policies wrapped into each other, and for several retries in one pipeline.</summary>
    public IReadOnlyList<Attempts> Parts { get; init; } = [attempts];

    /// <summary>The handler retries no method that must not be repeated, or not all of them: <see cref="Spared"/>.</summary>
    public bool SparesUnsafe { get; init; }

    /// <summary>The only methods that a handler does not repeat, as <c>Put</c>; empty where it is not known to be some only.</summary>
    public IReadOnlyCollection<string> Spared { get; init; } = [];

    /// <summary>For a handler of an HTTP client: the handlers of our own that a request has passed before, once for all attempts.</summary>
    public IReadOnlyList<MethodNode> Before { get; init; } = [];

    /// <summary>For a policy: the types of exceptions for which alone it tries again; empty where others may be among them. What a loop handles, its clauses say.</summary>
    public IReadOnlyCollection<string> Handled { get; init; } = [];

    /// <summary>For a helper: what in it tries again.</summary>
    public IReadOnlyList<RetryLayer> Inside { get; init; } = [];

    /// <summary>It repeats only what has been refused, or has not left, before anything was done.</summary>
    public bool OnlyOfNothingDone { get; init; }

    /// <summary>As far as the code shows it, it repeats only what has been refused.</summary>
    public bool MayOnlyBeRefused { get; init; }

    /// <summary>Whether it is there is decided at run time: a behaviour that may be registered, or not for this message.</summary>
    public bool IsPossible
    {
        get => _isPossible;
        init => _isPossible = value;
    }

    /// <summary>Somebody asked for it in the code: no default of a scheduler or broker.</summary>
    public bool IsAskedFor { get; init; } = true;

    /// <summary>What an attempt publishes leaves only when it has ended well: an outbox stands inside.</summary>
    public bool HoldsMessages { get; init; }

    /// <summary>Who registers it, where that is not the code that it stands in: without having seen that nobody knows of it.</summary>
    public IReadOnlyList<MethodNode> Registrars { get; init; } = [];

    /// <summary>The statement that gives it to a client or to a consumer, where it is one of several that can be given: a stack of nothing but these is told at the last one of them.</summary>
    public (MethodNode Node, int Site)? Registration { get; init; }

    /// <summary>The same where only some of those that come there have it; always the same object.</summary>
    public RetryLayer AsPossible()
    {
        if (IsPossible)
        {
            return this;
        }

        if (_asPossible is null)
        {
            _asPossible = (RetryLayer)MemberwiseClone();
            _asPossible._isPossible = true;
        }

        return _asPossible;
    }

    /// <summary>It stands where the code runs, not where a client, context or job is configured.</summary>
    public bool IsInCode => Kind is RetryKind.Loop or RetryKind.Policy or RetryKind.Helper or RetryKind.Declared or RetryKind.Strategy;

    /// <summary><c>Http.cs:31</c>; the method's name without symbols.</summary>
    public string Place
    {
        get
        {
            var span = Site >= 0 ? Node.Method.Sites[Site].Span : Node.Method.Span;
            if (!span.IsKnown)
            {
                return Names.Short(Node);
            }

            var document = Node.Assembly.Documents[span.Document].Replace('\\', '/');
            return FormattableString.Invariant($"{document.Substring(document.LastIndexOf('/') + 1)}:{span.Line}");
        }
    }

    /// <summary>For a loop: where it counts its turns, <c>for (var attempt = 1; ; attempt++)</c>; for a method that calls itself, where it does. Unknown for all others.</summary>
    public SourceSpan Turns { get; init; } = SourceSpan.None;

    /// <summary>The place of the layer, and that of the loop around it where they differ.</summary>
    public IEnumerable<(Location At, string What)> Places =>
        Turns.IsKnown && (Site < 0 || Turns.Line != Node.Method.Sites[Site].Span.Line) ? [Also, (new SpanLocation(Node, Turns), "tries again here")] : [Also];

    /// <summary>For a reader who wants to go there.</summary>
    public (Location At, string What) Also => (new SiteLocation(Node, Site), ToString());

    public override string ToString() => $"{Name} (×{Attempts}, {Place})";
}
