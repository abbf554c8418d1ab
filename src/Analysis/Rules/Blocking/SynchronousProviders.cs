using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// Transactions of SQL Server's clients: <c>SqlConnection.BeginTransaction()</c>, <c>SqlTransaction.Commit()</c>. The call waits, but neither System.Data.SqlClient nor Microsoft.Data.SqlClient overrides the asynchronous sibling, which runs the
/// same call on the same thread (that of <c>DbConnection</c> and <c>DbTransaction</c>).
/// </summary>
internal static class SynchronousProviders
{
    private static readonly HashSet<string> Members = new(StringComparer.Ordinal) { "BeginTransaction", "Commit", "Rollback" };

    public static bool Are(MethodFact method, SiteFact site) =>
        Members.Contains(site.Target.Name) && (IsOf(site.Target.Type) || (StaticTypes.Of(method, site.Receiver) is { } type && IsOf(type.Name)));

    private static bool IsOf(string type) =>
        type is "Microsoft.Data.SqlClient.SqlConnection" or "Microsoft.Data.SqlClient.SqlTransaction" or "System.Data.SqlClient.SqlConnection" or "System.Data.SqlClient.SqlTransaction";
}
