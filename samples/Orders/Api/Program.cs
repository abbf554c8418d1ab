using IntentContracts;
using Orders.Api;
using Orders.Api.Demo;
using Orders.Api.Sandbox;

if (args.Contains("--demo"))
{
    // --demo --postgresql "Host=…": on PostgreSQL instead of a file.
    var postgreSql = Array.IndexOf(args, "--postgresql") is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    return await DemoRun.PlayAsync(Console.Out, postgreSql);
}

if (args is [DoomedWorker.Argument, ..])
{
    return await DoomedWorker.RunAsync(args);
}

// The sample has no real payment provider: it brings a sandbox of one, on a port of its own.
await using var sandbox = await PaymentSandbox.StartAsync();
await using var app = await OrdersApp.CreateAsync(args, settings => settings[OrdersSettings.PaymentGateway] ??= sandbox.Address.ToString());
if (args is ["claims", ..])
{
    return await HeldClaimsCommand.RunAsync(app.Services.GetRequiredService<IIdempotencyStore>(), args[1..], Console.Out);
}

await app.RunAsync();
return 0;
