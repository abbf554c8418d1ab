using Orders.Api;
using Orders.Api.Demo;
using Orders.Api.Sandbox;

if (args.Contains("--demo"))
{
    return await DemoRun.PlayAsync(Console.Out);
}

// The sample has no real payment provider: it brings a sandbox of one, on a port of its own.
await using var sandbox = await PaymentSandbox.StartAsync();
await using var app = await OrdersApp.CreateAsync(args, settings => settings[OrdersSettings.PaymentGateway] ??= sandbox.Address.ToString());
await app.RunAsync();
return 0;
