using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.Remembered;

public sealed class Parcel
{
    public int Id { get; set; }

    public string? Trouble { get; set; }
}

public sealed class DepotDb(DbContextOptions<DepotDb> options) : DbContext(options)
{
    public DbSet<Parcel> Parcels => Set<Parcel>();
}

public sealed record Outcome(bool Arrived, string? Trouble);

// look-alike: what went wrong is kept in a local that was null, and returned
public sealed class Depot(HttpClient http, DepotDb db)
{
    public async Task<string?> StowAsync(int id)
    {
        string? trouble = null;
        try
        {
            await http.DeleteAsync("/ramp/" + id);
        }
        catch (HttpRequestException e)
        {
            trouble = e.Message;
        }

        return trouble;
    }

    public async Task<int?> CodeAsync(int id)
    {
        int? code = null;
        try
        {
            await http.DeleteAsync("/ramp/" + id);
        }
        catch (HttpRequestException)
        {
            code = 502;
        }

        return code;
    }

    public async Task<object> DescribeAsync()
    {
        string? trouble = null;
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            trouble = "not stored";
        }

        return new { trouble, when = DateTime.UtcNow };
    }
}

// case: it is tested at the end, and thrown by its words alone: told, but without the cause
public sealed class Gate(HttpClient http, DepotDb db)
{
    public async Task OpenAsync()
    {
        string? trouble = null;
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e)
        {
            trouble = e.Message;
        }

        if (trouble is not null)
        {
            throw new InvalidOperationException(trouble); // expect: IC2105
        }
    }

    // look-alike: it is tested at the end, and answered
    public async Task<IResult> AnswerAsync()
    {
        string? trouble = null;
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e)
        {
            trouble = e.Message;
        }

        return trouble is null ? Results.NoContent() : Results.Problem(trouble);
    }

    public async Task<bool> WorksAsync()
    {
        Exception? error = null;
        try
        {
            await http.DeleteAsync("/gate");
        }
        catch (HttpRequestException e)
        {
            error = e;
        }

        return error is null;
    }

    public async Task TellAsync()
    {
        Exception? error = null;
        try
        {
            await http.DeleteAsync("/gate");
        }
        catch (HttpRequestException e)
        {
            error = e;
        }

        if (error is not null)
        {
            Console.Error.WriteLine("the gate stays");
        }
    }
}

// look-alike: it is handed on: to a constructor, a row, a log, a method
public sealed class Courier(HttpClient http, DepotDb db, ILogger<Courier> log)
{
    public async Task<Outcome> BringAsync()
    {
        string? trouble = null;
        try
        {
            await http.DeleteAsync("/queue");
        }
        catch (HttpRequestException e)
        {
            trouble = "late: " + e.Message;
        }

        return new Outcome(trouble is null, trouble);
    }

    public async Task NoteAsync()
    {
        string? trouble = null;
        try
        {
            await http.DeleteAsync("/queue");
        }
        catch (HttpRequestException e)
        {
            trouble = e.Message;
        }

        db.Parcels.Add(new Parcel { Trouble = trouble });
        await db.SaveChangesAsync();
    }

    public async Task LogAsync()
    {
        string? trouble = null;
        try
        {
            await http.DeleteAsync("/queue");
        }
        catch (HttpRequestException e)
        {
            trouble = e.Message;
        }

        log.LogInformation("brought, {Trouble}", trouble);
    }

    public async Task<string> SayAsync()
    {
        string? trouble = null;
        try
        {
            await http.DeleteAsync("/queue");
        }
        catch (HttpRequestException e)
        {
            trouble = e.Message;
        }

        return await LineAsync(trouble);
    }

    private static Task<string> LineAsync(string? trouble) => Task.FromResult("brought " + trouble);
}

// case: it is kept, and nobody looks at it
public sealed class Attic(HttpClient http)
{
    public async Task ClearAsync()
    {
        string? trouble = null;
        try
        {
            await http.DeleteAsync("/attic");
        }
        catch (HttpRequestException e) // expect: IC2102
        {
            trouble = e.Message;
        }

        await http.GetAsync("/cellar");
    }

    public async Task SweepAsync()
    {
        var swept = 0;
        try
        {
            await http.DeleteAsync("/dust");
            swept = 1;
        }
        catch (HttpRequestException) // expect: IC2102
        {
        }

        await http.GetAsync("/cellar");
    }
}

// look-alike: a flag that says how it went goes into a constructor, a call, an answer
public sealed class Pier(HttpClient http, DepotDb db, ILogger<Pier> log)
{
    public Outcome Store()
    {
        var stored = true;
        try
        {
            db.SaveChanges();
        }
        catch (DbUpdateException)
        {
            stored = false;
        }

        return new Outcome(stored, null);
    }

    public async Task<Outcome> StoreAsync()
    {
        var stored = false;
        try
        {
            await db.SaveChangesAsync();
            stored = true;
        }
        catch (DbUpdateException)
        {
        }

        return new Outcome(stored, null);
    }

    public async Task CountAsync()
    {
        var stored = true;
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            stored = false;
        }

        log.LogInformation("stored: {Stored}", stored);
    }

    public async Task<object> ShowAsync()
    {
        var stored = true;
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            stored = false;
        }

        return new { stored };
    }

    public async Task LandAsync()
    {
        var landed = false;
        while (!landed)
        {
            try
            {
                await http.DeleteAsync("/pier");
                landed = true;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(500);
            }
        }
    }
}

// case: a flag that is the same whatever happens
public sealed class Jetty(DepotDb db)
{
    public async Task<Outcome> StoreAsync()
    {
        var stored = true;
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException) // expect: IC2102
        {
            stored = true;
        }

        return new Outcome(stored, null);
    }
}
