namespace IntentContracts.Analysis.Graph;

/// <summary>How sure it is that the caller may run the same request again.</summary>
internal enum Repeats
{
    /// <summary>A read, or a program that a person starts.</summary>
    No,

    /// <summary>PUT and DELETE: clients and proxies may retry them by themselves (RFC 9110 §9.2.2), and often the handler is ready for it.</summary>
    Possibly,

    /// <summary>POST that a client retries, a message, a job: at least once.</summary>
    Yes,
}

/// <param name="Kind">"http", "hosted service", "message", "job", "main", "middleware", "filter", "hub", "grpc", "grain", "page", "function", "critical path", "service" (what a container makes for a request), "public method" (with IntentScope=All also methods that nothing calls).</param>
/// <param name="Title">What a reader calls it: <c>POST /orders</c>.</param>
/// <param name="IsStartup">Main of a program that runs a host, what builds the host, or a migration: it is not the service's work.</param>
/// <param name="IsWorkLoop">It may loop for as long as the program lives: one turn of its loop is one unit of work.</param>
internal sealed record EntryPoint(MethodNode Node, string Kind, string Title, Repeats Repeats, bool IsStartup, bool IsWorkLoop)
{
    /// <summary>Kind of what is an entry point only because everything is looked at (<see cref="CheckScope.All"/>).</summary>
    public const string PublicMethod = "public method";

    /// <summary>A catalogue, the program's Main or <c>[CriticalPath]</c> makes it one: what is certain on its paths may fail the build.</summary>
    public bool IsCritical => Kind != PublicMethod;

    /// <summary>A clock begins it again and again, and nobody hands it anything: what one run has left undone the next one comes to.</summary>
    public bool IsRecurring { get; init; }
}
