using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using RabbitMQ.Client;

namespace Corpus.Swallowing.MixedCases;

public sealed class Order
{
    public int Id { get; set; }

    public string? Error { get; set; }
}

// look-alike: a health check answers that it is not well
public sealed class DatabaseCheck(NpgsqlConnection connection) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await connection.OpenAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception)
        {
            return HealthCheckResult.Unhealthy();
        }
    }
}

// case: the mail is not sent, and the answer is 200
[ApiController]
public sealed class InvitationsController(SmtpClient smtp, DbContext db) : ControllerBase
{
    [HttpPost("/invitations")]
    public async Task<IActionResult> InviteAsync(string to)
    {
        try
        {
            await smtp.SendMailAsync("us@example.org", to, "hello", "come");
        }
        catch (SmtpException) // expect: IC2102
        {
        }

        return Ok();
    }

    // look-alike: a bad request says so
    [HttpPost("/invitations/check")]
    public async Task<IActionResult> CheckAsync(Order order)
    {
        try
        {
            db.Update(order);
            await db.SaveChangesAsync();
            return NoContent();
        }
        catch (DbUpdateException)
        {
            return BadRequest("not saved");
        }
    }

    // look-alike: gone is an answer, too
    [HttpDelete("/invitations/{id}")]
    public async Task<IActionResult> DeleteAsync(int id)
    {
        try
        {
            await db.Database.ExecuteSqlRawAsync("DELETE FROM invitations WHERE id = {0}", id);
            return NoContent();
        }
        catch (NpgsqlException)
        {
            return NotFound();
        }
    }
}

// case: a cache that fails is skipped, with nobody to tell
public sealed class Cached(IDistributedCache cache, HttpClient http)
{
    public async Task<string> GetAsync(string key)
    {
        try
        {
            if (await cache.GetStringAsync(key) is { } hit)
            {
                return hit;
            }
        }
        catch (Exception) // expect: IC2102
        {
        }

        return await http.GetStringAsync("/" + key);
    }
}

// case: switch expressions and early returns
public sealed class Rates(HttpClient http)
{
    public async Task<decimal> RateAsync(string currency)
    {
        if (currency == "EUR")
        {
            return 1m;
        }

        try
        {
            var text = await http.GetStringAsync("/rates/" + currency);
            return decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        }
        catch // expect: IC2102
        {
            return default;
        }
    }

    // look-alike: minus one is no rate
    public async Task<int> CountAsync()
    {
        try
        {
            return int.Parse(await http.GetStringAsync("/rates"), System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (HttpRequestException)
        {
            return -1;
        }
    }

    // case: a failed question is answered with yes
    public async Task<bool> IsOpenAsync()
    {
        try
        {
            return await http.GetStringAsync("/open") == "1";
        }
        catch (HttpRequestException) // expect: IC2102
        {
            return true;
        }
    }

    // look-alike: a nullable that says which
    public async Task<(bool Ok, string? Text)> PairAsync()
    {
        try
        {
            return (true, await http.GetStringAsync("/open"));
        }
        catch (HttpRequestException e)
        {
            return (false, e.Message);
        }
    }

    // case: an empty string for whatever went wrong
    public string Text()
    {
        try
        {
            using var answer = http.Send(new HttpRequestMessage(HttpMethod.Get, "/text"));
            return answer.ReasonPhrase ?? "";
        }
        catch (Exception) // expect: IC2102
        {
            return string.Empty;
        }
    }

    // case: the same as a finished task
    public Task<IReadOnlyList<string>> NamesAsync()
    {
        try
        {
            using var answer = http.Send(new HttpRequestMessage(HttpMethod.Get, "/names")); // expect: IC3001
            return Task.FromResult<IReadOnlyList<string>>([answer.ReasonPhrase ?? ""]);
        }
        catch (HttpRequestException) // expect: IC2102
        {
            return Task.FromResult<IReadOnlyList<string>>([]);
        }
    }
}

// look-alike: the message goes back to the broker
public sealed class Consumer(HttpClient http, IChannel channel)
{
    public async Task HandleAsync(ulong tag, string body)
    {
        try
        {
            await http.PostAsync("/handle", new StringContent(body));
            await channel.BasicAckAsync(tag, false);
        }
        catch (HttpRequestException)
        {
            await channel.BasicNackAsync(tag, false, true);
        }
    }

    // case: it is acknowledged whatever happens
    public async Task HandleAnywayAsync(ulong tag, string body)
    {
        try
        {
            await http.PostAsync("/handle", new StringContent(body));
        }
        catch (Exception) // expect: IC2102
        {
        }

        await channel.BasicAckAsync(tag, false);
    }
}

// look-alike: the error stands in the entity
public sealed class Processor(HttpClient http)
{
    public async Task ProcessAsync(Order order)
    {
        try
        {
            await http.PostAsync("/process", null);
        }
        catch (HttpRequestException e)
        {
            order.Error = e.Message;
        }
    }

    // look-alike: those that failed are handed back
    public async Task<List<int>> ProcessAllAsync(IEnumerable<Order> orders)
    {
        var failed = new List<int>();
        foreach (var order in orders)
        {
            try
            {
                await http.PostAsync("/process", null); // expect: IC3102
            }
            catch (HttpRequestException)
            {
                failed.Add(order.Id);
            }
        }

        return failed;
    }

    // case: parallel, each on its own
    public async Task ProcessParallelAsync(IEnumerable<Order> orders)
    {
        await Task.WhenAll(orders.Select(async order =>
        {
            try
            {
                await http.PostAsync("/process/" + order.Id, null); // expect: IC3102
            }
            catch (Exception) // expect: IC2102
            {
            }
        }));
    }
}

// look-alike: an exception filter of the framework turns it into an answer
public sealed class ErrorFilter(HttpClient http) : IAsyncActionFilter
{
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        try
        {
            await http.PostAsync("/audit", null);
            await next();
        }
        catch (HttpRequestException)
        {
            context.Result = new StatusCodeResult(502);
        }
    }
}

// look-alike: middleware that answers
public sealed class ErrorMiddleware(RequestDelegate next, HttpClient http)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await http.PostAsync("/audit", null);
            await next(context);
        }
        catch (HttpRequestException)
        {
            context.Response.StatusCode = 502;
        }
    }
}

// case: middleware that answers nothing
public sealed class CalmMiddleware(RequestDelegate next, HttpClient http)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await http.PostAsync("/audit", null);
        }
        catch // expect: IC2102
        {
        }

        await next(context);
    }
}

// case: Dapper, with using statements in between
public sealed class Audits(string connectionString)
{
    public void Write(string what)
    {
        try
        {
            using var connection = new NpgsqlConnection(connectionString);
            connection.Execute("INSERT INTO audits (what) VALUES (@what)", new { what });
        }
        catch (NpgsqlException) // expect: IC2102
        {
            return;
        }
    }

    // look-alike: a unique key says that it is there
    public bool Add(string what)
    {
        try
        {
            using var connection = new NpgsqlConnection(connectionString);
            connection.Execute("INSERT INTO audits (what) VALUES (@what)", new { what });
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
    }
}

// case: a socket
public sealed class Beacon
{
    public void Ping(string host)
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(host, 4711);
        }
        catch (SocketException) // expect: IC2102
        {
        }
    }
}

// look-alike: the whole method is a try of something; or asks whether somebody is there
public sealed class Probes(HttpClient http)
{
    public async Task<bool> IsUpAsync()
    {
        try
        {
            using var answer = await http.GetAsync("/up");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async Task<bool> TryPingAsync()
    {
        try
        {
            using var answer = await http.GetAsync("/ping");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

// case: the event handler itself drops it
public sealed class Subscriber(HttpClient http)
{
    public void Attach(System.Timers.Timer timer) => timer.Elapsed += async (sender, e) =>
    {
        try
        {
            await http.PostAsync("/elapsed", null);
        }
        catch // expect: IC2102
        {
        }
    };
}

// case: fire and forget in a constructor
public sealed class Eager
{
    public Eager(HttpClient http)
    {
        _ = LoadAsync(http); // expect: IC2103
    }

    private static async Task LoadAsync(HttpClient http) => await http.GetAsync("/warm");
}

// case: fire and forget in a property setter
public sealed class Bound(HttpClient http)
{
    private string _name = "";

    public string Name
    {
        get => _name;
        set
        {
            _name = value;
            _ = SaveAsync(value); // expect: IC2103
        }
    }

    private async Task SaveAsync(string name) => await http.PostAsync("/name", new StringContent(name));
}

// case: an async helper that is awaited, and starts something that is not
public sealed class Nested(HttpClient http)
{
    public async Task RunAsync()
    {
        await StartAsync();
    }

    private Task StartAsync()
    {
        http.PostAsync("/start", null); // expect: IC2103
        return Task.CompletedTask;
    }
}

// look-alike: the promise of a started task is kept in a dictionary
public sealed class Registry(HttpClient http)
{
    private readonly Dictionary<string, Task> _running = [];

    public void Start(string name) => _running[name] = http.PostAsync("/" + name, null);

    public Task WaitAsync(string name) => _running[name];
}

// look-alike: the conditional one is returned
public sealed class Conditional(HttpClient http)
{
    public Task RunAsync(bool now) => now ? http.PostAsync("/now", null) : Task.CompletedTask;

    // look-alike: passed to somebody who waits
    public void Block(bool now)
    {
        var task = now ? http.PostAsync("/now", null) : Task.CompletedTask;
        task.Wait();
    }
}

// case: rethrown as its inner one, and the outer is what was caught
public static class Unwrapping
{
    public static void Run(Action work)
    {
        try
        {
            work();
        }
        catch (AggregateException e)
        {
            throw new InvalidOperationException(e.Message); // expect: IC2105
        }
    }

    // look-alike: the inner one is the inner one
    public static void Inner(Action work)
    {
        try
        {
            work();
        }
        catch (AggregateException e)
        {
            throw new InvalidOperationException("work failed", e.InnerException);
        }
    }

    // look-alike: all that it says goes along
    public static void Text(Action work)
    {
        try
        {
            work();
        }
        catch (AggregateException e)
        {
            throw new InvalidOperationException($"work failed: {e}");
        }
    }

    // look-alike: thrown for another reason than the one that was caught
    public static int Guard(string text, int least)
    {
        int number;
        try
        {
            number = int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            number = 0;
        }

        return number < least ? throw new ArgumentOutOfRangeException(nameof(text)) : number;
    }
}
