using Orders.Api;

await using var app = await OrdersApp.CreateAsync(args);
await app.RunAsync();
