using System.Net;
using System.Net.WebSockets;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Corpus.Swallowing.SharedAnswers;

public enum Landing
{
    Refused,
    Landed,
}

public sealed class Tower(HttpClient http, DbContext db)
{
    // look-alike: false is the answer, whichever way it came to that
    public async Task<bool> ClaimAsync(string runway)
    {
        try
        {
            using var answer = await http.PutAsync("/runways/" + runway, null);
            if (answer.StatusCode == HttpStatusCode.Created)
            {
                return true;
            }
        }
        catch (HttpRequestException)
        {
        }

        return false;
    }

    // look-alike: not asynchronous, and with something behind the test
    public bool Store(string plane)
    {
        try
        {
            var rows = db.SaveChanges();
            if (rows > 0)
            {
                return true;
            }

            rows = plane.Length;
        }
        catch (NpgsqlException)
        {
        }

        return false;
    }

    // case: the try itself finds out that it is not so, and an outage says the same
    public async Task<bool> IsClearAsync(string runway)
    {
        try
        {
            using var answer = await http.PostAsync("/runways/" + runway, null);
            if (answer.StatusCode == HttpStatusCode.Conflict)
            {
                return false;
            }

            if (answer.StatusCode == HttpStatusCode.Created)
            {
                return true;
            }
        }
        catch (HttpRequestException) // expect: IC2102
        {
        }

        return false;
    }

    // case: the handler comes to the true that a success comes to
    public async Task<bool> ReleaseAsync(string runway)
    {
        try
        {
            using var answer = await http.DeleteAsync("/runways/" + runway);
            if (answer.StatusCode == HttpStatusCode.Conflict)
            {
                return false;
            }
        }
        catch (HttpRequestException) // expect: IC2102
        {
        }

        return true;
    }

    // case: what a success comes to, whatever else the try can answer with
    public async Task<Landing> TouchDownAsync()
    {
        try
        {
            if (await db.SaveChangesAsync() == 0)
            {
                return Landing.Refused;
            }
        }
        catch (NpgsqlException) // expect: IC2102
        {
        }

        return Landing.Landed;
    }
}

public sealed class Beacons(DbContext db)
{
    // look-alike: a header of a connection to come is put down in memory
    public static void Sign(ClientWebSocket socket, IReadOnlyDictionary<string, string> headers)
    {
        foreach (var header in headers)
        {
            try
            {
                socket.Options.SetRequestHeader(header.Key, header.Value);
            }
            catch (ArgumentException)
            {
            }
        }
    }

    // look-alike: what is added is only noted
    public void Note(Beacon beacon)
    {
        try
        {
            db.Add(beacon);
        }
        catch (InvalidOperationException)
        {
        }
    }

    // case: the connection itself
    public static async Task OpenAsync(ClientWebSocket socket, Uri to)
    {
        try
        {
            socket.Options.SetRequestHeader("X-Beacon", "1");
            await socket.ConnectAsync(to, CancellationToken.None);
        }
        catch (WebSocketException) // expect: IC2102
        {
        }
    }

    // case: the save behind it
    public async Task StoreAsync(Beacon beacon)
    {
        try
        {
            db.Add(beacon);
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException) // expect: IC2102
        {
        }
    }
}

// case: to take a lock changes nothing, but asks the database, which can fail
public sealed class Keepers(NpgsqlConnection postgres)
{
    public async Task TakeAsync()
    {
        try
        {
            await postgres.ExecuteAsync("SELECT pg_advisory_lock(7)");
        }
        catch (NpgsqlException) // expect: IC2102
        {
        }
    }
}

public sealed class Beacon
{
    public int Id { get; set; }
}
