using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Orders.Application;
using Orders.Application.Ordering;

namespace Orders.Api.Demo;

/// <summary>The process that the demo kills: it places one order, and stops for ever when everything is done but the commit.</summary>
internal static class DoomedWorker
{
    /// <summary>The argument that makes this program the worker. The order follows it, then the service's settings.</summary>
    public const string Argument = "--place-and-wait";

    /// <summary>What it says when it is ready to be killed.</summary>
    public const string Ready = "charged, and about to commit";

    public static async Task<int> RunAsync(string[] args)
    {
        var order = JsonSerializer.Deserialize<PlaceOrder>(args[1])!;
        await using var app = await OrdersApp.CreateAsync(
            args[2..],
            settings => settings["Logging:LogLevel:Default"] = "Warning",
            services => services.ConfigureDbContext<OrdersDb>(db => db.AddInterceptors(new WaitBeforeCommit())));
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OrderService>().PlaceAsync(order, CancellationToken.None);
        return 0;
    }

    private sealed class WaitBeforeCommit : DbTransactionInterceptor
    {
        public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            await Console.Out.WriteLineAsync(Ready);
            await Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None);
            return result;
        }
    }
}
