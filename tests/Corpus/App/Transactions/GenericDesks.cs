using Corpus.Library.Transactions;
using Corpus.Transactions.Strategies;
using Microsoft.EntityFrameworkCore;

namespace Corpus.Transactions.GenericDesks
{
    // case: the base begins it, on a context that retries
    public sealed class ClosingDesk(RegisteredDb db) : Desk<RegisteredDb>(db)
    {
        public async Task CloseAsync(int id, CancellationToken cancellationToken)
        {
            await using var transaction = await OpenAsync(cancellationToken); // expect: IC1108
            await Db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.State, "closed"), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    // case: the base holds it around what it is handed
    public sealed class PruningDesk(RetryingDb db) : Desk<RetryingDb>(db)
    {
        public Task PruneAsync(int id) => TogetherAsync(own => own.Orders.Where(o => o.Id == id).ExecuteDeleteAsync()); // expect: IC1108
    }

    // case: the base stands on another one, which has its context in another place
    public sealed class OpeningDesk(RegisteredDb db) : NamedDesk<Order, RegisteredDb>(db)
    {
        public async Task OpenAsync(int id)
        {
            await using var transaction = await BeginAsync(); // expect: IC1108
            await Db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.State, "open"));
            await transaction.CommitAsync();
        }
    }

    // look-alike: the same base for a context that does not retry
    public sealed class BillingDesk(BillingDb db) : Desk<BillingDb>(db)
    {
        public async Task CloseAsync(int id, CancellationToken cancellationToken)
        {
            await using var transaction = await OpenAsync(cancellationToken);
            await Db.Invoices.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.State, "closed"), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    // look-alike: the strategy calls what the base begins
    public sealed class RepeatedDesk(RegisteredDb db) : Desk<RegisteredDb>(db)
    {
        public Task CloseAsync(int id, CancellationToken cancellationToken) =>
            Db.Database.CreateExecutionStrategy().ExecuteAsync(token => AttemptAsync(id, token), cancellationToken);

        private async Task AttemptAsync(int id, CancellationToken cancellationToken)
        {
            await using var transaction = await OpenAsync(cancellationToken);
            await Db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.State, "closed"), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    // look-alike: the base makes the strategy
    public sealed class WholeDesk(RetryingDb db) : Desk<RetryingDb>(db)
    {
        public Task PruneAsync(int id) => RepeatedAsync(own => own.Orders.Where(o => o.Id == id).ExecuteDeleteAsync());
    }
}
