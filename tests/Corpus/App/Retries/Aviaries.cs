using System.Data.Common;
using Dapper;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.Retry;

namespace Corpus.Retries.Aviaries
{
    public sealed class Bird
    {
        public int Id { get; set; }
    }

    public sealed record Fed(int Bird, int Grams);

    // case: what counts in the database is delivered again when the code asks for it
    public sealed class FeedingConsumer(DbConnection connection) : IConsumer<Fed>
    {
        public async Task Consume(ConsumeContext<Fed> context) =>
            await connection.ExecuteAsync(new CommandDefinition("update birds set eaten = eaten + @Grams where id = @Bird", context.Message, cancellationToken: context.CancellationToken)); // expect: IC1302
    }

    public sealed record Weighed(int Bird, int Grams);

    // look-alike: a value that is the same the second time
    public sealed class WeighingConsumer(DbConnection connection) : IConsumer<Weighed>
    {
        public async Task Consume(ConsumeContext<Weighed> context) =>
            await connection.ExecuteAsync(new CommandDefinition("update birds set grams = @Grams where id = @Bird", context.Message, cancellationToken: context.CancellationToken));
    }

    public static class AviaryBus
    {
        public static void Configure(IServiceCollection services) => services.AddMassTransit(bus => bus.UsingInMemory((context, factory) =>
        {
            factory.ReceiveEndpoint("fed", endpoint =>
            {
                endpoint.UseMessageRetry(retry =>
                {
                    retry.Handle<DbException>();
                    retry.Interval(3, TimeSpan.FromSeconds(2));
                });
                endpoint.ConfigureConsumer<FeedingConsumer>(context);
                endpoint.ConfigureConsumer<WeighingConsumer>(context);
            });
        }));
    }

    public sealed class NestDb(DbContextOptions<NestDb> options) : DbContext(options)
    {
        public DbSet<Bird> Birds => Set<Bird>();

        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseSqlServer("nests", sql => sql.EnableRetryOnFailure(3));
    }

    // case: a strategy is run without the token
    public sealed class Nests(NestDb db)
    {
        public async Task<List<Bird>> AllAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var strategy = db.Database.CreateExecutionStrategy();
            return await strategy.ExecuteAsync(() => db.Birds.ToListAsync()); // expect: IC1306
        }
    }

    // look-alike: with it
    public sealed class Eyries(NestDb db)
    {
        public async Task<List<Bird>> AllAsync(CancellationToken cancellationToken)
        {
            var strategy = db.Database.CreateExecutionStrategy();
            return await strategy.ExecuteAsync(token => db.Birds.ToListAsync(token), cancellationToken);
        }
    }

    // case: a statement that counts, which the strategy of a context that retries runs again
    public sealed class Feeders(NestDb db)
    {
        public async Task EatAsync(int bird, int grams, CancellationToken cancellationToken)
        {
            var strategy = db.Database.CreateExecutionStrategy();
            await strategy.ExecuteAsync(
                async token => await db.Database.ExecuteSqlAsync($"update birds set left_over = left_over - {grams} where id = {bird}", token), // expect: IC1302
                cancellationToken);
        }
    }

    // look-alikes: in a transaction of the attempt; a value that is the same the second time; a row that is only inserted once
    public sealed class Troughs(NestDb db)
    {
        public async Task EatAsync(int bird, int grams, CancellationToken cancellationToken)
        {
            var strategy = db.Database.CreateExecutionStrategy();
            await strategy.ExecuteAsync(
                async token =>
                {
                    await using var transaction = await db.Database.BeginTransactionAsync(token);
                    await db.Database.ExecuteSqlAsync($"update birds set left_over = left_over - {grams} where id = {bird}", token);
                    await transaction.CommitAsync(token);
                },
                cancellationToken);
        }

        public async Task FillAsync(int bird, int grams, CancellationToken cancellationToken)
        {
            var strategy = db.Database.CreateExecutionStrategy();
            await strategy.ExecuteAsync(async token => await db.Database.ExecuteSqlAsync($"update birds set left_over = {grams} where id = {bird}", token), cancellationToken);
        }

        public async Task NoteAsync(int bird, CancellationToken cancellationToken)
        {
            var strategy = db.Database.CreateExecutionStrategy();
            await strategy.ExecuteAsync(async token => await db.Database.ExecuteSqlAsync($"insert into birds (id, left_over) values ({bird}, 0) on conflict (id) do nothing", token), cancellationToken);
        }
    }

    public sealed class PerchDb(DbContextOptions<PerchDb> options) : DbContext(options)
    {
        public DbSet<Bird> Birds => Set<Bird>();

        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseSqlServer("perches");
    }

    // look-alike: the strategy of a context that retries nothing
    public sealed class Perches(PerchDb db)
    {
        public async Task EatAsync(int bird, int grams, CancellationToken cancellationToken)
        {
            var strategy = db.Database.CreateExecutionStrategy();
            await strategy.ExecuteAsync(async token => await db.Database.ExecuteSqlAsync($"update birds set left_over = left_over - {grams} where id = {bird}", token), cancellationToken);
        }
    }

    // case: a row that each attempt inserts, and a number that each of them counts up
    public sealed class Registers(PerchDb db)
    {
        private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder().Handle<DbException>(static e => e.IsTransient) })
            .Build();

        public async Task ArriveAsync(int bird, CancellationToken cancellationToken) =>
            await Pipeline.ExecuteAsync(
                async token => await db.Database.ExecuteSqlAsync($"insert into arrivals (bird) values ({bird})", token), // expect: IC1302
                cancellationToken);

        public async Task CountAsync(int bird, CancellationToken cancellationToken) =>
            await Pipeline.ExecuteAsync(
                async token => await db.Database.ExecuteSqlAsync($"insert into visits (bird, times) values ({bird}, 1) on conflict (bird) do update set times = visits.times + 1", token), // expect: IC1302
                cancellationToken);

        // look-alikes: what is there stays, or gets the same value again
        public async Task KnowAsync(int bird, CancellationToken cancellationToken) =>
            await Pipeline.ExecuteAsync(
                async token => await db.Database.ExecuteSqlAsync($"insert into known (bird) values ({bird}) on conflict (bird) do nothing", token),
                cancellationToken);

        public async Task IgnoreAsync(int bird, CancellationToken cancellationToken) =>
            await Pipeline.ExecuteAsync(
                async token => await db.Database.ExecuteSqlAsync($"insert or ignore into known (bird) values ({bird})", token),
                cancellationToken);

        public async Task WeighAsync(int bird, int grams, CancellationToken cancellationToken) =>
            await Pipeline.ExecuteAsync(
                async token => await db.Database.ExecuteSqlAsync($"insert into weights (bird, grams) values ({bird}, {grams}) on conflict (bird) do update set grams = excluded.grams", token),
                cancellationToken);
    }
}
