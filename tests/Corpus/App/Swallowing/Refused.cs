using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.Refused;

public sealed class Berth
{
    public int Id { get; set; }

    public string? Boat { get; set; }
}

public sealed class Marina(DbContextOptions<Marina> options) : DbContext(options)
{
    public DbSet<Berth> Berths => Set<Berth>();

    public async Task<bool> StoreAsync() => await SaveChangesAsync() > 0;
}

public sealed class Moorings(Marina marina)
{
    // look-alike: no is the answer where it failed; yes is said in so many words
    public async Task<bool> LeaveAsync(int id)
    {
        try
        {
            var berth = await marina.Berths.FindAsync(id);
            if (berth is null)
            {
                return true;
            }

            berth.Boat = null;
            return await marina.StoreAsync();
        }
        catch
        {
            marina.ChangeTracker.Clear();
        }

        return false;
    }

    // case: no is also the answer where the berth is free
    public async Task<bool> IsTakenAsync(int id)
    {
        try
        {
            var berth = await marina.Berths.FindAsync(id);
            return berth is not null && berth.Boat is not null;
        }
        catch // expect: IC2102
        {
            return false;
        }
    }
}

public sealed class BerthController(Marina marina) : ControllerBase
{
    // look-alike: whoever comes to the end is told that it did not work, also where nothing was thrown
    [HttpPost("take")]
    public async Task<IActionResult> TakeAsync(Berth berth)
    {
        try
        {
            marina.Berths.Add(berth);
            if (await marina.StoreAsync())
            {
                return Ok(berth.Id);
            }
        }
        catch (Exception)
        {
            marina.ChangeTracker.Clear();
        }

        return BadRequest("Not taken");
    }

    // case: at the end all is well
    [HttpPost("swap")]
    public async Task<IActionResult> SwapAsync(Berth berth)
    {
        try
        {
            marina.Berths.Update(berth);
            if (!await marina.StoreAsync())
            {
                return BadRequest("Not swapped");
            }
        }
        catch (Exception) // expect: IC2102
        {
            marina.ChangeTracker.Clear();
        }

        return Ok(berth.Id);
    }
}

// look-alike: nothing is taken for a failure by the only one who asks
public sealed class Beacon(HttpClient http)
{
    public async Task SendAsync(string host)
    {
        var addresses = await FindAsync(host);
        if (addresses.Length == 0)
        {
            throw new InvalidOperationException("No address of " + host);
        }

        await http.PostAsync("http://" + addresses[0], null);
    }

    private static async Task<IPAddress[]> FindAsync(string host)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host);
        }
        catch (SocketException)
        {
            return [];
        }
    }
}

// case: one of two who ask goes on with nothing
public sealed class Beacons(HttpClient http)
{
    public async Task SendAsync(string host)
    {
        var addresses = await FindAsync(host);
        if (addresses.Length == 0)
        {
            throw new InvalidOperationException("No address of " + host);
        }

        await http.PostAsync("http://" + addresses[0], null);
    }

    public async Task SendAllAsync(string host)
    {
        await http.PostAsync("/beacons", new StringContent(string.Join<IPAddress>(',', await FindAsync(host))));
    }

    private static async Task<IPAddress[]> FindAsync(string host)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host);
        }
        catch (SocketException) // expect: IC2102
        {
            return [];
        }
    }
}

public sealed class Weather(HttpClient http, ILogger<Weather> logger)
{
    // look-alike: behind the handler it is written down that there is none
    public async Task<string> WindAsync()
    {
        string? wind;
        try
        {
            wind = await http.GetStringAsync("/wind");
        }
        catch
        {
            wind = null;
        }

        if (wind is null)
        {
            logger.LogError("No wind is known");
            return string.Empty;
        }

        return wind;
    }

    // case: behind the handler nothing is done where there is none
    public async Task RainAsync()
    {
        string? rain;
        try
        {
            rain = await http.GetStringAsync("/rain");
        }
        catch // expect: IC2102
        {
            rain = null;
        }

        if (rain is not null)
        {
            await http.PostAsync("/display", new StringContent(rain));
        }
    }
}

// case: yes is what it says after a failure as well, and what is written down behind the test is written down in any case
public sealed class Buoys(HttpClient http, ILogger<Buoys> logger)
{
    public async Task LightAsync(string[] buoys)
    {
        var lit = 0;
        if (await LightAsync(buoys[0]))
        {
            lit++;
        }

        logger.LogInformation("{Count} lit", lit);
    }

    private async Task<bool> LightAsync(string buoy)
    {
        try
        {
            await http.PostAsync(buoy, null);
        }
        catch (HttpRequestException) // expect: IC2102
        {
        }

        return true;
    }

    // case: where nothing more comes it is done
    public async Task ReadAsync()
    {
        while (true)
        {
            string? line;
            try
            {
                line = await http.GetStringAsync("/next");
            }
            catch (HttpRequestException) // expect: IC2102
            {
                line = null;
            }

            if (line is null)
            {
                return;
            }
        }
    }
}
