using Microsoft.EntityFrameworkCore;
using Polly.CircuitBreaker;

namespace Corpus.Swallowing.Verdicts;

public sealed class Hive
{
    public int Id { get; set; }

    public double Weight { get; set; }
}

public sealed class Apiary(DbContextOptions<Apiary> options) : DbContext(options)
{
    public DbSet<Hive> Hives => Set<Hive>();
}

public sealed class TooManyReadingsException(int minute) : Exception($"More than sixty readings in minute {minute}");

public class ScaleException : Exception
{
    public ScaleException(string message)
        : base(message)
    {
    }

    public ScaleException(string message, Exception cause)
        : base(message, cause)
    {
    }
}

public sealed class ScaleOffline(string scale) : ScaleException($"Scale {scale} is not there");

public sealed class ScaleRefused(int status) : Exception($"The scale says {status}");

public sealed class LabelUnreadable(string label) : Exception($"'{label}' is no label");

// look-alike: the limit is our own, and whatever the database fails with goes past the handler
public sealed class Weighing(Apiary apiary)
{
    private int _readings;

    public async Task WeighAsync(int id, double weight)
    {
        try
        {
            await StoreAsync(id, weight);
        }
        catch (TooManyReadingsException)
        {
        }
    }

    private async Task StoreAsync(int id, double weight)
    {
        if (++_readings > 60)
        {
            throw new TooManyReadingsException(DateTime.UtcNow.Minute);
        }

        apiary.Hives.Add(new Hive { Id = id, Weight = weight });
        await apiary.SaveChangesAsync();
    }
}

// look-alike: a reader of labels says that there is none to read; what a clause picks by its type, it picks
public sealed class Labels(Apiary apiary)
{
    public string? Owner(string label)
    {
        try
        {
            return Read(label) + apiary.Hives.Count();
        }
        catch (LabelUnreadable)
        {
            return null;
        }
    }

    public string? Keeper(string label)
    {
        try
        {
            return Read(label) + apiary.Hives.Count();
        }
        catch (Exception e) when (e is LabelUnreadable)
        {
            return null;
        }
    }

    private static string Read(string label) => label.Split('/') is [_, var owner] ? owner : throw new LabelUnreadable(label);
}

// case: our own exception is what the request failed with, and its type what derives from the one that is caught
public sealed class Scales(HttpClient http)
{
    public async Task TareAsync(string scale)
    {
        try
        {
            await SendAsync(scale);
        }
        catch (ScaleException) // expect: IC2102
        {
        }
    }

    private async Task SendAsync(string scale)
    {
        try
        {
            await http.PostAsync("/tare", new StringContent(scale));
        }
        catch (HttpRequestException e)
        {
            throw scale.Length == 0 ? new ScaleOffline(scale) : new ScaleException("Not tared", e);
        }
    }
}

// case: the scale was asked, and its status made into an exception
public sealed class StrictScales(HttpClient http)
{
    public async Task ResetAsync(string scale)
    {
        try
        {
            await SendAsync(scale);
        }
        catch (ScaleRefused) // expect: IC2102
        {
        }
    }

    private async Task SendAsync(string scale)
    {
        var answer = await http.PostAsync("/reset", new StringContent(scale));
        if (!answer.IsSuccessStatusCode)
        {
            throw new ScaleRefused((int)answer.StatusCode);
        }
    }
}

// case: what a circuit breaker throws comes out of whatever it stands around
public sealed class BrokenScales(Apiary apiary, Polly.ResiliencePipeline pipeline)
{
    public async Task StoreAsync()
    {
        try
        {
            await pipeline.ExecuteAsync(async token => await apiary.SaveChangesAsync(token));
        }
        catch (BrokenCircuitException) // expect: IC2102
        {
        }
    }
}

// look-alike: that an address cannot be read is no failure of the database
public sealed class Keepers(Apiary apiary)
{
    public async Task<int> AddAsync(string address)
    {
        try
        {
            var keeper = MimeKit.MailboxAddress.Parse(address);
            apiary.Hives.Add(new Hive { Weight = keeper.Address.Length });
            return await apiary.SaveChangesAsync();
        }
        catch (MimeKit.ParseException)
        {
            return 0;
        }
    }
}

// case: that it cannot be stored is one, whoever else stands in the try
public sealed class StoredKeepers(Apiary apiary)
{
    public async Task<int> AddAsync(string address)
    {
        try
        {
            var keeper = MimeKit.MailboxAddress.Parse(address);
            apiary.Hives.Add(new Hive { Weight = keeper.Address.Length });
            return await apiary.SaveChangesAsync();
        }
        catch (DbUpdateException) // expect: IC2102
        {
            return 0;
        }
    }
}

public sealed class Post(MailKit.IMailStore store)
{
    // look-alike: there is no such folder
    public async Task<MailKit.IMailFolder?> FolderAsync(string name)
    {
        try
        {
            return await store.GetFolderAsync(name);
        }
        catch (MailKit.FolderNotFoundException)
        {
            return null;
        }
    }

    // case: what is said between the two goes wrong
    public async Task<MailKit.IMailFolder?> AnyFolderAsync(string name)
    {
        try
        {
            return await store.GetFolderAsync(name);
        }
        catch (MailKit.ProtocolException) // expect: IC2102
        {
            return null;
        }
    }
}
