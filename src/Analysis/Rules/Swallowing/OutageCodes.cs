using System.Globalization;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// What exceptions say of themselves by a number or a code, and which of these are no answer: the other side is down or busy, or two have met there and one of them has to come again.
/// </summary>
internal static class OutageCodes
{
    /// <summary>Deadlocks, timeouts, a database that cannot be opened or is moving. https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues</summary>
    private static readonly HashSet<int> SqlServer = [-2, 64, 233, 1205, 1222, 3960, 4060, 10053, 10054, 10060, 10928, 10929, 40143, 40197, 40501, 40540, 40613, 49918, 49919, 49920];

    /// <summary>Lock wait timeout, deadlock, too many connections, a server that is gone. https://dev.mysql.com/doc/mysql-errors/8.0/en/</summary>
    private static readonly HashSet<int> MySql = [1040, 1042, 1158, 1159, 1160, 1161, 1205, 1213, 2002, 2003, 2006, 2013];

    /// <summary>SQLITE_BUSY and SQLITE_LOCKED. https://www.sqlite.org/rescode.html</summary>
    private static readonly HashSet<int> Sqlite = [5, 6];

    /// <summary>DeadlineExceeded, ResourceExhausted, Aborted, Unavailable. https://grpc.github.io/grpc/core/md_doc_statuscodes.html</summary>
    private static readonly HashSet<int> Grpc = [4, 8, 10, 14];

    /// <summary>Of <c>WebExceptionStatus</c> what is no answer of the server: ProtocolError (7) is one.</summary>
    private static readonly HashSet<int> Web = [1, 2, 3, 4, 8, 10, 12, 14, 15];

    private static readonly HashSet<string> Throttles = new(StringComparer.Ordinal)
    {
        "Throttling", "ThrottlingException", "TooManyRequestsException", "ProvisionedThroughputExceededException", "RequestLimitExceeded", "SlowDown", "RequestTimeout", "ServiceUnavailable", "ServiceUnavailableException",
        "InternalError", "InternalServerError", "ServerBusy", "OperationTimedOut",
    };

    /// <summary>A status of HTTP, of a failed request, of Azure's <c>RequestFailedException</c> and whoever else calls it so.</summary>
    public static bool IsStatus(MethodRef getter) => getter.Name is "get_StatusCode" or "get_Status" && getter.Type is not ("Grpc.Core.RpcException" or "System.Net.WebException");

    /// <summary>Whether a property of an exception is a number or a text by which failures are told apart, and these are known.</summary>
    public static bool Are(MethodRef getter) => IsStatus(getter) || Numbers(getter) is not null || IsSqlState(getter) || IsErrorCode(getter) || IsOfOwnList(getter);

    /// <summary>Statuses: 408 Request Timeout, 429 Too Many Requests, and all that a server says of itself.</summary>
    public static bool IsOutage(MethodRef getter, int number) => IsStatus(getter) ? number is 408 or 429 or >= 499 : Numbers(getter)?.Contains(number) == true;

    public static bool IsOutage(MethodRef getter, string text) =>
        IsSqlState(getter) ? IsSqlOutage(text)
        : IsErrorCode(getter) && (Throttles.Contains(text) || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && IsOutage(getter, number)));

    /// <summary>A code whose values nobody here knows: one that is asked for is an answer, all but one are not.</summary>
    private static bool IsOfOwnList(MethodRef getter) => getter.Name is "get_ErrorCode" or "get_Code" or "get_Reason" or "get_ReasonCode" or "get_NativeErrorCode" or "get_SocketErrorCode" && getter.Returns?.Name != "System.String";

    private static HashSet<int>? Numbers(MethodRef getter) => getter switch
    {
        { Type: "Microsoft.Data.SqlClient.SqlException" or "System.Data.SqlClient.SqlException" or "Microsoft.Data.SqlClient.SqlError" or "System.Data.SqlClient.SqlError", Name: "get_Number" } => SqlServer,
        { Type: "MySqlConnector.MySqlException" or "MySql.Data.MySqlClient.MySqlException", Name: "get_Number" or "get_ErrorCode" } => MySql,
        { Type: "Microsoft.Data.Sqlite.SqliteException", Name: "get_SqliteErrorCode" } => Sqlite,
        { Type: "Grpc.Core.RpcException", Name: "get_StatusCode" } => Grpc,
        { Type: "System.Net.WebException", Name: "get_Status" } => Web,
        _ => null,
    };

    private static bool IsSqlState(MethodRef getter) => getter.Name == "get_SqlState";

    private static bool IsErrorCode(MethodRef getter) => getter is { Name: "get_ErrorCode", Returns.Name: "System.String" };

    /// <summary>
    /// Connection (08), rollback for the sake of another transaction (40; 40002 is a broken constraint), resources (53), a server that goes down or comes up (57P), a lock that is taken (55P03). https://www.postgresql.org/docs/current/errcodes-appendix.html
    /// </summary>
    private static bool IsSqlOutage(string state) =>
        (state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("40", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal) || state == "55P03")
        && state != "40002";
}
