using Microsoft.EntityFrameworkCore;

namespace Corpus.Swallowing.BeforeTheTask;

public sealed class Visitor { public int Id { get; set; } public bool Banned { get; set; } }

public sealed class GateContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<Visitor> Visitors => Set<Visitor>();
}

public interface IDoor { Task OpenAsync(int id); }

/// <summary>Opens by hand: nothing that could fail outside.</summary>
public sealed class OwnDoor : IDoor
{
    private readonly SemaphoreSlim _turn = new(1);

    public async Task OpenAsync(int id) => await Task.Delay(id);

    public int Free => _turn.CurrentCount;
}

// look-alike: asks at the caller, whatever its methods return
public sealed class Gate(GateContext db, OwnDoor door, HttpClient http)
{
    /// <summary>Asks first, at the caller's; the task is that of the door.</summary>
    public Task AdmitAsync(int id)
    {
        if (db.Visitors.Any(v => v.Id == id && v.Banned)) // expect: IC3001
        {
            return Task.CompletedTask;
        }

        return door.OpenAsync(1);
    }

    public Task AnnounceAsync(int id)
    {
        var known = db.Visitors.Find(id); // expect: IC3001
        return known is null ? Task.CompletedTask : http.PostAsync("/bell", null);
    }

    public async Task ReportAsync(int id)
    {
        File.AppendAllText("visits.txt", id.ToString()); // expect: IC3001
        await door.OpenAsync(1);
    }

    public Task AllAsync(int id)
    {
        File.AppendAllText("visits.txt", "all"); // expect: IC3001
        return Task.WhenAll(door.OpenAsync(2), ReportAsync(id));
    }

    public Task LastAsync(int id) => AdmitAsync(id);
}

public sealed class Porter(Gate gate)
{
    // look-alike: what fails is thrown here and now, and nothing of it is in the task
    public void Admit(int id)
    {
        _ = gate.AdmitAsync(id);
    }

    // case: and who catches there and then swallows it there
    public void AdmitQuietly(int id)
    {
        try
        {
            _ = gate.AdmitAsync(id);
        }
        catch (Exception) // expect: IC2102
        {
        }
    }

    // look-alike: the same, handed on once more
    public void Last(int id)
    {
        _ = gate.LastAsync(id);
    }

    // case: the request is in the task, whatever comes before it
    public void Announce(int id)
    {
        _ = gate.AnnounceAsync(id); // expect: IC2103
    }

    // case: an async member puts all of it into the task
    public void Report(int id)
    {
        _ = gate.ReportAsync(id); // expect: IC2103
    }

    // case: one of several tasks fails
    public void All(int id)
    {
        _ = gate.AllAsync(id); // expect: IC2103
    }
}
