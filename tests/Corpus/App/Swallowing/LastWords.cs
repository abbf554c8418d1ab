using System.Net;
using System.Net.Http.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Corpus.Swallowing.LastWords;

public sealed class Poem
{
    public int Id { get; set; }

    public string Verse { get; set; } = "";
}

public sealed class Shelf(DbContextOptions<Shelf> options) : DbContext(options)
{
    public DbSet<Poem> Poems => Set<Poem>();
}

public sealed record Refused(int Id, string Reason);

public sealed class PrintException(string message, Exception? inner = null) : Exception(message, inner);

public static class Tidings
{
    // What is asked here is whether it is done, and nobody is told how it ended.
    public static void LetGo(this Task task)
    {
        if (task.IsCompletedSuccessfully)
        {
            return;
        }

        GC.KeepAlive(task);
    }

    public static void Watch(this Task task, ILogger logger) => task.ContinueWith(t => logger.LogError(t.Exception, "Lost"), TaskContinuationOptions.OnlyOnFaulted);
}

// Tasks that are kept, gathered and asked for everything but their failure.
public sealed class Heralds(IPublishEndpoint bus, ILogger<Heralds> logger)
{
    private Task? _cry;
    private Task? _call;

    public bool IsCrying => _cry is { IsCompleted: false };

    public bool IsCalling => _call is { IsFaulted: true };

    // case: let go
    public void Tell(string verse) => bus.Publish(new Refused(1, verse)).LetGo(); // expect: IC2103

    // look-alike: watched
    public void Sing(string verse) => bus.Publish(new Refused(2, verse)).Watch(logger);

    // case: asked whether it is done
    public void Cry(string verse)
    {
        _cry = bus.Publish(new Refused(3, verse)); // expect: IC2103
    }

    // look-alike: asked whether it has failed
    public void Call(string verse)
    {
        _call = bus.Publish(new Refused(4, verse));
    }

    // case: gathered, and counted
    public int Spread(IReadOnlyList<string> verses)
    {
        var told = new List<Task>();
        foreach (var verse in verses)
        {
            told.Add(bus.Publish(new Refused(5, verse))); // expect: IC2103
        }

        return told.Count;
    }

    // look-alike: gathered, and waited for
    public async Task<int> CarryAsync(IReadOnlyList<string> verses)
    {
        var told = new List<Task>();
        foreach (var verse in verses)
        {
            told.Add(bus.Publish(new Refused(6, verse)));
        }

        await Task.WhenAll(told);
        return told.Count;
    }

    // case: all of them, and none of their failures
    public async Task HushAsync(IReadOnlyList<string> verses)
    {
        var all = Task.WhenAll(verses.Select(v => bus.Publish(new Refused(7, v))));
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // expect: IC2102
    }

    // look-alike: all of them, and their failures
    public async Task RingAsync(IReadOnlyList<string> verses)
    {
        var all = Task.WhenAll(verses.Select(v => bus.Publish(new Refused(8, v))));
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (all.Exception is { } failures)
        {
            logger.LogError(failures, "Not all rang");
        }
        else
        {
            all.GetAwaiter().GetResult();
        }
    }

    // case: all of them, handled by nobody
    public async Task MarchAsync(IReadOnlyList<string> verses)
    {
        var all = Task.WhenAll(verses.Select(v => bus.Publish(new Refused(9, v))));
        try
        {
            await all;
        }
        catch (Exception) when (all.Exception is not null) // expect: IC2102
        {
            all.Exception.Flatten().Handle(static _ => true);
        }
    }
}

// What handlers store where nobody looks.
public sealed class Printers(Shelf shelf, HttpClient press, IPublishEndpoint bus)
{
    private readonly Action<Exception> _nobody = static _ => { };
    private readonly Action<Exception> _somebody = static e => Console.Error.WriteLine(e);

    // case: forgotten by the context, and by everybody
    public async Task AddAsync(string verse)
    {
        var poem = new Poem { Verse = verse };
        shelf.Poems.Add(poem);
        try
        {
            await shelf.SaveChangesAsync();
        }
        catch (DbUpdateException) // expect: IC2102
        {
            shelf.Entry(poem).State = EntityState.Detached;
        }
    }

    // case: a refusal that is never sent
    public async Task SetAsync(Refused page)
    {
        var refused = new Refused(page.Id, "");
        try
        {
            await press.PostAsJsonAsync("/set", page);
        }
        catch (HttpRequestException e) // expect: IC2102
        {
            refused = refused with { Reason = e.Message };
        }
    }

    // look-alike: a refusal that is sent
    public async Task BindAsync(Refused page)
    {
        var refused = new Refused(page.Id, "");
        try
        {
            await press.PostAsJsonAsync("/bind", page);
        }
        catch (HttpRequestException e)
        {
            refused = refused with { Reason = e.Message };
        }

        await bus.Publish(refused);
    }

    // case: a callback that does nothing
    public async Task FoldAsync(int sheet)
    {
        try
        {
            await press.PostAsJsonAsync("/fold", sheet);
        }
        catch (HttpRequestException e) // expect: IC2102
        {
            _nobody(e);
        }
    }

    // look-alike: a callback that writes
    public async Task CutAsync(int sheet)
    {
        try
        {
            await press.PostAsJsonAsync("/cut", sheet);
        }
        catch (HttpRequestException e)
        {
            _somebody(e);
        }
    }

    // case: a promise of nothing
    public async Task ProofAsync(string path, TaskCompletionSource<string?> proof)
    {
        try
        {
            proof.TrySetResult(await File.ReadAllTextAsync(path));
        }
        catch (IOException) // expect: IC2102
        {
            proof.TrySetResult(null);
        }
    }

    // look-alike: a promise that breaks
    public async Task ReadAsync(string path, TaskCompletionSource<string?> proof)
    {
        try
        {
            proof.TrySetResult(await File.ReadAllTextAsync(path));
        }
        catch (IOException e)
        {
            proof.TrySetException(e);
        }
    }

    // case: the client's own time limit, answered with nothing
    public async Task<Refused?> AskAsync(int id, CancellationToken cancellationToken)
    {
        try
        {
            return await press.GetFromJsonAsync<Refused>("/refused/" + id, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested) // expect: IC2102
        {
            return null;
        }
    }

    // case: everything but an answer, with the one inside
    public async Task<string> StatusAsync(int id)
    {
        try
        {
            return await press.GetStringAsync("/status/" + id);
        }
        catch (HttpRequestException e) when (e.StatusCode != HttpStatusCode.NotFound)
        {
            throw new PrintException("No status", e.InnerException); // expect: IC2105
        }
    }

    // look-alike: the one inside, or itself
    public async Task<string> StateAsync(int id)
    {
        try
        {
            return await press.GetStringAsync("/state/" + id);
        }
        catch (HttpRequestException e)
        {
            throw new PrintException("No state", e.InnerException ?? e);
        }
    }

    // case: a question about the connection, and an empty list
    public static async Task<IReadOnlyList<string>> ListAsync(NpgsqlDataSource source)
    {
        var verses = new List<string>();
        try
        {
            await using var reader = await source.CreateCommand("select verse from poems").ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                verses.Add(reader.GetString(0));
            }

            return verses;
        }
        catch (Exception e) when (IsOfTheConnection(e)) // expect: IC2102
        {
            return [];
        }
    }

    private static bool IsOfTheConnection(Exception e) => e is NpgsqlException { IsTransient: true } or TimeoutException;
}
