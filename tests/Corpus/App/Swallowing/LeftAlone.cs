using System.Net.WebSockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.LeftAlone;

public static class Lanterns
{
    // look-alike: a log is no listener, and who hands over none has none to read
    public static async Task<bool> IsLitAsync(HttpClient http, string name, ILogger? logger = null)
    {
        try
        {
            var answer = await http.GetStringAsync("/lanterns/" + name);
            return answer.Length > 0;
        }
        catch (Exception e)
        {
            logger?.LogWarning(e, "Lantern {Name} does not answer", name);
            return false;
        }
    }

    // case: whoever is to be told may be left out
    public static async Task<bool> IsDimAsync(HttpClient http, string name, Action<Exception>? onError = null)
    {
        try
        {
            var answer = await http.GetStringAsync("/lanterns/" + name);
            return answer.Length < 3;
        }
        catch (Exception e) // expect: IC2102
        {
            onError?.Invoke(e);
            return false;
        }
    }
}

public sealed class Lamplighter(HttpClient http, ILogger<Lamplighter> logger)
{
    public async Task<int> CountAsync() =>
        (await Lanterns.IsLitAsync(http, "gate") ? 1 : 0)
        + (await Lanterns.IsLitAsync(http, "tower", logger) ? 1 : 0)
        + (await Lanterns.IsDimAsync(http, "gate") ? 1 : 0)
        + (await Lanterns.IsDimAsync(http, "tower", e => logger.LogError(e, "tower")) ? 1 : 0);
}

public sealed class Ledgers(DbContext db, HttpClient http)
{
    // case: the attempts run out, and only the loop itself has asked whether one has worked
    public async Task SaveAsync(CancellationToken stop)
    {
        var saved = false;
        var attempt = 0;
        while (!saved && attempt++ < 3)
        {
            try
            {
                await db.SaveChangesAsync(stop);
                saved = true;
            }
            catch (DbUpdateConcurrencyException e) // expect: IC2102
            {
                foreach (var entry in e.Entries)
                {
                    await entry.ReloadAsync(stop);
                }
            }
        }
    }

    // look-alike: behind the loop somebody asks
    public async Task SaveOrThrowAsync(CancellationToken stop)
    {
        var saved = false;
        var attempt = 0;
        while (!saved && attempt++ < 3)
        {
            try
            {
                await db.SaveChangesAsync(stop);
                saved = true;
            }
            catch (DbUpdateConcurrencyException e)
            {
                foreach (var entry in e.Entries)
                {
                    await entry.ReloadAsync(stop);
                }
            }
        }

        if (!saved)
        {
            throw new InvalidOperationException("Somebody else writes all the time");
        }
    }

    // look-alike: without a bound it goes on until it is saved
    public async Task SaveInTheEndAsync(CancellationToken stop)
    {
        var saved = false;
        while (!saved)
        {
            try
            {
                await db.SaveChangesAsync(stop);
                saved = true;
            }
            catch (DbUpdateConcurrencyException e)
            {
                foreach (var entry in e.Entries)
                {
                    await entry.ReloadAsync(stop);
                }
            }
        }
    }

    // case: nothing stands behind the loop
    public async Task PostAsync(CancellationToken stop)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                await http.GetStringAsync("/ledger", stop);
                break;
            }
            catch (HttpRequestException) // expect: IC2102
            {
                await Task.Delay(TimeSpan.FromSeconds(1), stop);
            }
        }
    }
}

public readonly record struct Grade(double Value)
{
    public static readonly Grade Clean = new(0);

    public static readonly Grade Ungraded = new(-1);

    public static readonly Grade Unknown = new(0);
}

public sealed record Balance(decimal Amount, string Currency)
{
    public static Balance Empty { get; } = new(0m, "");

    public static Balance Zero { get; } = new(0m, "");
}

public sealed record Verdict(bool Holds, string Text)
{
    public static readonly Verdict Open = new(false, "");
}

public sealed class Graders(HttpClient http)
{
    // case: a member that is made of nothing but zero is taken for what the other side said
    public async Task<Grade> GradeAsync(string name)
    {
        try
        {
            var text = await http.GetStringAsync("/grades/" + name);
            return new Grade(text.Length);
        }
        catch (HttpRequestException) // expect: IC2102
        {
            return Grade.Clean;
        }
    }

    // look-alike: a number that no grade has
    public async Task<Grade> GradeOrNoneAsync(string name)
    {
        try
        {
            var text = await http.GetStringAsync("/grades/" + name);
            return new Grade(text.Length);
        }
        catch (HttpRequestException)
        {
            return Grade.Ungraded;
        }
    }

    // look-alike: its name says so
    public async Task<Grade> GradeOrUnknownAsync(string name)
    {
        try
        {
            var text = await http.GetStringAsync("/grades/" + name);
            return new Grade(text.Length);
        }
        catch (HttpRequestException)
        {
            return Grade.Unknown;
        }
    }

    // case: the same behind a property, of a decimal zero and an empty text
    public async Task<Balance> BalanceAsync(string name)
    {
        try
        {
            var text = await http.GetStringAsync("/balances/" + name);
            return new Balance(text.Length, text);
        }
        catch (HttpRequestException) // expect: IC2102
        {
            return Balance.Zero;
        }
    }

    // look-alike: a flag that success sets
    public async Task<Verdict> JudgeAsync(string name)
    {
        try
        {
            var text = await http.GetStringAsync("/verdicts/" + name);
            return new Verdict(true, text);
        }
        catch (HttpRequestException)
        {
            return Verdict.Open;
        }
    }
}

public sealed class Tunnels(HttpClient http)
{
    // case: only possible, since one side that hangs up is the end of it
    public static async Task PumpAsync(WebSocket socket, Stream stream, CancellationToken stop)
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var read = await stream.ReadAsync(buffer, stop);
                if (read == 0)
                {
                    break;
                }

                await socket.SendAsync(buffer.AsMemory(0, read), WebSocketMessageType.Binary, true, stop);
            }
        }
        catch // expect: IC2102
        {
        }
    }

    // case: only possible, since the file has been sent
    public async Task SendAsync(string file)
    {
        await http.PostAsync("/files", new StringContent(file));
        try
        {
            File.Delete(file);
        }
        catch (IOException) // expect: IC2102
        {
        }
    }

    // case: to delete it is the work
    public static void DeleteUpload(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (IOException) // expect: IC2102
        {
        }
    }

    // look-alike: what is dropped here cannot fail
    public static void Forget() => _ = Task.CompletedTask;
}
