using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.NobodyLooks;

public sealed record Done(bool Succeeded, string? Error = null)
{
    public static readonly Done Well = new(true);

    public static Done Failed(string error) => new(false, error);
}

public sealed class Tugs(HttpClient http, ILogger<Tugs> logger)
{
    public async Task<Done> OrderAsync(string ship)
    {
        using var response = await http.PostAsync("/tugs/" + ship, null);
        return response.IsSuccessStatusCode ? Done.Well : Done.Failed("refused");
    }

    public async Task<Done> CancelAsync(string ship)
    {
        try
        {
            using var response = await http.PostAsync("/cancelled/" + ship, null);
            response.EnsureSuccessStatusCode();
            return Done.Well;
        }
        catch (HttpRequestException e)
        {
            return Done.Failed(e.Message);
        }
    }

    public async Task<Done> NotedAsync(string ship)
    {
        using var response = await http.PostAsync("/noted/" + ship, null);
        if (!response.IsSuccessStatusCode)
        {
            logger.LogWarning("{Ship} has no tug", ship);
            return Done.Failed("refused");
        }

        return Done.Well;
    }

    public Done Check(string ship) => ship.Length > 0 ? Done.Well : Done.Failed("no name");
}

public sealed class Arrivals(Tugs tugs)
{
    // case: the tug may not come
    public async Task BerthAsync(string ship)
    {
        await tugs.OrderAsync(ship); // expect: IC2103
    }

    // case: nobody knows whether it was cancelled, and somebody else would have looked
    public async Task LeaveAsync(string ship)
    {
        await tugs.CancelAsync(ship); // expect: IC2103
    }

    // look-alike: this one looks
    public async Task<string> StayAsync(string ship) => (await tugs.CancelAsync(ship)).Succeeded ? "stays" : "leaves";

    // look-alike: it is in the log
    public async Task PassAsync(string ship)
    {
        await tugs.NotedAsync(ship);
    }

    // look-alike: nothing has failed but a check
    public void Look(string ship)
    {
        tugs.Check(ship);
    }
}

// case: full, and the caller has gone on
public sealed class Berths
{
    private readonly Channel<string> _ships = Channel.CreateBounded<string>(new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.Wait });

    public ChannelReader<string> Reader => _ships.Reader;

    public void Call(string ship) => _ = _ships.Writer.WriteAsync(ship).AsTask(); // expect: IC2103
}

// look-alike: what is too much may be left out, and nothing waits
public sealed class Sightings
{
    private readonly Channel<string> _latest = Channel.CreateBounded<string>(new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly Channel<string> _all = Channel.CreateUnbounded<string>();

    public ChannelReader<string> Latest => _latest.Reader;

    public ChannelReader<string> All => _all.Reader;

    public void See(string ship)
    {
        _ = _latest.Writer.WriteAsync(ship).AsTask();
        _ = _all.Writer.WriteAsync(ship).AsTask();
    }
}

public interface IPouches
{
    Task DropAsync(string pier, string letter);
}

public sealed class Pouches(string folder) : IPouches
{
    public Task DropAsync(string pier, string letter) => File.WriteAllTextAsync(Path.Combine(folder, pier), letter);
}

public sealed class Post(IPouches pouches, ILogger<Post> logger)
{
    // case: counted, and nobody is told the number
    public async Task SendAsync(IEnumerable<string> piers, string letter)
    {
        var failed = 0;
        foreach (var pier in piers)
        {
            try
            {
                await pouches.DropAsync(pier, letter);
            }
            catch (IOException) // expect: IC2102
            {
                failed++;
            }

            if (failed > 20)
            {
                break;
            }
        }
    }

    // look-alike: too many are said to be
    public async Task SendSomeAsync(IEnumerable<string> piers, string letter)
    {
        var failed = 0;
        foreach (var pier in piers)
        {
            try
            {
                await pouches.DropAsync(pier, letter);
            }
            catch (IOException)
            {
                failed++;
            }

            if (failed > 20)
            {
                logger.LogError("Too many piers failed");
                break;
            }
        }
    }

    // look-alike: the number is said in the end
    public async Task SendAllAsync(IEnumerable<string> piers, string letter)
    {
        var failed = 0;
        foreach (var pier in piers)
        {
            try
            {
                await pouches.DropAsync(pier, letter);
            }
            catch (IOException)
            {
                failed++;
            }

            if (failed > 20)
            {
                break;
            }
        }

        if (failed > 0)
        {
            throw new InvalidOperationException("Some piers have no letter");
        }
    }
}

public sealed class ManifestOptions
{
    public bool Lenient { get; init; }
}

public sealed class Manifests(ManifestOptions options)
{
    private bool _closed;

    public void Close() => _closed = true;

    // case: how it was set up says nothing of what has failed
    public async Task<int> StageAsync(string file)
    {
        var rows = 0;
        try
        {
            var lines = await File.ReadAllLinesAsync(file);
            rows = lines.Length;
            await File.WriteAllLinesAsync(file + ".staged", lines);
        }
        catch (IOException e) when (MayGoOn(e)) // expect: IC2102
        {
        }

        return rows;
    }

    // look-alike: what it is asked for is whether the work is over
    public async Task<int> DrainAsync(string file)
    {
        var rows = 0;
        try
        {
            var lines = await File.ReadAllLinesAsync(file);
            rows = lines.Length;
            await File.WriteAllLinesAsync(file + ".drained", lines);
        }
        catch (IOException e) when (IsOver(e))
        {
        }

        return rows;
    }

    private bool MayGoOn(Exception e) => options.Lenient || e is FileNotFoundException;

    private bool IsOver(Exception e) => _closed || e is FileNotFoundException;
}

public sealed class Vessel
{
    public int Id { get; set; }

    public string Name { get; set; } = "";
}

public sealed class Registry(DbContextOptions<Registry> options) : DbContext(options)
{
    public DbSet<Vessel> Vessels => Set<Vessel>();
}

public sealed class Registrar(Registry db)
{
    // case: the very answer of a success
    public async Task<(bool Stored, string Name)> StoreAsync(Vessel vessel)
    {
        db.Vessels.Add(vessel);
        try
        {
            await db.SaveChangesAsync();
            return (true, vessel.Name);
        }
        catch (DbUpdateException) // expect: IC2102
        {
            db.ChangeTracker.Clear();
            return (true, vessel.Name);
        }
    }

    // look-alike: it says no
    public async Task<(bool Stored, string Name)> OfferAsync(Vessel vessel)
    {
        db.Vessels.Add(vessel);
        try
        {
            await db.SaveChangesAsync();
            return (true, vessel.Name);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            return (false, vessel.Name);
        }
    }
}
