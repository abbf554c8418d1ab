using System.Data.Common;
using Dapper;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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
}
