using IntentContracts;
using Orders.Application.Ordering;
using Orders.Application.Payments;
using Orders.Application.Warehouse;

namespace Orders.Api.Demo;

/// <summary>[StateMachine], [Transition] and [Requires], asked of an order itself: what is refused leaves it as it was.</summary>
internal static class StateScene
{
    public static void Play(Scorecard score)
    {
        score.Scene("9. An order moves along its state machine, and nowhere else");
        var order = new Order(Guid.NewGuid(), "demo", DateTime.UnixEpoch);
        order.Add(new StockItem("lamp", 49.90m, onHand: 1), 1);

        score.Check("shipped before it is paid", "Order is Placed; Order.Ship is permitted from Paid (owner: orders)", Refused(order.Ship));
        score.Check("its state", OrderStatus.Placed, order.Status);

        order.Pay(new Payment("demo"));
        order.Ship();
        score.Check("its state, paid and shipped", OrderStatus.Shipped, order.Status);
        score.Check("shipped again", "Order is Shipped; Order.Ship is permitted from Paid (owner: orders)", Refused(order.Ship));
        score.Check("less than one article added", "Order.Add requires 'quantity > 0' (owner: orders)", Refused(() => order.Add(new StockItem("lamp", 49.90m, onHand: 1), 0)));
        score.Check("its total", 49.90m, order.Total);
    }

    private static string Refused(Action act)
    {
        try
        {
            act();
            return "not refused";
        }
        catch (IntentContractException refused)
        {
            return refused.Message;
        }
    }
}
