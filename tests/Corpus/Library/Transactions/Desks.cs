using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Corpus.Library.Transactions;

// Begins on whichever context a desk is for; GenericDesks says which.
public abstract class Desk<TContext>(TContext db)
    where TContext : DbContext
{
    protected TContext Db => db;

    protected Task<IDbContextTransaction> OpenAsync(CancellationToken cancellationToken) => db.Database.BeginTransactionAsync(cancellationToken);

    protected async Task TogetherAsync(Func<TContext, Task> work)
    {
        await using var transaction = await Db.Database.BeginTransactionAsync();
        await work(Db);
        await transaction.CommitAsync();
    }

    protected Task RepeatedAsync(Func<TContext, Task> work) => Db.Database.CreateExecutionStrategy().ExecuteAsync(() => TogetherAsync(work));
}

public abstract class NamedDesk<TName, TContext>(TContext db) : Desk<TContext>(db)
    where TContext : DbContext
{
    public string Name => typeof(TName).Name;

    protected async Task<IDbContextTransaction> BeginAsync() => await OpenAsync(CancellationToken.None);
}
