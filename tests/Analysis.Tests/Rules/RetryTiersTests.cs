namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>Layers of retries that are certain, and those that depend on what the code does not show.</summary>
public sealed class RetryTiersTests
{
    [Theory]
    [InlineData("options.UseNpgsql(\"Host=shore\", n => n.EnableRetryOnFailure())", "Exception", "error")]
    [InlineData("options.UseNpgsql(\"Host=shore\")", "Exception", "warning")]
    [InlineData("options.UseNpgsql(\"Host=shore\", n => n.EnableRetryOnFailure())", "TimeoutException", "warning")] // given up, the context throws a RetryLimitExceededException
    public void A_strategy_that_only_one_of_several_databases_has_is_possible_and_so_is_one_whose_end_is_not_handled(string other, string caught, string severity)
    {
        using var solution = new RuleCase { Only = ["IC1301"] }.Add("Api", $$"""
            public sealed class Buoy { public int Id { get; set; } }
            public sealed class BuoyDb(bool isAshore) : DbContext
            {
                public DbSet<Buoy> Buoys => Set<Buoy>();
                protected override void OnConfiguring(DbContextOptionsBuilder options)
                {
                    if (isAshore)
                    {
                        {{other}};
                    }
                    else
                    {
                        options.UseNpgsql("Host=sea", n => n.EnableRetryOnFailure());
                    }
                }
            }
            public sealed class BuoysController(BuoyDb db) : ControllerBase
            {
                [HttpGet("/buoys")]
                public async Task<int> Count()
                {
                    for (var attempt = 0; attempt < 3; attempt++)
                    {
                        try { return await db.Buoys.CountAsync(); } // {{severity}} IC1301
                        catch ({{caught}}) { await Task.Delay(100); }
                    }

                    throw new InvalidOperationException();
                }
            }
            """);

        solution.Verify();
    }

    /// <summary>A strategy tries again only what its database takes for passing; whoever writes a pipeline has said that himself.</summary>
    [Theory]
    [InlineData("n => n.EnableRetryOnFailure()", " // warning IC1302")]
    [InlineData("n => n.CommandTimeout(5)", "")]
    public void A_statement_that_counts_under_a_strategy_is_possible_where_that_is_known_to_retry(string configured, string severity)
    {
        using var solution = new RuleCase { Only = ["IC1302"], Scope = CheckScope.All }.Add("Api", $$"""
            public sealed class LockDb : DbContext
            {
                protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseNpgsql("Host=sea", {{configured}});
            }
            public sealed class Locks(LockDb db)
            {
                public Task RaiseAsync(int gate) => db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
                {
                    await db.Database.ExecuteSqlInterpolatedAsync($"update gates set level = level + 1 where id = {gate}");{{severity}}
                });
            }
            """);

        solution.Verify();
    }

    /// <summary>A worker that begins again for as long as the program runs, around a context that tries again by itself: one decision, and not one of how often to try.</summary>
    [Theory]
    [InlineData("BackgroundService", "logger.LogError(e, \"Again\");", "warning")]
    [InlineData("BackgroundService", "await Task.Delay(1000, stop);", "error")]
    [InlineData("Worker", "logger.LogError(e, \"Again\");", "error")]
    public void The_life_of_a_worker_is_a_possible_layer(string type, string handled, string severity)
    {
        using var solution = new RuleCase { Only = ["IC1301"] }.Add("Api", """
            namespace Shop;
            using Microsoft.Extensions.Logging;
            public sealed class Tide { public int Id { get; set; } }
            public sealed class SeaDb : DbContext
            {
                public DbSet<Tide> Tides => Set<Tide>();
                protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseNpgsql("Host=shore", n => n.EnableRetryOnFailure(10));
            }
            public abstract class Worker : ControllerBase
            {
                [HttpPost("/work")] public Task WorkAsync(CancellationToken stop) => ExecuteAsync(stop);
                protected abstract Task ExecuteAsync(CancellationToken stop);
            }
            public sealed class TideWorker(SeaDb db, ILogger<TideWorker> logger) : TYPE
            {
                protected override async Task ExecuteAsync(CancellationToken stop)
                {
                again:
                    while (!stop.IsCancellationRequested)
                    {
                        try
                        {
                            var tides = await db.Tides.ToListAsync(stop); // SEVERITY IC1301
                            if (tides.Count == 0) return;
                            db.Tides.RemoveRange(tides);
                            await db.SaveChangesAsync(stop);SECOND
                            return;
                        }
                        catch (Exception e)
                        {
                            HANDLED
                            goto again;
                        }
                    }
                }
            }
            """.Replace("TYPE", type).Replace("HANDLED", handled).Replace("SECOND", severity == "error" ? " // error IC1301" : "").Replace("SEVERITY", severity));
        solution.Verify();
    }

    /// <summary>SQLite takes back the one statement that fails; of two the first stays, and of other failures nobody knows.</summary>
    [Theory]
    [InlineData("Microsoft.Data.Sqlite.SqliteException", "", "warning IC1304")]
    [InlineData("Microsoft.Data.Sqlite.SqliteException", "await db.Database.ExecuteSqlRawAsync(\"update totals set n = n + 1\"); // error IC1304", "")]
    [InlineData("Exception", "", "error IC1304")]
    public void One_statement_that_is_tried_again_for_a_busy_file_leaves_the_transaction_as_it_was(string handled, string before, string expected)
    {
        using var solution = new RuleCase { Only = ["IC1304"] }.Add("Api", $$"""
            namespace Shop;
            public sealed class Db : DbContext;
            public sealed class TripsController(Db db) : ControllerBase
            {
                [HttpPost("/trips")]
                public async Task Post()
                {
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    for (var i = 0; ; i++)
                    {
                        try
                        {
                            {{before}}
                            await db.Database.ExecuteSqlRawAsync("insert into trips default values");{{(expected.Length > 0 ? " // " + expected : "")}}
                            break;
                        }
                        catch ({{handled}}) when (i < 3)
                        {
                            await Task.Delay(100);
                        }
                    }

                    await transaction.CommitAsync();
                }
            }
            """);

        solution.Verify();
    }

    /// <summary>Whoever is refused has done nothing; after a failed server nobody knows.</summary>
    [Theory]
    [InlineData("e.StatusCode == HttpStatusCode.Forbidden || e.StatusCode == HttpStatusCode.Unauthorized", "warning")]
    [InlineData("e.StatusCode == HttpStatusCode.BadGateway || e.StatusCode == HttpStatusCode.Unauthorized", "error")]
    [InlineData("e.StatusCode != HttpStatusCode.Forbidden || e.StatusCode == HttpStatusCode.Unauthorized", "error")]
    public void A_policy_for_refusals_is_possible(string asked, string severity)
    {
        using var solution = new RuleCase { Only = ["IC1302"] }.Add("Api", $$"""
            using System.Net;
            using Polly;
            using Polly.Retry;
            public sealed class BuoysController(HttpClient http) : ControllerBase
            {
                private readonly ResiliencePipeline _again = new ResiliencePipelineBuilder()
                    .AddRetry(new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>(e => {{asked}}) })
                    .Build();

                [HttpPut("/buoys")]
                public async Task Lay()
                {
                    await _again.ExecuteAsync(async stop => { using var laid = await http.PostAsync("/buoys", null, stop); }); // {{severity}} IC1302
                }
            }
            """);

        solution.Verify();
    }

    /// <summary>A log-in that is kept was mostly there before the attempt.</summary>
    [Theory]
    [InlineData("if (string.IsNullOrEmpty(_token)) { _token = await LogInAsync(); }", "warning")]
    [InlineData("_token = await LogInAsync();", "error")]
    public void What_is_made_once_below_a_retry_is_possible(string asked, string severity)
    {
        using var solution = new RuleCase { Only = ["IC1302"] }.Add("Api", $$"""
            public sealed class Harbour(HttpClient http)
            {
                private string _token = "";

                public async Task<string> AskAsync(string path)
                {
                    {{asked}}
                    return await http.GetStringAsync(path + "?token=" + _token);
                }

                private async Task<string> LogInAsync()
                {
                    using var answer = await http.PostAsync("/log-in", null);
                    return await answer.Content.ReadAsStringAsync();
                }
            }
            public sealed class BuoysController(Harbour harbour) : ControllerBase
            {
                [HttpGet("/buoys")]
                public async Task<string> Count()
                {
                    for (var attempt = 0; attempt < 3; attempt++)
                    {
                        try { return await harbour.AskAsync("/buoys"); } // {{severity}} IC1302
                        catch (HttpRequestException) { await Task.Delay(100); }
                    }

                    throw new InvalidOperationException();
                }
            }
            """);

        solution.Verify();
    }
}
