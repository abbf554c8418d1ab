using System.Data.Common;
using IntentContracts.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace IntentContracts.EntityFrameworkCore.Tests.Boundaries;

/// <summary>A caller that gives up at any moment leaves all of it or nothing, and the context usable.</summary>
public sealed class CancellationTests(PostgreSqlDatabase database) : IClassFixture<PostgreSqlDatabase>
{
    public static TheoryData<string> Moments =>
        ["connection opening", "transaction starting", "transaction started", "savepoint", "command", "committing", "body's end"];

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Sqlite(string moment)
    {
        await using var shop = new Shop(inFile: true);
        await AllOrNothing(moment, options => shop.Open(also: options), shop.Durable);
    }

    [PostgreSqlTheory]
    [MemberData(nameof(Moments))]
    public async Task PostgreSql(string moment)
    {
        var shop = new PostgreSqlShop(database.DataSource);
        await shop.CreateAsync();
        await AllOrNothing(moment, options => shop.Open(also: options), shop.Durable);
    }

    private static async Task AllOrNothing(string moment, Func<Action<DbContextOptionsBuilder>, ShopContext> open, Func<Task<string[]>> durable)
    {
        using var source = new CancellationTokenSource();
        var cancels = new Cancels(moment, source);
        await using var context = open(options => options.AddInterceptors(cancels.Connections, cancels.Transactions, cancels.Commands));
        var call = Boundary.Of(
            context,
            "Place",
            TransactionPropagation.Required,
            async () =>
            {
                await Boundary.Of(
                    context,
                    "Inner",
                    TransactionPropagation.Nested,
                    async () =>
                    {
                        context.Orders.Add(new() { Name = "a" });
                        return await context.SaveChangesAsync(source.Token);
                    },
                    cancellationToken: source.Token);
                cancels.At("body's end");
                return 0;
            },
            cancellationToken: source.Token);

        if (moment is "committing" or "body's end")
        {
            await call;
            Assert.Equal(["a"], await durable());
        }
        else
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
            Assert.Empty(await durable());
        }

        Assert.True(source.IsCancellationRequested);
        Assert.Null(context.Database.CurrentTransaction);
        await Boundary.In(context, "Next", () => context.SaveOrder("next"));
        Assert.Contains("next", await durable());
    }

    private sealed class Cancels(string moment, CancellationTokenSource source)
    {
        public IInterceptor Connections => new ConnectionMoments(this);

        public IInterceptor Transactions => new TransactionMoments(this);

        public IInterceptor Commands => new CommandMoments(this);

        public void At(string now)
        {
            if (now == moment)
            {
                source.Cancel();
            }
        }

        private sealed class ConnectionMoments(Cancels cancels) : DbConnectionInterceptor
        {
            public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
                DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
            {
                cancels.At("connection opening");
                return new(result);
            }
        }

        private sealed class TransactionMoments(Cancels cancels) : DbTransactionInterceptor
        {
            public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
                DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
            {
                cancels.At("transaction starting");
                return new(result);
            }

            public override ValueTask<DbTransaction> TransactionStartedAsync(
                DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
            {
                cancels.At("transaction started");
                return new(result);
            }

            public override ValueTask<InterceptionResult> CreatingSavepointAsync(
                DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
            {
                cancels.At("savepoint");
                return new(result);
            }

            public override ValueTask<InterceptionResult> TransactionCommittingAsync(
                DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
            {
                cancels.At("committing");
                return new(result);
            }
        }

        private sealed class CommandMoments(Cancels cancels) : DbCommandInterceptor
        {
            public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
                DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
            {
                cancels.At("command");
                return new(result);
            }
        }
    }
}
