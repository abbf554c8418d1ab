namespace IntentContracts.Analysis.Catalogues;

/// <summary>What a catalogue says of a member: one of the records below.</summary>
internal abstract record Meaning
{
    /// <summary>Said beside what a member is otherwise (an effect, a runner): it is asked for by its type, <see cref="Catalogue.Of{T}"/>, and hides no other meaning.</summary>
    public virtual bool IsAside => false;
}

/// <summary>Calling it is an effect.</summary>
/// <param name="Changes">It changes something, rather than read it.</param>
internal sealed record EffectMeaning(EffectCategory Category, Repetition Repetition, bool Changes = true) : Meaning;

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

/// <summary>Types that derive from it, or carry it, hold routed actions.</summary>
internal sealed record ControllerMeaning : Meaning
{
    public static ControllerMeaning Instance { get; } = new();
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
