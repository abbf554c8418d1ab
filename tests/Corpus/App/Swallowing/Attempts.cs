using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.Attempts;

public sealed class Again(HttpClient http, DbContext db, ILogger<Again> logger)
{
    // case: after the last attempt it goes on as if nothing had happened
    public async Task FirstAsync()
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                await http.PostAsync("/a", null); // expect: IC1302
                return;
            }
            catch (HttpRequestException) // expect: IC2102
            {
                await Task.Delay(100 * attempt);
            }
        }
    }

    // case: what comes then needs what did not work
    public void Second(object order)
    {
        var attempts = 0;
        while (attempts < 5)
        {
            try
            {
                db.SaveChanges();
                break;
            }
            catch (DbUpdateException) // expect: IC2102
            {
                attempts++;
            }
        }

        logger.LogInformation("Saved");
    }

    // case: the last failure is kept, and then forgotten
    public async Task<string?> ThirdAsync()
    {
        Exception? last = null;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                return await http.GetStringAsync("/a");
            }
            catch (HttpRequestException e) // expect: IC2102
            {
                last = e;
            }
        }

        return null;
    }

    // look-alike: the last attempt throws
    public async Task TenthAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await http.PostAsync("/a", null); // expect: IC1302
                return;
            }
            catch (HttpRequestException) when (attempt < 3)
            {
                await Task.Delay(100);
            }
        }
    }

    // look-alike: the last one throws, told in the handler
    public void Eleventh()
    {
        var attempts = 0;
        while (true)
        {
            try
            {
                db.SaveChanges();
                return;
            }
            catch (DbUpdateException)
            {
                if (++attempts == 3)
                {
                    throw;
                }
            }
        }
    }

    // look-alike: then it throws
    public async Task<string> TwelfthAsync()
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                return await http.GetStringAsync("/a");
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }

        throw new InvalidOperationException("The feed is down");
    }

    // look-alike: then it says so
    public async Task<bool> ThirteenthAsync()
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                await http.PostAsync("/a", null); // expect: IC1302
                return true;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }

        return false;
    }

    // look-alike: then it is logged
    public async Task FourteenthAsync()
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                await http.PostAsync("/a", null); // expect: IC1302
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }

        logger.LogError("Not posted after three attempts");
    }

    // look-alike: the last failure is thrown
    public void Fifteenth()
    {
        Exception? last = null;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                db.SaveChanges();
                return;
            }
            catch (DbUpdateException e)
            {
                last = e;
            }
        }

        throw new InvalidOperationException("Not saved", last);
    }

    // look-alike: until it works
    public async Task SixteenthAsync(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await http.PostAsync("/register", null, stop); // expect: IC1302
                break;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(1000, stop);
            }
        }
    }

    // look-alike: how many failed is told
    public async Task<int> SeventeenthAsync(IEnumerable<string> urls)
    {
        var failed = 0;
        foreach (var url in urls)
        {
            try
            {
                await http.DeleteAsync(url); // expect: IC3102
            }
            catch (HttpRequestException)
            {
                failed++;
            }
        }

        return failed;
    }
}

public sealed class Stall
{
    public int Id { get; set; }

    public int Visitors { get; set; }
}

public sealed class StallDb(DbContextOptions<StallDb> options) : DbContext(options)
{
    public DbSet<Stall> Stalls => Set<Stall>();
}

public sealed class Stalls(IDbContextFactory<StallDb> factory)
{
    // look-alike: whoever comes too late begins again with a context of its own, until it works; each attempt closes its context on the way back
    public async Task VisitAsync(int id)
    {
    again:
        using (var db = factory.CreateDbContext())
        {
            try
            {
                var stall = await db.Stalls.FindAsync(id);
                if (stall == null)
                {
                    return;
                }

                stall.Visitors++;
                await db.SaveChangesAsync();
            }
            catch (DbUpdateConcurrencyException)
            {
                goto again;
            }
        }
    }

    // look-alike: the same as a loop
    public async Task LeaveAsync(int id)
    {
        while (true)
        {
            using var db = factory.CreateDbContext();
            try
            {
                var stall = await db.Stalls.FindAsync(id);
                if (stall == null)
                {
                    return;
                }

                stall.Visitors--;
                await db.SaveChangesAsync();
                return;
            }
            catch (DbUpdateConcurrencyException)
            {
                await Task.Yield();
            }
        }
    }

    // case: after the third time nobody has been counted
    public async Task PassAsync(int id)
    {
        var attempts = 0;
    again:
        using (var db = factory.CreateDbContext())
        {
            try
            {
                var stall = await db.Stalls.FindAsync(id);
                if (stall == null)
                {
                    return;
                }

                stall.Visitors++;
                await db.SaveChangesAsync();
            }
            catch (DbUpdateConcurrencyException) // expect: IC2102
            {
                if (++attempts < 3)
                {
                    goto again;
                }
            }
        }
    }
}
