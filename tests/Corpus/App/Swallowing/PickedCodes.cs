using System.Net;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using MySqlConnector;
using Npgsql;

namespace Corpus.Swallowing.PickedCodes;

public sealed class Seats(DbContext db)
{
    // case: two have met, and one of them has to come again
    public async Task TakeAsync(object seat)
    {
        db.Add(seat);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure }) // expect: IC2102
        {
            db.ChangeTracker.Clear();
        }
    }

    // case: the chosen victim
    public async Task MoveAsync(object seat)
    {
        db.Update(seat);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e) when (e.InnerException is SqlException { Number: 1205 or -2 }) // expect: IC2102
        {
            db.ChangeTracker.Clear();
        }
    }

    // case: a helper that asks for nothing else
    public async Task LeaveAsync(object seat)
    {
        db.Remove(seat);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e) when (IsDeadlock(e)) // expect: IC2102
        {
            db.ChangeTracker.Clear();
        }
    }

    private static bool IsDeadlock(Exception e) => e.InnerException is PostgresException { SqlState: "40P01" };

    // look-alike: somebody else has it already
    public async Task HoldAsync(object seat)
    {
        db.Add(seat);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();
        }
    }

    // look-alike: the same by its number
    public async Task BlockAsync(object seat)
    {
        db.Add(seat);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e) when (e.InnerException is SqlException { Number: 2601 or 2627 })
        {
            db.ChangeTracker.Clear();
        }
    }

    // look-alike: a helper that asks for a key that is taken
    public async Task MarkAsync(object seat)
    {
        db.Add(seat);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e) when (IsTaken(e))
        {
            db.ChangeTracker.Clear();
        }
    }

    private static bool IsTaken(Exception e) => e.InnerException is SqlException { Number: 1205 or 2601 } or PostgresException { SqlState: "23505" };

    // look-alike: a constraint that is broken when all is committed
    public async Task CheckAsync(object seat)
    {
        db.Add(seat);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: "40002" })
        {
            db.ChangeTracker.Clear();
        }
    }

    // look-alike: until it works
    public async Task MoveUntilAsync(object seat)
    {
        while (true)
        {
            db.Update(seat);
            try
            {
                await db.SaveChangesAsync();
                return;
            }
            catch (DbUpdateException e) when (e.InnerException is SqlException { Number: 1205 })
            {
                db.ChangeTracker.Clear();
            }
        }
    }
}

public sealed class Ledger(NpgsqlDataSource source)
{
    // case: nobody can be connected to
    public async Task WriteAsync(string line)
    {
        try
        {
            await using var command = source.CreateCommand("insert into ledger values ($1)");
            command.Parameters.AddWithValue(line);
            await command.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException e) when (e.SqlState is not null && e.SqlState.StartsWith("08")) // expect: IC2102
        {
        }
    }

    // case: everything but a key that is taken
    public async Task WriteOnceAsync(string line)
    {
        try
        {
            await using var command = source.CreateCommand("insert into ledger values ($1)");
            command.Parameters.AddWithValue(line);
            await command.ExecuteNonQueryAsync();
        }
        catch (PostgresException e) when (e.SqlState != "23505") // expect: IC2102
        {
        }
    }

    // case: the lock that was taken is nobody's answer
    public async Task<string?> ReadAsync(MySqlConnection connection)
    {
        try
        {
            await using var command = new MySqlCommand("select line from ledger for update nowait", connection);
            return (string?)await command.ExecuteScalarAsync();
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.LockDeadlock) // expect: IC2102
        {
            return null;
        }
    }

    // look-alike: there is no such table yet
    public async Task<string?> FirstAsync()
    {
        try
        {
            await using var command = source.CreateCommand("select line from ledger limit 1");
            return (string?)await command.ExecuteScalarAsync();
        }
        catch (PostgresException e) when (e.SqlState == "42P01")
        {
            return null;
        }
    }

    // look-alike: one that says so may take the place of a deadlock
    public async Task PostAsync(string line)
    {
        try
        {
            await using var command = source.CreateCommand("insert into ledger values ($1)");
            command.Parameters.AddWithValue(line);
            await command.ExecuteNonQueryAsync();
        }
        catch (PostgresException e) when (e.SqlState == "40P01")
        {
            throw new InvalidOperationException($"{line} has met another one");
        }
    }
}

public sealed class Feeds(HttpClient http)
{
    // case: three attempts, and none of them worked
    public async Task LoadAsync(string feed)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                await File.WriteAllTextAsync(feed, await http.GetStringAsync("/feeds/" + feed));
                return;
            }
            catch (HttpRequestException e) when (e.StatusCode is >= HttpStatusCode.BadGateway or null) // expect: IC2102
            {
                await Task.Delay(100);
            }
        }
    }

    // case: it was not there three times, and nobody learns
    public async Task FollowAsync(string feed)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                await http.GetStringAsync("/followed/" + feed);
                return;
            }
            catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound) // expect: IC2102
            {
                await Task.Delay(100);
            }
        }
    }

    // look-alike: the last attempt says so
    public async Task LoadOrFailAsync(string feed)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                await File.WriteAllTextAsync(feed, await http.GetStringAsync("/feeds/" + feed));
                return;
            }
            catch (HttpRequestException e) when (e.StatusCode is >= HttpStatusCode.BadGateway or null)
            {
                await Task.Delay(100);
            }
        }

        throw new TimeoutException($"{feed} did not come");
    }

    // look-alike: whether there is such a thing
    public async Task<string?> FindAsync(string feed)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                return await http.GetStringAsync("/feeds/" + feed);
            }
            catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound)
            {
                await Task.Delay(100);
            }
        }

        return null;
    }

    // look-alike: wherever it is, it is taken away there
    public async Task ForgetAsync(string feed)
    {
        for (var shelf = 0; shelf < 4; shelf++)
        {
            try
            {
                using var answer = await http.DeleteAsync("/shelves/" + shelf + "/" + feed);
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound)
            {
            }
        }
    }

    // case: a page that failed is taken for the last one
    public async IAsyncEnumerable<string> ReadAllAsync()
    {
        for (var page = 0; ; page++)
        {
            string[] lines;
            try
            {
                lines = (await http.GetStringAsync("/lines?page=" + page)).Split('\n');
            }
            catch (HttpRequestException) // expect: IC2102
            {
                lines = [];
            }

            if (lines is not { Length: > 0 })
            {
                yield break;
            }

            foreach (var line in lines)
            {
                yield return line;
            }
        }
    }

    // look-alike: the page behind the last one is not there
    public async IAsyncEnumerable<string> ReadFoundAsync()
    {
        for (var page = 0; ; page++)
        {
            string[] lines;
            try
            {
                lines = (await http.GetStringAsync("/found?page=" + page)).Split('\n');
            }
            catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound)
            {
                lines = [];
            }

            if (lines is not { Length: > 0 })
            {
                yield break;
            }

            foreach (var line in lines)
            {
                yield return line;
            }
        }
    }

    // look-alike: nothing came, and that is said
    public async IAsyncEnumerable<string> ReadOrFailAsync()
    {
        for (var page = 0; ; page++)
        {
            string[] lines;
            try
            {
                lines = (await http.GetStringAsync("/sure?page=" + page)).Split('\n');
            }
            catch (HttpRequestException)
            {
                lines = [];
            }

            if (lines is not { Length: > 0 })
            {
                throw new EndOfStreamException("an empty page");
            }

            foreach (var line in lines)
            {
                yield return line;
            }
        }
    }
}

public sealed class Invitations(MailKit.Net.Smtp.ISmtpClient smtp)
{
    // case: whatever the server refuses but one thing
    public async Task InviteAsync(MimeKit.MimeMessage invitation)
    {
        try
        {
            await smtp.SendAsync(invitation);
        }
        catch (MailKit.Net.Smtp.SmtpCommandException e) when (e.ErrorCode != MailKit.Net.Smtp.SmtpErrorCode.UnexpectedStatusCode) // expect: IC2102
        {
        }
    }

    // look-alike: that one, which says that the guest has no such mailbox
    public async Task RemindAsync(MimeKit.MimeMessage invitation)
    {
        try
        {
            await smtp.SendAsync(invitation);
        }
        catch (MailKit.Net.Smtp.SmtpCommandException e) when (e.ErrorCode == MailKit.Net.Smtp.SmtpErrorCode.RecipientNotAccepted)
        {
        }
    }
}
