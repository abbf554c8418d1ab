using Microsoft.AspNetCore.Http.HttpResults;
using Orders.Application.Ordering;

namespace Orders.Api.Endpoints;

/// <summary>Placing orders and looking at them.</summary>
internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/orders", PlaceAsync);
        routes.MapGet("/orders/{orderId:guid}", FindAsync);
    }

    private static async Task<Created<Receipt>> PlaceAsync(PlaceOrder request, OrderService orders, CancellationToken cancellationToken)
    {
        var receipt = await orders.PlaceAsync(request, cancellationToken);
        return TypedResults.Created($"/orders/{receipt.OrderId}", receipt);
    }

    private static async Task<Results<Ok<OrderView>, NotFound>> FindAsync(Guid orderId, OrderService orders, CancellationToken cancellationToken) =>
        await orders.FindAsync(orderId, cancellationToken) is { } order ? TypedResults.Ok(order) : TypedResults.NotFound();
}
