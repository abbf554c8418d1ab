using System.Data.Common;
using System.Transactions;
using IntentContracts;
using Microsoft.EntityFrameworkCore;
using Polly;
using Polly.Retry;

namespace Corpus.Retries.Apart
{
    /// <summary>Reads a list from a share that is sometimes not there.</summary>
    public sealed class AisleMap(string path)
    {
        public async Task<string> ReadAsync()
        {
            var attempt = 1;
            while (true)
            {
                try
                {
                    return await File.ReadAllTextAsync(path);
                }
                catch (IOException) when (attempt < 4)
                {
                    attempt++;
                    await Task.Delay(200);
                }
            }
        }
    }

    // look-alike: the policy is for the database, and never gets to know that the file cannot be read
    public sealed class ShelfCounts(DbConnection warehouse, AisleMap aisles)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<DbException>(e => e.IsTransient).WaitAndRetryAsync(3, attempt => TimeSpan.FromSeconds(attempt));

        public Task<int> CountAsync(string aisle) => _policy.ExecuteAsync(async () =>
        {
            await using var command = warehouse.CreateCommand();
            command.CommandText = "select count(*) from shelves where aisle = @aisle";
            var map = await aisles.ReadAsync();
            return map.Contains(aisle, StringComparison.Ordinal) ? (int)(await command.ExecuteScalarAsync())! : 0;
        });
    }

    // look-alike: the loop around is for requests, and handles only those; the file is tried four times, whatever it does
    public sealed class ShelfLabels(HttpClient printer, AisleMap aisles)
    {
        public async Task PrintAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    await printer.PutAsync("/labels", new StringContent(await aisles.ReadAsync()));
                    return;
                }
                catch (HttpRequestException) when (i < 3)
                {
                    await Task.Delay(100);
                }
            }
        }
    }

    // look-alike: a helper of one's own that is for the database only
    public sealed class ShelfPlans(AisleMap aisles)
    {
        public Task<string> PlanAsync() => RepeatedAsync(() => aisles.ReadAsync());

        private static async Task<T> RepeatedAsync<T>(Func<Task<T>> work)
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    return await work();
                }
                catch (DbException) when (i < 3)
                {
                    await Task.Delay(50);
                }
            }
        }
    }

    // case: the policy is for files as well
    public sealed class ShelfBackups(AisleMap aisles)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<DbException>().Or<IOException>().WaitAndRetryAsync(3, attempt => TimeSpan.FromSeconds(attempt));

        public Task<string> BackAsync() => _policy.ExecuteAsync(() => aisles.ReadAsync()); // expect: IC1301
    }

    // case: between the two the failure of the file becomes one that the policy handles
    public sealed class ShelfOrders(HttpClient shop, AisleMap aisles)
    {
        public async Task OrderAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    await shop.PutAsync("/order", new StringContent(await MapAsync())); // expect: IC1301
                    return;
                }
                catch (HttpRequestException) when (i < 3)
                {
                    await Task.Delay(100);
                }
            }
        }

        private async Task<string> MapAsync()
        {
            try
            {
                return await aisles.ReadAsync();
            }
            catch (IOException e)
            {
                throw new HttpRequestException("no map", e);
            }
        }
    }

    // case: the policy is also for an answer that was not the expected one, whatever that comes from
    public sealed class ShelfChecks(AisleMap aisles)
    {
        private readonly AsyncRetryPolicy<string> _policy = Policy<string>.Handle<DbException>().OrResult(text => text.Length == 0).RetryAsync(3);

        public Task<string> CheckAsync() => _policy.ExecuteAsync(() => aisles.ReadAsync()); // expect: IC1301
    }

    public sealed class Shelf
    {
        public int Id { get; set; }

        public int Pieces { get; set; }
    }

    public sealed class Shelves(DbContextOptions<Shelves> options) : DbContext(options)
    {
        public DbSet<Shelf> All => Set<Shelf>();
    }

    /// <summary>The map is read when it is asked for the first time.</summary>
    public sealed class KnownAisles(AisleMap aisles)
    {
        private string? _map;

        public async Task<string> MapAsync()
        {
            if (_map is not null)
            {
                return _map;
            }

            return _map = await aisles.ReadAsync();
        }
    }

    // look-alike: what is tried again is a file, and it is read once in the life of the process
    public sealed class Stocktaking(Shelves shelves, KnownAisles aisles)
    {
        public async Task TakeAsync(int id)
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            var shelf = await shelves.All.FirstAsync(s => s.Id == id);
            shelf.Pieces = (await aisles.MapAsync()).Length;
            await shelves.SaveChangesAsync();
            scope.Complete();
        }
    }

    // case: a file that is read again each time leaves nothing in the transaction, but its pauses hold the locks
    public sealed class Relabelling(Shelves shelves, AisleMap aisles)
    {
        public async Task RelabelAsync(int id)
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            var shelf = await shelves.All.FirstAsync(s => s.Id == id);
            shelf.Pieces = (await aisles.ReadAsync()).Length; // expect: IC1304
            await shelves.SaveChangesAsync();
            scope.Complete();
        }
    }
}
