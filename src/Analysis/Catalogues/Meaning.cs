namespace IntentContracts.Analysis.Catalogues;

/// <summary>What a catalogue says of a member: one of the records below.</summary>
internal abstract record Meaning
{
    /// <summary>Said beside what a member is otherwise (an effect, a runner): it is asked for by its type, <see cref="Catalogue.Of{T}"/>, and hides no other meaning.</summary>
    public virtual bool IsAside => false;
}

/// <summary>Calling it is an effect.</summary>
internal sealed record EffectMeaning(EffectCategory Category, Repetition Repetition) : Meaning;

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

/// <summary>It opens a transaction: what follows in the same method commits together.</summary>
internal sealed record TransactionMeaning : Meaning
{
    public static TransactionMeaning Instance { get; } = new();
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
/// <param name="HandlerType">The handler's interface, whose first type argument is the message; may end in <c>*</c>.</param>
/// <param name="Behaviour">The interface of what stands around every handler; empty for none; may end in <c>*</c>.</param>
internal sealed record DispatchMeaning(string HandlerType, string HandlerMember, string Behaviour) : Meaning;

/// <summary>What it will call cannot be seen from the code.</summary>
internal sealed record UnknownMeaning(string Reason) : Meaning;

/// <summary>The method that implements or overrides it is an entry point.</summary>
internal sealed record EntryMeaning(string Kind) : Meaning;

/// <summary>Types that derive from it, or carry it, hold routed actions.</summary>
internal sealed record ControllerMeaning : Meaning
{
    public static ControllerMeaning Instance { get; } = new();
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
