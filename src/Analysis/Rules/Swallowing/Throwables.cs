using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Which calls can throw which exceptions of the platform: a file is never cancelled, and no database throws an <c>HttpRequestException</c>. What is not known to be a file, a socket, a request or a database may throw any.
/// </summary>
internal static class Throwables
{
    private enum Source
    {
        Unknown,
        File,
        Stream,
        Http,
        Socket,
        Database,
    }

    private static readonly HashSet<string> Files = new(StringComparer.Ordinal) { "System.IO.File", "System.IO.Directory", "System.IO.FileInfo", "System.IO.DirectoryInfo", "System.IO.FileSystemInfo", "System.IO.DriveInfo", "System.IO.Path", "System.IO.FileStream" };

    /// <summary>What makes a socket ready sends nothing yet.</summary>
    private static readonly string[] Preparations = ["Bind", "Listen", "Set", "IOControl"];

    private static readonly string[] Databases = ["System.Data.", "Microsoft.Data.", "Microsoft.EntityFrameworkCore.", "Npgsql.", "MySqlConnector.", "MySql.", "Dapper.", "MongoDB.", "Oracle."];

    /// <summary>Whether anything is known of where an exception comes from.</summary>
    public static bool Know(string exception) => exception is "System.OperationCanceledException" or "System.Threading.Tasks.TaskCanceledException" || Sources(exception).Count > 0;

    /// <summary>Whether two exceptions never come from the same: one of the database, and one of a file. Of those that are not known it is not known.</summary>
    public static bool AreApart(string one, string other) => Sources(one) is { Count: > 0 } from && Sources(other) is { Count: > 0 } others && !from.Overlaps(others);

    /// <param name="isOwn">The call is one of ours, of which a declaration says that it is an effect: it does what it does.</param>
    public static bool Can(string exception, MethodRef call, bool isOwn) =>
        isOwn || (exception is "System.OperationCanceledException" or "System.Threading.Tasks.TaskCanceledException" ? IsCancelled(call)
            : Sources(exception) is var sources && (sources.Count == 0 || SourceOf(call) is Source.Unknown || sources.Contains(SourceOf(call))));

    /// <summary>The kinds of exceptions that a call is known to throw when the world fails it, each by the names under which it can be caught; none where they are not known.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Known(MethodRef call) =>
        call.Type is "System.Net.Http.HttpClient" or "System.Net.Http.HttpMessageInvoker" || call is { Type: "System.Net.Http.HttpContent", Name: "ReadAsStringAsync" or "ReadAsByteArrayAsync" or "LoadIntoBufferAsync" } ? [["System.Net.Http.HttpRequestException"], ["System.OperationCanceledException", "System.Threading.Tasks.TaskCanceledException"]]
        : SourceOf(call) == Source.File ? [["System.IO.IOException"], ["System.UnauthorizedAccessException"]]
        : [];

    /// <summary>Whether a call goes out of the process: a stream may be one in memory, a writer that of a log.</summary>
    public static bool LeadOut(MethodRef call) => SourceOf(call) is not Source.Stream && call.Type != "System.Console" && !(SourceOf(call) == Source.Socket && Array.Exists(Preparations, p => call.Name.StartsWith(p, StringComparison.Ordinal)));

    /// <summary>Whether a call asks for files, or does something with them.</summary>
    public static bool IsOfFiles(MethodRef call) => SourceOf(call) == Source.File;

    /// <summary>Who is handed a token, or gives a task to wait for; a request gives up after its time as if it had been cancelled.</summary>
    private static bool IsCancelled(MethodRef call) =>
        Tasks.IsTask(call) || call.Id.IndexOf("System.Threading.CancellationToken", StringComparison.Ordinal) >= 0 || SourceOf(call) == Source.Http
        || (call.Returns is { } returned && returned.Name.IndexOf("Async", StringComparison.Ordinal) >= 0);

    private static HashSet<Source> Sources(string exception) => exception switch
    {
        "System.IO.IOException" or "System.IO.EndOfStreamException" => [Source.File, Source.Stream],
        "System.TimeoutException" => [Source.Stream, Source.Http, Source.Database],
        "System.IO.FileNotFoundException" or "System.IO.DirectoryNotFoundException" or "System.IO.PathTooLongException" or "System.IO.DriveNotFoundException" => [Source.File, Source.Stream],
        "System.UnauthorizedAccessException" => [Source.File, Source.Stream],
        "System.Net.Http.HttpRequestException" => [Source.Http],
        "System.Net.Sockets.SocketException" => [Source.Socket, Source.Stream],
        "System.Data.Common.DbException" or "System.Data.SqlClient.SqlException" or "Microsoft.Data.SqlClient.SqlException" or "Microsoft.Data.Sqlite.SqliteException" or "Npgsql.NpgsqlException" or "Npgsql.PostgresException"
            or "MySqlConnector.MySqlException" or "Microsoft.EntityFrameworkCore.DbUpdateException" or "Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException" => [Source.Database],
        _ => [],
    };

    private static Source SourceOf(MethodRef call) =>
        Files.Contains(call.Type) ? Source.File
        : call.Type.StartsWith("System.IO.Pipes.", StringComparison.Ordinal) ? Source.Unknown
        : call.Type.StartsWith("System.IO.", StringComparison.Ordinal) ? Source.Stream
        : call.Type.StartsWith("System.Net.Http.HttpContent", StringComparison.Ordinal) ? Source.Unknown // a body that is read as it comes
        : call.Type.StartsWith("System.Net.Http.", StringComparison.Ordinal) ? Source.Http
        : call.Type.StartsWith("System.Net.Sockets.", StringComparison.Ordinal) || call.Type is "System.Net.Dns" ? Source.Socket
        : Array.Exists(Databases, d => call.Type.StartsWith(d, StringComparison.Ordinal)) ? Source.Database
        : Source.Unknown;
}
