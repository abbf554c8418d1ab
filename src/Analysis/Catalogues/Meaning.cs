namespace IntentContracts.Analysis.Catalogues;

/// <summary>What a catalogue says of a member: one of the records below.</summary>
internal abstract record Meaning
{
    /// <summary>Said beside what a member is otherwise (an effect, a runner): it is asked for by its type, <see cref="Catalogue.Of{T}(string, string)"/>, and hides no other meaning.</summary>
    public virtual bool IsAside => false;
}

/// <summary>Calling it is an effect.</summary>
/// <param name="Changes">It changes something, rather than read it.</param>
/// <param name="IsOfDocuments">The store makes each document durable by itself: what would hold several together is seldom there.</param>
internal sealed record EffectMeaning(EffectCategory Category, Repetition Repetition, bool Changes = true, bool IsOfDocuments = false) : Meaning;

/// <summary>Calling it is a remote call whose verb stands in the request object.</summary>
internal sealed record SendMeaning : Meaning
{
    public static SendMeaning Instance { get; } = new();
}

/// <summary>Calling it is a database effect that the SQL text decides.</summary>
internal sealed record SqlMeaning : Meaning
{
    public static SqlMeaning Instance { get; } = new();
}

/// <summary>How a delegate is run, and how a call is made.</summary>
internal enum RunMode
{
    /// <summary>There and then, once: before the call, or the task that it returns, is done.</summary>
    Inline,

    /// <summary>Once for each item of a collection.</summary>
    EachItem,

    /// <summary>Again after a failure.</summary>
    Retrying,

    /// <summary>On another thread, which the caller need not wait for.</summary>
    Spawned,

    /// <summary>Not by this call: kept, returned, or subscribed to something.</summary>
    Later,
}

/// <summary>It runs the delegates it is given.</summary>
internal sealed record RunsMeaning(RunMode Mode) : Meaning;

/// <summary>It opens a transaction: what follows in the same method commits together. On an attribute: one is open around what carries it.</summary>
/// <param name="Joins">It joins one that was begun elsewhere.</param>
internal sealed record TransactionMeaning(bool Joins) : Meaning;

/// <summary>It commits a transaction, or rolls it back.</summary>
internal sealed record TransactionEndMeaning : Meaning
{
    public static TransactionEndMeaning Instance { get; } = new();

    public override bool IsAside => true;
}

/// <summary>It runs its delegates inside a transaction.</summary>
internal sealed record TransactionAroundMeaning : Meaning
{
    public static TransactionAroundMeaning Instance { get; } = new();

    public override bool IsAside => true;
}

/// <summary>It runs its delegates in the context's execution strategy.</summary>
internal sealed record ExecutionStrategyMeaning : Meaning
{
    public static ExecutionStrategyMeaning Instance { get; } = new();

    public override bool IsAside => true;
}

/// <summary>It gives a context an execution strategy that retries.</summary>
internal sealed record RetryingStrategyMeaning : Meaning
{
    public static RetryingStrategyMeaning Instance { get; } = new();

    public override bool IsAside => true;
}

/// <summary>It makes a context, or a scope of services, for the caller alone.</summary>
internal sealed record OwnContextMeaning : Meaning
{
    public static OwnContextMeaning Instance { get; } = new();

    public override bool IsAside => true;
}

/// <summary>From then on some publishers write into the open transaction of the context that it names.</summary>
/// <param name="Publishers">How the full names of their types begin.</param>
internal sealed record OutboxMeaning(string Publishers) : Meaning
{
    public override bool IsAside => true;
}

/// <summary>It makes its delegate argument the handler of a route.</summary>
/// <param name="Verb">"POST", "GET" …; "ANY" when the verbs are not known.</param>
internal sealed record RouteMeaning(string Verb) : Meaning;

/// <summary>It prefixes the routes registered on its result.</summary>
internal sealed record RouteGroupMeaning : Meaning
{
    public static RouteGroupMeaning Instance { get; } = new();
}

/// <summary>It runs the host: the method that reaches it starts a service and is not the service's work.</summary>
internal sealed record HostMeaning : Meaning
{
    public static HostMeaning Instance { get; } = new();
}

/// <summary>It hands its first argument to the handler of that argument's type.</summary>
/// <param name="HandlerType">
/// The handler's interface or base class, whose first type argument is the message; may end in <c>*</c>; several are separated by <c>|</c>. One that begins with <c>*</c> is the end of the handler's own name, and its
/// method's first parameter is the message.
/// </param>
/// <param name="HandlerMember">Its method; several are separated by <c>|</c>.</param>
/// <param name="Behaviour">The interface of what stands around every handler; empty for none; may end in <c>*</c>.</param>
internal sealed record DispatchMeaning(string HandlerType, string HandlerMember, string Behaviour) : Meaning;

/// <summary>What it will call cannot be seen from the code.</summary>
internal sealed record UnknownMeaning(string Reason) : Meaning;

/// <summary>The method that implements or overrides it, carries it, or is handed to it, is an entry point.</summary>
/// <param name="Member">For a call that names a type as its type argument: the member of that type; may end in <c>*</c>; empty for none.</param>
internal sealed record EntryMeaning(string Kind, string Member = "") : Meaning;

/// <summary>The public methods of types that derive from it, or from a type that carries it, are entry points.</summary>
internal sealed record EntriesMeaning(string Kind) : Meaning;

/// <summary>What has to be so for a member to hold its thread.</summary>
internal enum Blocks
{
    /// <summary>Nothing: it always does.</summary>
    Always,

    /// <summary>What it waits for is not there yet, and its timeout is not zero.</summary>
    Waiting,

    /// <summary>The stream, reader or writer that it is called on, or is given, leads out of the process.</summary>
    OverStream,

    /// <summary>The query that it is given is asked of a database.</summary>
    OverQuery,
}

/// <summary>It holds the calling thread until something outside has happened.</summary>
/// <param name="Sibling">The asynchronous member to call instead, as <c>Type.Member</c>, in which <c>*</c> stands for the name of the member that is called; empty when there is none.</param>
/// <param name="Since">Major version of .NET that the sibling came with; 0 when it always was there, or when that does not matter.</param>
internal sealed record BlocksMeaning(Blocks When, string Sibling, int Since = 0) : Meaning
{
    /// <summary>What to call instead of <paramref name="member"/>.</summary>
    public string Instead(string member) => Sibling.Replace("*", member);

    public override bool IsAside => true;
}

/// <summary>Where a stream, reader or writer leads.</summary>
internal enum Medium
{
    Unknown,
    Memory,

    /// <summary>A file, a pipe, the network, a device.</summary>
    Outside,
}

/// <summary>Its result is a stream, reader or writer.</summary>
/// <param name="Leads">Where it leads; <see cref="Medium.Unknown"/> for what its receiver or its first argument leads to.</param>
internal sealed record StreamMeaning(Medium Leads) : Meaning
{
    public override bool IsAside => true;
}

/// <summary>Its result is a task that is done.</summary>
internal sealed record CompletedMeaning : Meaning
{
    public static CompletedMeaning Instance { get; } = new();

    public override bool IsAside => true;
}

/// <summary>It takes a lock or gives one back: its receiver, or the first argument of a static member.</summary>
/// <param name="IsShared">For reading, beside others.</param>
/// <param name="IsAffine">The lock belongs to a thread: only the one that took it may give it back.</param>
/// <param name="IsScope">Disposing of the result gives it back.</param>
internal sealed record LockMeaning(bool Enters, bool IsShared, bool IsAffine, bool IsScope) : Meaning
{
    public override bool IsAside => true;
}

/// <summary>Types that derive from it, or carry it, hold routed actions.</summary>
internal sealed record ControllerMeaning : Meaning
{
    public static ControllerMeaning Instance { get; } = new();
}

/// <summary>Calling it lets somebody know of a failure: a log, a metric, a span, whoever waits for a promise, the end of the process.</summary>
internal sealed record RecordsMeaning : Meaning
{
    public static RecordsMeaning Instance { get; } = new();

    public override bool IsAside => true;
}

/// <summary>Calling it tells a broker that a message has been dealt with: it does not come again.</summary>
internal sealed record AcknowledgesMeaning : Meaning
{
    public static AcknowledgesMeaning Instance { get; } = new();

    public override bool IsAside => true;
}

/// <summary>Whether calling it can fail for reasons outside the process, where it is no effect that says so already.</summary>
/// <param name="Can">False for what returns a task and needs nobody who looks at it: a delay, a queue in memory.</param>
internal sealed record FailsMeaning(bool Can) : Meaning
{
    public override bool IsAside => true;
}

/// <summary>An exception that stands for an answer rather than for a failure: what was asked for is not there, the text is not a number.</summary>
/// <param name="NeedsAnswer">Only where the handler answers something: to go on as if nothing had happened is not one.</param>
internal sealed record ExpectedMeaning(bool NeedsAnswer) : Meaning
{
    public override bool IsAside => true;
}

/// <summary>It has something tried again: a call that adds retries to a policy, client or endpoint, or an attribute on what is tried again. Said beside what else the member is.</summary>
/// <param name="Retries">How often after the first time when the code says nothing else; <see cref="Forever"/> for without end.</param>
/// <param name="Property">The property of the options, or of the attribute, that says how often; empty for none.</param>
/// <param name="Argument">The argument that says how often, without the receiver; -1 for none.</param>
internal sealed record RetryMeaning(int Retries, string Property, int Argument) : Meaning
{
    public const int Forever = -1;

    public override bool IsAside => true;
}

/// <summary>It can be given a CancellationToken, by an optional parameter or another overload.</summary>
internal sealed record CancellableMeaning : Meaning
{
    public static CancellableMeaning Instance { get; } = new();

    public override bool IsAside => true;
}

/// <summary>It hands out the next piece of work, or waits for the time to look for one: a loop around it goes on for as long as the program lives, and each turn is work of its own.</summary>
internal sealed record UnitOfWorkMeaning : Meaning
{
    public static UnitOfWorkMeaning Instance { get; } = new();

    public override bool IsAside => true;
}

/// <summary>It answers from memory, and runs the delegate that it is given only for what it does not know yet.</summary>
internal sealed record RemembersMeaning : Meaning
{
    public static RemembersMeaning Instance { get; } = new();

    public override bool IsAside => true;
}

/// <summary>It runs its delegate once for each item, beside what it is otherwise.</summary>
internal sealed record ForEachMeaning : Meaning
{
    public static ForEachMeaning Instance { get; } = new();

    public override bool IsAside => true;
}

/// <summary>It hands items on in groups.</summary>
internal sealed record GroupsMeaning : Meaning
{
    public static GroupsMeaning Instance { get; } = new();

    public override bool IsAside => true;
}

/// <summary>What it returns are a handful, whatever the data: the values of an enum, what the configuration lists.</summary>
internal sealed record FewMeaning : Meaning
{
    public static FewMeaning Instance { get; } = new();

    public override bool IsAside => true;
}

/// <summary>Where it is called, reading a virtual navigation property of an entity can ask the database.</summary>
internal sealed record LazyLoadingMeaning : Meaning
{
    public static LazyLoadingMeaning Instance { get; } = new();

    public override bool IsAside => true;
}
