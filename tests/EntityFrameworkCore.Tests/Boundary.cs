using System.Data;
using IntentContracts.Runtime;
using Microsoft.EntityFrameworkCore;

namespace IntentContracts.EntityFrameworkCore.Tests;

/// <summary>What a generated shell does with a boundary: a runner of its own for each call.</summary>
internal static class Boundary
{
    public static Task<T> In<T>(
        DbContext context,
        string name,
        Func<CancellationToken, Task<T>> body,
        IsolationLevel isolation = IsolationLevel.Unspecified,
        CancellationToken cancellationToken = default) =>
        TransactionGuard.RunAsync(new DbContextTransactionRunner(context), new($"M:Shop.{name}", "shop", isolation), body, static (b, token) => b(token), cancellationToken);

    public static Task In(
        DbContext context,
        string name,
        Func<Task> body,
        IsolationLevel isolation = IsolationLevel.Unspecified,
        CancellationToken cancellationToken = default) =>
        TransactionGuard.RunAsync(new DbContextTransactionRunner(context), new($"M:Shop.{name}", "shop", isolation), body, static (b, _) => b(), cancellationToken);

    public static Task<T> Of<T>(
        DbContext context, string name, TransactionPropagation propagation, Func<Task<T>> body, IsolationLevel isolation = IsolationLevel.Unspecified, CancellationToken cancellationToken = default) =>
        TransactionGuard.RunAsync(
            new DbContextTransactionRunner(context), new($"M:Shop.{name}", "shop", isolation, Propagation: propagation), body, static (b, _) => b(), cancellationToken);

    public static Task Of(DbContext context, string name, TransactionPropagation propagation, Func<Task> body, IsolationLevel isolation = IsolationLevel.Unspecified) =>
        TransactionGuard.RunAsync(new DbContextTransactionRunner(context), new($"M:Shop.{name}", "shop", isolation, Propagation: propagation), body, static (b, _) => b(), default);

    public static async Task SaveOrder(this ShopContext context, string name)
    {
        context.Orders.Add(new() { Name = name });
        await context.SaveChangesAsync();
    }
}
