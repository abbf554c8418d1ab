using System.Transactions;
using IntentContracts;
using Microsoft.EntityFrameworkCore;
using Polly;
using Polly.Retry;

namespace Corpus.Retries.Transactions
{
    public sealed class Account
    {
        public int Id { get; set; }

        public decimal Balance { get; set; }
    }

    public sealed class Bank(DbContextOptions<Bank> options) : DbContext(options)
    {
        public DbSet<Account> Accounts => Set<Account>();
    }

    // case: the loop stands between begin and commit
    public sealed class Transfers(Bank bank)
    {
        public async Task MoveAsync(int id, decimal amount)
        {
            await using var transaction = await bank.Database.BeginTransactionAsync();
            (await bank.Accounts.FirstAsync(a => a.Id == id)).Balance -= amount;
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    await bank.SaveChangesAsync(); // expect: IC1304
                    break;
                }
                catch (TimeoutException) // expect: IC2102
                {
                    await Task.Delay(100);
                }
            }

            await transaction.CommitAsync();
        }
    }

    // look-alike: each attempt has a transaction of its own
    public sealed class SafeTransfers(Bank bank)
    {
        public async Task MoveAsync(int id, decimal amount)
        {
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    bank.ChangeTracker.Clear();
                    await using var transaction = await bank.Database.BeginTransactionAsync();
                    (await bank.Accounts.FirstAsync(a => a.Id == id)).Balance -= amount;
                    await bank.SaveChangesAsync();
                    await transaction.CommitAsync();
                    return;
                }
                catch (TimeoutException) // expect: IC2102
                {
                    await Task.Delay(100);
                }
            }
        }
    }

    // case: a pipeline below a scope, two calls down
    public sealed class Closing(Bank bank)
    {
        private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder().Handle<TimeoutException>() })
            .Build();

        public async Task CloseAsync(int id)
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            await EmptyAsync(id);
            scope.Complete();
        }

        private async Task EmptyAsync(int id)
        {
            (await bank.Accounts.FirstAsync(a => a.Id == id)).Balance = 0;
            await Pipeline.ExecuteAsync(async _ => await bank.SaveChangesAsync()); // expect: IC1304
        }
    }

    // look-alike: the retry comes when the scope is closed
    public sealed class ClosingThenTelling(Bank bank, HttpClient http)
    {
        private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
            .Build();

        public async Task CloseAsync(int id)
        {
            using (var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
            {
                (await bank.Accounts.FirstAsync(a => a.Id == id)).Balance = 0;
                await bank.SaveChangesAsync();
                scope.Complete();
            }

            await Pipeline.ExecuteAsync(async _ => await http.GetStringAsync("/closed/" + id));
        }
    }

    // look-alike: what is retried is over before the transaction begins
    public sealed class RatesFirst(Bank bank, HttpClient http)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<HttpRequestException>().RetryAsync(3);

        public async Task ApplyAsync(int id)
        {
            var rate = await _policy.ExecuteAsync(() => http.GetStringAsync("/rate"));
            await using var transaction = await bank.Database.BeginTransactionAsync();
            (await bank.Accounts.FirstAsync(a => a.Id == id)).Balance *= decimal.Parse(rate);
            await bank.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    // case: a remote call is retried while the transaction holds its locks
    public sealed class RatesInside(Bank bank, HttpClient http)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<HttpRequestException>().RetryAsync(3);

        public async Task ApplyAsync(int id)
        {
            await using var transaction = await bank.Database.BeginTransactionAsync();
            var account = await bank.Accounts.FirstAsync(a => a.Id == id);
            account.Balance *= decimal.Parse(await _policy.ExecuteAsync(() => http.GetStringAsync("/rate"))); // expect: IC1304
            await bank.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    // case: the caller's boundary, a retry in what it calls
    public sealed class Interest(InterestStore store)
    {
        [TransactionBoundary]
        public async Task AddAsync(int id)
        {
            await store.AddAsync(id); // expect: IC1304
        }
    }

    public sealed class InterestStore(Bank bank)
    {
        public async Task AddAsync(int id)
        {
            var attempt = 0;
            while (true)
            {
                try
                {
                    (await bank.Accounts.FirstAsync(a => a.Id == id)).Balance *= 1.01m;
                    await bank.SaveChangesAsync();
                    return;
                }
                catch (TimeoutException) when (attempt++ < 3)
                {
                }
            }
        }
    }

    // look-alike: the retry stands around the member with the boundary
    public sealed class Fees(FeeStore store)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<TimeoutException>().RetryAsync(3);

        public Task ChargeAsync(int id) => _policy.ExecuteAsync(() => store.ChargeAsync(id));
    }

    public sealed class FeeStore(Bank bank)
    {
        [TransactionBoundary]
        public async Task ChargeAsync(int id)
        {
            (await bank.Accounts.FirstAsync(a => a.Id == id)).Balance -= 1;
            await bank.SaveChangesAsync();
        }
    }

    // case: a helper opens the transaction and runs what it is handed
    public sealed class Unit(Bank bank)
    {
        public async Task InTransactionAsync(Func<Task> work)
        {
            await using var transaction = await bank.Database.BeginTransactionAsync();
            await work();
            await transaction.CommitAsync();
        }
    }

    public sealed class Bookings(Bank bank, Unit unit)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<TimeoutException>().RetryAsync(3);

        public Task BookAsync() => unit.InTransactionAsync(async () =>
        {
            await _policy.ExecuteAsync(() => bank.SaveChangesAsync()); // expect: IC1304
        });
    }

    // look-alike: the helper is what is retried
    public sealed class RetriedBookings(Bank bank, Unit unit)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<TimeoutException>().RetryAsync(3);

        public Task BookAsync() => _policy.ExecuteAsync(() => unit.InTransactionAsync(() => bank.SaveChangesAsync()));
    }

    // look-alike: a scope that suppresses whatever is ambient
    public sealed class Audits(HttpClient http)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<HttpRequestException>().RetryAsync(3);

        public async Task ReadAsync()
        {
            using var scope = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
            await _policy.ExecuteAsync(() => http.GetStringAsync("/audits"));
            scope.Complete();
        }
    }

    // look-alike: retried inside on purpose, with the reason
    public sealed class Savepoints(Bank bank)
    {
        [NoRetry("each attempt goes back to its savepoint")]
        public async Task StoreAsync()
        {
            await using var transaction = await bank.Database.BeginTransactionAsync();
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    await transaction.CreateSavepointAsync("before");
                    await bank.SaveChangesAsync();
                    break;
                }
                catch (TimeoutException) // expect: IC2102
                {
                    await transaction.RollbackToSavepointAsync("before");
                }
            }

            await transaction.CommitAsync();
        }
    }
}
