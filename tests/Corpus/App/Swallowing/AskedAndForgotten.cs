using System.Data.Common;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Dapper;
using IntentContracts;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Corpus.Swallowing.AskedAndForgotten;

public sealed class TicketException(string message, Exception? inner = null) : Exception(message, inner)
{
    public int Code { get; init; }
}

public sealed class TakenException(string seat) : Exception("Taken: " + seat);

// What a handler asks the exception for is not the exception.
public sealed class Tickets(HttpClient http, NpgsqlDataSource source, ILogger<Tickets> logger)
{
    // case: a number in place of the cause
    public async Task ReserveAsync(string seat)
    {
        try
        {
            await RunAsync("update seats set taken = true");
        }
        catch (PostgresException e)
        {
            throw new TicketException($"{seat} is not reserved ({e.SqlState})"); // expect: IC2105
        }
    }

    // case: the number as a property of the new exception
    public async Task NumberAsync(SqlConnection connection)
    {
        try
        {
            await connection.ExecuteAsync("delete from holds");
        }
        catch (SqlException e)
        {
            throw new TicketException("Not released") { Code = e.Number }; // expect: IC2105
        }
    }

    // case: a helper of the code base translates a status
    public async Task<string> PriceAsync(string seat)
    {
        try
        {
            return await http.GetStringAsync("/prices/" + seat);
        }
        catch (HttpRequestException e)
        {
            throw Translate(e.StatusCode, seat); // expect: IC2105
        }
    }

    // case: one of the answers of a switch stands for everything else
    public async Task<string> PlanAsync(string hall)
    {
        try
        {
            return await http.GetStringAsync("/plans/" + hall);
        }
        catch (HttpRequestException e)
        {
            throw e.StatusCode switch { HttpStatusCode.Gone => new TakenException(hall), _ => new TicketException("No plan of " + hall) }; // expect: IC2105
        }
    }

    // case: what is left after the one that was asked for
    public async Task HoldAsync(string seat)
    {
        try
        {
            await RunAsync("insert into holds(seat) values (1)");
        }
        catch (PostgresException e)
        {
            if (e.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                throw new TakenException(seat);
            }

            throw new TicketException("Not held: " + seat); // expect: IC2105
        }
    }

    // look-alike: what was asked for says it all, the rest goes on
    public async Task HoldOrThrowAsync(string seat)
    {
        try
        {
            await RunAsync("insert into holds(seat) values (1)");
        }
        catch (PostgresException e)
        {
            if (e.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                throw new TakenException(seat);
            }

            throw;
        }
    }

    // look-alike: the same the other way round
    public async Task<string> FindAsync(string seat)
    {
        try
        {
            return await http.GetStringAsync("/seats/" + seat);
        }
        catch (HttpRequestException e)
        {
            if (e.StatusCode != HttpStatusCode.NotFound)
            {
                throw;
            }

            throw new KeyNotFoundException(seat);
        }
    }

    // look-alike: the number and the cause
    public async Task ReleaseAsync(string seat)
    {
        try
        {
            await RunAsync("delete from holds");
        }
        catch (PostgresException e)
        {
            throw new TicketException($"{seat} is not released ({e.SqlState})", e);
        }
    }

    // look-alike: the helper gets all of it
    public async Task<string> HallAsync(string hall)
    {
        try
        {
            return await http.GetStringAsync("/halls/" + hall);
        }
        catch (HttpRequestException e)
        {
            throw Wrap(e, e.StatusCode);
        }
    }

    // look-alike: its trace as a text
    public async Task RowsAsync()
    {
        try
        {
            await RunAsync("delete from rows");
        }
        catch (DbException e)
        {
            throw new TicketException("Not deleted: " + e.ErrorCode + e.StackTrace);
        }
    }

    // case: a switch over the status, and that is all
    public async Task CancelAsync(string seat)
    {
        try
        {
            await http.DeleteAsync("/seats/" + seat);
        }
        catch (HttpRequestException e) // expect: IC2102
        {
            var reason = e.StatusCode switch { HttpStatusCode.Conflict => "sold", _ => "other" };
        }
    }

    // case: compared, and forgotten
    public async Task PingAsync()
    {
        try
        {
            await http.PostAsync("/ping", null);
        }
        catch (HttpRequestException e) // expect: IC2102
        {
            var isOurs = e.StatusCode == HttpStatusCode.BadRequest ? 1 : 2;
        }
    }

    // case: formatted, and forgotten
    public async Task SweepAsync()
    {
        try
        {
            await RunAsync("delete from old");
        }
        catch (DbException e) // expect: IC2102
        {
            var text = e.ErrorCode.ToString() + Convert.ToInt64(e.HResult) + string.Format("{0}", e.SqlState);
        }
    }

    // case: an own question, whose answer nobody waits for
    public async Task VacuumAsync()
    {
        try
        {
            await RunAsync("vacuum");
        }
        catch (DbException e) // expect: IC2102
        {
            if (IsLockTimeout(e))
            {
                return;
            }
        }
    }

    // look-alike: the status is the answer
    public async Task<HttpStatusCode?> StatusAsync()
    {
        try
        {
            await http.GetStringAsync("/status");
            return HttpStatusCode.OK;
        }
        catch (HttpRequestException e)
        {
            return e.StatusCode;
        }
    }

    // look-alike: the status decides what is recorded
    public async Task ReportAsync()
    {
        try
        {
            await http.PostAsync("/report", null);
        }
        catch (HttpRequestException e)
        {
            if (e.StatusCode == HttpStatusCode.TooManyRequests)
            {
                return;
            }

            logger.LogError(e, "No report");
        }
    }

    // look-alike: the number is kept with others, for who sends the statistics
    public async Task CountAsync(ICollection<int> numbers)
    {
        try
        {
            await RunAsync("analyze");
        }
        catch (DbException e)
        {
            numbers.Add(e.ErrorCode);
        }
    }

    // look-alike: an own question, and its no goes on
    public async Task ReindexAsync()
    {
        try
        {
            await RunAsync("reindex");
        }
        catch (DbException e)
        {
            if (!IsLockTimeout(e))
            {
                throw;
            }
        }
    }

    private static bool IsLockTimeout(Exception e) => e is PostgresException { SqlState: "55P03" };

    private static Exception Translate(HttpStatusCode? status, string seat) => status switch
    {
        HttpStatusCode.NotFound => new KeyNotFoundException(seat),
        _ => new TicketException("No price of " + seat),
    };

    private static Exception Wrap(Exception e, HttpStatusCode? status) => new TicketException("status " + status, e);

    private async Task RunAsync(string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

// What a when clause asks.
public sealed class Mailbox(HttpClient http, NpgsqlDataSource source)
{
    // case: one of two types, and no attempt
    public async Task ArchiveAsync()
    {
        try
        {
            await RunAsync("update mails set archived = true");
        }
        catch (Exception e) when (e is NpgsqlException or SocketException) // expect: IC2102
        {
        }
    }

    // case: of two types, in a hook that nobody fills
    public async Task PurgeAsync()
    {
        try
        {
            await RunAsync("delete from mails");
        }
        catch (Exception e) when (e is NpgsqlException || e is TimeoutException) // expect: IC2102
        {
            OnFailure(e);
        }
    }

    // look-alike: one of two types while attempts are left
    public async Task<string> FetchAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await http.GetStringAsync("/mails");
            }
            catch (Exception e) when (attempt < 3 && e is HttpRequestException or TimeoutException)
            {
                await Task.Delay(100);
            }
        }
    }

    // case: the mail that met a passing failure is left out
    public async Task ForwardAsync(IReadOnlyList<string> mails)
    {
        foreach (var mail in mails)
        {
            try
            {
                await RunAsync("insert into forwarded(id) values (1)");
            }
            catch (NpgsqlException e) when (e.IsTransient) // expect: IC2102
            {
                continue;
            }
        }
    }

    // case: passing failures are no reason to forget the work, whoever says that they pass
    public async Task MarkAsync()
    {
        try
        {
            await RunAsync("update mails set seen = true");
        }
        catch (DbException e) when (IsTransient(e)) // expect: IC2102
        {
        }
    }

    // case: three attempts, and then as if one had worked
    public async Task SyncAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            try
            {
                await RunAsync("update mails set synced = true");
                return;
            }
            catch (NpgsqlException e) when (e.IsTransient) // expect: IC2102
            {
                await Task.Delay(100);
            }
        }
    }

    // look-alike: the last attempt gets past
    public async Task SendAsync()
    {
        for (var i = 0; ; i++)
        {
            try
            {
                await RunAsync("update mails set sent = true");
                return;
            }
            catch (NpgsqlException e) when (e.IsTransient && i < 3)
            {
                await Task.Delay(100);
            }
        }
    }

    // look-alike: how many attempts there are, a setting says
    public async Task SendSlowlyAsync(int attempts)
    {
        for (var i = 0; i < attempts; i++)
        {
            try
            {
                await RunAsync("update mails set sent = true");
                return;
            }
            catch (NpgsqlException e) when (e.IsTransient && i < attempts - 1)
            {
                await Task.Delay(100);
            }
        }
    }

    // look-alike: it goes on until it works
    public async Task ConnectAsync()
    {
        while (true)
        {
            try
            {
                await RunAsync("select 1");
                break;
            }
            catch (NpgsqlException e) when (e.IsTransient)
            {
                await Task.Delay(1000);
            }
        }
    }

    // look-alike: a worker does the same again in its next turn
    public async Task PollAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await RunAsync("update mails set polled = true");
            }
            catch (NpgsqlException e) when (e.IsTransient)
            {
            }

            await Task.Delay(1000, stopping);
        }
    }

    // look-alike: the code says which answer it is
    public async Task CreateAsync()
    {
        try
        {
            await RunAsync("insert into folders(name) values ('new')");
        }
        catch (NpgsqlException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation && !e.IsTransient)
        {
        }
    }

    private void OnFailure(Exception e)
    {
    }

    private static bool IsTransient(DbException e) => e.IsTransient;

    private async Task RunAsync(string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

// look-alike: a reason that the names of the methods would have excused, too
public sealed class Spool
{
    [Swallows(typeof(IOException), "What is in use goes in the next night.")]
    public void CleanUp(string folder)
    {
        foreach (var file in Directory.GetFiles(folder))
        {
            try
            {
                File.Delete(file);
            }
            catch (IOException)
            {
            }
        }
    }

    [Swallows(typeof(FormatException), "A name that is no number is somebody else's file.")]
    public int Highest(string[] names)
    {
        var highest = 0;
        foreach (var name in names)
        {
            try
            {
                highest = Math.Max(highest, int.Parse(name));
            }
            catch (FormatException)
            {
            }
        }

        return highest;
    }
}

// The others of WhenAny.
public sealed class Races(HttpClient http)
{
    // case: the slower one is dropped, the faster one is asked
    public async Task<string> FirstAsync()
    {
        var near = http.GetStringAsync("/near");
        var far = http.GetStringAsync("/far");
        var first = await Task.WhenAny(near, far); // expect: IC2102
        return await first;
    }

    // look-alike: the slower one is awaited, whichever it is
    public async Task<string> BothAsync()
    {
        var near = http.GetStringAsync("/near");
        var far = http.GetStringAsync("/far");
        var first = await Task.WhenAny(near, far);
        return await first + await (first == near ? far : near);
    }

    // look-alike: the same by a local
    public async Task<string> BothByNameAsync()
    {
        var near = http.GetStringAsync("/near");
        var far = http.GetStringAsync("/far");
        var first = await Task.WhenAny(near, far);
        var second = near;
        if (first == near)
        {
            second = far;
        }

        return await first + await second;
    }
}
