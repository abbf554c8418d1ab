using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Corpus.Swallowing.Services;

public sealed class Message
{
    public string Text { get; set; } = "";
}

// case: whether it was published is not known to the one who asked
public interface IBus
{
    Task PublishAsync(Message message);
}

public sealed class RabbitBus(IChannel channel) : IBus
{
    public async Task PublishAsync(Message message)
    {
        try
        {
            await channel.BasicPublishAsync("", "orders", JsonSerializer.SerializeToUtf8Bytes(message));
        }
        catch (Exception ex) // expect: IC2102
        {
            var text = ex.Message;
            if (text.Length > 100)
            {
                text = text[..100];
            }
        }
    }
}

// look-alike: a decorator that measures, and lets it pass
public sealed class MeasuredBus(IBus inner, ILogger<MeasuredBus> logger) : IBus
{
    public async Task PublishAsync(Message message)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            await inner.PublishAsync(message);
        }
        catch (Exception e) when (Observe(e, watch))
        {
            throw;
        }
    }

    private bool Observe(Exception e, Stopwatch watch)
    {
        logger.LogWarning(e, "Not published after {Elapsed}", watch.Elapsed);
        return false;
    }
}

// look-alike: the caller has a result to look at
public readonly record struct Result<T>(T? Value, string? Error)
{
    public static Result<T> Failure(string error) => new(default, error);

    public static implicit operator Result<T>(T value) => new(value, null);
}

public sealed class Catalog(HttpClient http, DbContext db, ILogger<Catalog> logger)
{
    public async Task<Result<Message>> GetAsync(int id)
    {
        try
        {
            return (await http.GetFromJsonAsync<Message>($"/messages/{id}"))!;
        }
        catch (HttpRequestException)
        {
            return Result<Message>.Failure("the catalog does not answer");
        }
    }

    // case: what the handler logs is something else, and only sometimes… nothing at all
    public async Task<IReadOnlyList<Message>> AllAsync()
    {
        try
        {
            return await db.Set<Message>().ToListAsync();
        }
        catch (Exception) // expect: IC2102
        {
            return Array.Empty<Message>();
        }
    }

    // look-alike: logged by a helper of the base that is generic
    public async Task SaveAsync(Message message)
    {
        try
        {
            db.Add(message);
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e)
        {
            Log<Message>(e);
        }
    }

    private void Log<T>(Exception e) => logger.LogError(e, "Could not save {Type}", typeof(T).Name);

    // look-alike: a local function logs
    public async Task DeleteAsync(Message message)
    {
        try
        {
            db.Remove(message);
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e)
        {
            Report();

            void Report() => logger.LogError(e, "Could not delete");
        }
    }

    // look-alike: the failure changes what is done next
    public async Task<string> FirstOrSecondAsync()
    {
        var useSecond = false;
        try
        {
            return await http.GetStringAsync("/first");
        }
        catch (HttpRequestException)
        {
            useSecond = true;
        }

        return useSecond ? await http.GetStringAsync("/second") : "";
    }

    // case: the local that notes it is written and never read
    public async Task<string> NotedAsync()
    {
        var failed = false;
        var text = "";
        try
        {
            text = await http.GetStringAsync("/noted");
        }
        catch (HttpRequestException) // expect: IC2102
        {
            failed = true;
        }

        return text;
    }

    // look-alike: an enumeration says how it went
    public async Task<Outcome> SendAsync()
    {
        try
        {
            await http.PostAsync("/send", null);
            return Outcome.Sent;
        }
        catch (HttpRequestException)
        {
            return Outcome.Failed;
        }
    }

    public enum Outcome
    {
        Failed,
        Sent,
    }

    // look-alike: the activity knows
    public async Task TracedAsync()
    {
        using var activity = new Activity("send").Start();
        try
        {
            await http.PostAsync("/send", null);
        }
        catch (HttpRequestException e)
        {
            activity.AddTag("error", e.GetType().Name);
        }
    }
}

// case: started in a scope of its own, and nobody looks
public sealed class Background(IServiceScopeFactory scopes)
{
    public void Start()
    {
        Task.Run(async () => // expect: IC2103
        {
            using var scope = scopes.CreateScope();
            await scope.ServiceProvider.GetRequiredService<DbContext>().SaveChangesAsync();
        });
    }

    // look-alike: the same, and it logs what fails
    public void StartLogged(ILogger<Background> logger)
    {
        Task.Run(async () =>
        {
            try
            {
                using var scope = scopes.CreateScope();
                await scope.ServiceProvider.GetRequiredService<DbContext>().SaveChangesAsync();
            }
            catch (Exception e)
            {
                logger.LogError(e, "Not saved");
            }
        });
    }

    // case: it looks after one kind of failure only
    public void StartNarrow(HttpClient http, ILogger<Background> logger)
    {
        _ = Task.Run(async () => // expect: IC2103
        {
            try
            {
                await http.PostAsync("/narrow", null);
            }
            catch (JsonException e)
            {
                logger.LogError(e, "Not read");
            }
        });
    }
}

// look-alike: an extension that observes with a continuation
public static class FireAndForget
{
    public static void Observe(this Task task, ILogger logger) =>
        task.ContinueWith(t => logger.LogError(t.Exception, "Background work failed"), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}

public sealed class Forgetful(HttpClient http, ILogger<Forgetful> logger)
{
    public void Send() => http.PostAsync("/a", null).Observe(logger);

    // look-alike: a lifetime callback that waits
    public void Register(IHostApplicationLifetime lifetime) => lifetime.ApplicationStopping.Register(() => http.PostAsync("/bye", null).GetAwaiter().GetResult());

    // case: a lifetime callback that does not
    public void RegisterLoose(IHostApplicationLifetime lifetime) => lifetime.ApplicationStopping.Register(async () => await http.PostAsync("/bye", null)); // expect: IC2102
}

// case: in a static constructor, an empty table for a failed query
public sealed class Codes
{
    private static readonly Dictionary<string, string> All = [];

    static Codes()
    {
        try
        {
            foreach (var line in File.ReadAllLines("codes.txt"))
            {
                All[line] = line;
            }
        }
        catch (Exception) // expect: IC2102
        {
        }
    }

    public static string? Find(string code) => All.GetValueOrDefault(code);
}

// case: an operator hides a remote call
public sealed class Remote(HttpClient http)
{
    public static bool operator true(Remote remote) => remote.Ask();

    public static bool operator false(Remote remote) => !remote.Ask();

    private bool Ask()
    {
        try
        {
            using var answer = http.Send(new HttpRequestMessage(HttpMethod.Get, "/alive"));
            return answer.Content.Headers.ContentLength > 0;
        }
        catch (HttpRequestException) // expect: IC2102
        {
            return false;
        }
    }
}
