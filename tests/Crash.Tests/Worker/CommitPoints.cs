using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace IntentContracts.Crash.Tests.Worker;

/// <summary>The moments around a commit.</summary>
internal sealed class CommitPoints(KillSwitch kill) : DbTransactionInterceptor
{
    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        kill.At(Points.BeforeCommit);
        return base.TransactionCommittingAsync(transaction, eventData, result, cancellationToken);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        kill.At(Points.AfterCommit);
        return base.TransactionCommittedAsync(transaction, eventData, cancellationToken);
    }
}
