using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Corpus.Blocking.Narrowed;

// case: a static member of an interface, chosen by the type argument
public interface IStamp<TSelf>
    where TSelf : IStamp<TSelf>
{
    static abstract string Mark(string letter);
}

public sealed class Postmark : IStamp<Postmark>
{
    public static string Mark(string letter)
    {
        var counter = File.ReadAllText("counter.txt"); // expect: IC3001
        return counter + letter;
    }
}

public static class Office
{
    public static async Task<string> StampAsync<T>(TextWriter to, string letter)
        where T : IStamp<T>
    {
        var marked = T.Mark(letter);
        await to.WriteAsync(marked);
        return marked;
    }

    public static Task<string> PostAsync(TextWriter to, string letter) => StampAsync<Postmark>(to, letter);
}

// look-alike: the implementation only computes
public interface ICipher<TSelf>
    where TSelf : ICipher<TSelf>
{
    static abstract string Hide(string text);
}

public sealed class Reversed : ICipher<Reversed>
{
    public static string Hide(string text) => new([.. text.Reverse()]);
}

public static class Letters
{
    public static async Task WriteAsync<T>(TextWriter to, string text)
        where T : ICipher<T> => await to.WriteAsync(T.Hide(text));

    public static Task SendAsync(TextWriter to) => WriteAsync<Reversed>(to, "meet me");
}

// case: the class overrides only what blocks, and inherits the asynchronous member that calls it
public abstract class Almanac
{
    public abstract string Today();

    public virtual async Task<string> TodayAsync()
    {
        await Task.Yield();
        return Today();
    }
}

public sealed class PaperAlmanac : Almanac
{
    public override string Today() => File.ReadAllText("almanac.txt"); // expect: IC3001
}

// look-alike: the class overrides both, so the asynchronous member never meets the other one of its own
public abstract class Gazette
{
    public abstract string Front();

    public virtual async Task<string> FrontAsync()
    {
        await Task.Yield();
        return Front();
    }
}

public sealed class PaperGazette : Gazette
{
    public override string Front() => File.ReadAllText("front.txt");

    public override async Task<string> FrontAsync() => await File.ReadAllTextAsync("front.txt");
}

public sealed class NoGazette : Gazette
{
    public override string Front() => "";
}

// case: the class overrides both, and calls the base
public abstract class Journal
{
    public abstract string Last();

    public virtual async Task<string> LastAsync()
    {
        await Task.Yield();
        return Last();
    }
}

public sealed class DiskJournal : Journal
{
    public override string Last() => File.ReadAllText("last.txt"); // expect: IC3001

    public override async Task<string> LastAsync() => "last: " + await base.LastAsync();
}

// look-alike: the parameter is awaited first, then asked; also under a lock
public sealed class Scores
{
    private readonly object _gate = new();
    private readonly List<int> _all = [];

    public async Task<int> AddAsync(Task<int> score)
    {
        await score;
        return score.Result + 1;
    }

    public async Task KeepAsync(Task<int> score)
    {
        await score;
        lock (_gate)
        {
            _all.Add(score.Result);
        }
    }
}

// case: another parameter is awaited than the one that is asked
public sealed class Points
{
    public async Task<int> AddAsync(Task<int> home, Task<int> guests)
    {
        await home;
        return home.Result + guests.Result; // expect: IC3001
    }
}

// look-alike: the values of a dictionary are all done when its pairs are taken apart; a list is awaited one by one
public sealed class Juries
{
    public async Task<List<string>> VerdictsAsync(Dictionary<string, Task<int>> votes)
    {
        await Task.WhenAll(votes.Values);
        var lines = new List<string>();
        foreach (var (juror, vote) in votes)
        {
            lines.Add(juror + ": " + vote.Result);
        }

        return lines;
    }

    public async Task<int> SumAsync(List<Task<int>> votes)
    {
        foreach (var vote in votes)
        {
            await vote;
        }

        return votes.Sum(vote => vote.Result);
    }
}

// case: the other dictionary is awaited, the other list is
public sealed class Panels
{
    public async Task<List<string>> VerdictsAsync(Dictionary<string, Task<int>> votes, Dictionary<string, Task<int>> guests)
    {
        await Task.WhenAll(guests.Values);
        var lines = new List<string>();
        foreach (var (juror, vote) in votes)
        {
            lines.Add(juror + ": " + vote.Result); // expect: IC3001
        }

        return lines;
    }

    public async Task<int> SumAsync(List<Task<int>> votes, List<Task<int>> guests)
    {
        foreach (var guest in guests)
        {
            await guest;
        }

        var sum = 0;
        foreach (var vote in votes)
        {
            sum += vote.Result; // expect: IC3001
        }

        return sum;
    }
}

public sealed class Coin
{
    public int Id { get; set; }
}

public sealed class CoinDb(DbContextOptions<CoinDb> options) : DbContext(options)
{
    public DbSet<Coin> Coins => Set<Coin>();
}

// case: a compiled query that waits for its row
public sealed class Collection(CoinDb db)
{
    private static readonly Func<CoinDb, int, Coin?> ById = EF.CompileQuery((CoinDb d, int id) => d.Coins.FirstOrDefault(c => c.Id == id));

    public async Task<Coin?> FindAsync(int id)
    {
        await Task.Yield();
        return ById(db, id); // expect: IC3001
    }
}

// look-alike: a compiled query that is awaited; a delegate that only computes
public sealed class Cabinet(CoinDb db)
{
    private static readonly Func<CoinDb, int, Task<Coin?>> ById = EF.CompileAsyncQuery((CoinDb d, int id) => d.Coins.FirstOrDefault(c => c.Id == id));
    private static readonly Func<Coin?, int, string> Label = (coin, id) => coin is null ? "no coin " + id : "coin " + id;

    public async Task<string> LabelAsync(int id) => Label(await ById(db, id), id);
}

/// <summary>Calls what only a host would.</summary>
public sealed class Reader(Gazette gazette, Almanac almanac, Journal journal) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        Console.WriteLine(await gazette.FrontAsync() + await almanac.TodayAsync() + await journal.LastAsync());
}
