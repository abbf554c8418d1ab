using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// Calls of a connection, command, transaction or reader of SQLite, by the type that the code shows: <c>sqliteConnection.Execute("…")</c>. The database runs in the process and has no asynchronous input and output; its <c>…Async</c> members do the same on the same
/// thread (Microsoft.Data.Sqlite, "Async limitations"), so that nothing is gained by awaiting one.
/// </summary>
internal static class EmbeddedDatabases
{
    private const int Deepest = 4;

    /// <summary>What can be done instead of awaiting a sibling.</summary>
    public const string Remedy = "SQLite has no asynchronous sibling that would wait elsewhere: keep it short, move it out of asynchronous code, or declare [Blocking(\"why\")]";

    public static bool IsAsked(MethodFact method, SiteFact site) => IsAsked(method, site, Deepest);

    private static bool IsAsked(MethodFact method, SiteFact site, int depth) =>
        IsOfSqlite(site.Target.Type) || (depth > 0 && IsOf(method, TaskValues.Subject(site), depth - 1));

    /// <summary>By its type, or because it was handed out by something that is: the reader of several answers that Dapper makes.</summary>
    private static bool IsOf(MethodFact method, ValueFact value, int depth) =>
        (StaticTypes.Of(method, value) is { } type && IsOfSqlite(type.Name))
        || (Values.Source(method, value) is { } made && made.Target.Type.StartsWith("Dapper.", StringComparison.Ordinal) && IsAsked(method, made, depth));

    private static bool IsOfSqlite(string type) =>
        type.StartsWith("Microsoft.Data.Sqlite.", StringComparison.Ordinal) || type.StartsWith("System.Data.SQLite.", StringComparison.Ordinal);
}
