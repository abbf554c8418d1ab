using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.DoneAgain;

public sealed record Reading(string Buoy, double Height);

public sealed class Logbooks
{
    // look-alike: what could not be moved at once is moved once more, and a second failure leaves the method
    public void Archive(string log, string shelf)
    {
        try
        {
            File.Move(log, shelf);
        }
        catch (IOException)
        {
            File.Move(log, shelf, overwrite: true);
        }
    }

    // look-alike: the folder is emptied first, and deleted again
    public void Clear(string shelf)
    {
        try
        {
            Directory.Delete(shelf);
        }
        catch (IOException)
        {
            foreach (var log in Directory.GetFiles(shelf))
            {
                File.SetAttributes(log, FileAttributes.Normal);
            }

            Directory.Delete(shelf, true);
        }
    }

    // case: what the second attempt deletes is something else
    public void Replace(string old, string draft)
    {
        try
        {
            File.Delete(old);
        }
        catch (IOException) // expect: IC2102
        {
            File.Delete(draft);
        }
    }
}

public sealed class BuoyLine(HttpClient http)
{
    private string _channel = "north";

    // look-alike: the line is opened again, and the reading sent over it
    public async Task PassOnAsync(Reading reading)
    {
        try
        {
            await SendAsync(reading);
        }
        catch (HttpRequestException)
        {
            await OpenAsync();
            await SendAsync(reading);
        }
    }

    // case: the first step is not made up for by the second one
    public async Task ConfirmAsync(Reading reading)
    {
        try
        {
            await SendAsync(reading);
            Remember(reading.Buoy);
        }
        catch (HttpRequestException) // expect: IC2102
        {
            Remember(reading.Buoy);
        }
    }

    private static void Remember(string buoy) => File.SetLastWriteTimeUtc(buoy + ".seen", DateTime.UtcNow);

    // case: nobody learns that the second attempt has failed
    public async Task InsistAsync(Reading reading)
    {
        try
        {
            await SendAsync(reading);
        }
        catch (HttpRequestException)
        {
            try
            {
                await SendAsync(reading);
            }
            catch (HttpRequestException) // expect: IC2102
            {
            }
        }
    }

    private async Task SendAsync(Reading reading)
    {
        using var answer = await http.PutAsJsonAsync("/" + _channel, reading);
        answer.EnsureSuccessStatusCode();
    }

    private async Task OpenAsync() => _channel = await http.GetStringAsync("/channel");
}

public sealed class Tide
{
    public int Id { get; set; }

    public double Height { get; set; }
}

public sealed class Harbour(DbContextOptions<Harbour> options) : DbContext(options)
{
    public DbSet<Tide> Tides => Set<Tide>();
}

/// <summary>Thrown for many reasons, in some places for an outage.</summary>
public sealed class HarbourException : Exception
{
    public HarbourException(string text)
        : base(text)
    {
    }

    public HarbourException(string text, Exception cause)
        : base(text, cause)
    {
    }
}

public sealed class Tables(Harbour harbour, HttpClient http)
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { ["spring"] = 1 };

    // look-alike: of what the try comes to, only the look-up throws this one; a failure of the database goes past
    public async Task<double> HeightAsync(string tide, double otherwise)
    {
        try
        {
            return await ReadAsync(tide);
        }
        catch (HarbourException)
        {
            return otherwise;
        }
    }

    // case: here it is made of an outage
    public async Task<double> FetchAsync(string tide)
    {
        var height = 0.0;
        try
        {
            height = await AskAsync(tide);
        }
        catch (HarbourException) // expect: IC2102
        {
        }

        return height;
    }

    private async Task<double> ReadAsync(string tide)
    {
        if (!_numbers.TryGetValue(tide, out var number))
        {
            throw new HarbourException($"There is no tide '{tide}'");
        }

        return (await harbour.Tides.SingleAsync(t => t.Id == number)).Height;
    }

    private async Task<double> AskAsync(string tide)
    {
        try
        {
            return await http.GetFromJsonAsync<double>("/tides/" + tide);
        }
        catch (HttpRequestException e)
        {
            throw new HarbourException("The gauge is silent", e);
        }
    }
}

public abstract class Bell(Harbour harbour, ILogger<Bell> logger)
{
    // look-alike: no database says that something is not written yet
    public async Task WakeAsync(int id)
    {
        try
        {
            var tide = await harbour.Tides.FindAsync(id);
            Toll(tide?.Height ?? 0);
            logger.LogInformation("Rung for {Id}", id);
        }
        catch (NotImplementedException)
        {
        }
    }

    protected virtual void Toll(double height) => throw new NotImplementedException();
}

public sealed class BadRequestException(string text) : Exception(text);

public sealed class Charts(HttpClient http)
{
    // look-alike: what was asked for cannot be read, and whoever asked is told so
    public static int Scale(string asked)
    {
        try
        {
            return checked(int.Parse(asked) * 10);
        }
        catch (Exception)
        {
            throw new BadRequestException("The scale is no number");
        }
    }

    // case: the same said of an outage
    public async Task<int> ScaleAsync(string chart)
    {
        try
        {
            return int.Parse(await http.GetStringAsync("/scales/" + chart));
        }
        catch (Exception)
        {
            throw new BadRequestException("The scale is no number"); // expect: IC2105
        }
    }
}
