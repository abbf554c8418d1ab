using System.Globalization;

namespace Orders.Api.Demo;

/// <summary>What the database and the payment gateway hold at one moment.</summary>
/// <param name="Orders">Rows of orders.</param>
/// <param name="Invoices">Rows of invoices.</param>
/// <param name="ForSale">Articles on the shelf that are promised to nobody; shipping does not change it.</param>
/// <param name="Requests">Requests that reached the gateway.</param>
/// <param name="Charges">Charges in the gateway's ledger.</param>
/// <param name="Charged">Their sum.</param>
internal sealed record Books(int Orders, int Invoices, int ForSale, int Requests, int Charges, decimal Charged)
{
    public const string NoChange = "nothing";

    /// <summary>What has changed since, in words; <see cref="NoChange"/> when the books are the same.</summary>
    public string Since(Books before)
    {
        string[] changes =
        [
            .. Change("orders", Orders - before.Orders),
            .. Change("invoices", Invoices - before.Invoices),
            .. Change("articles for sale", ForSale - before.ForSale),
            .. Change("gateway requests", Requests - before.Requests),
            .. Change("charges", Charges - before.Charges),
            .. Change("charged", Charged - before.Charged, "+0.00;-0.00"),
        ];
        return changes is [] ? NoChange : string.Join(", ", changes);
    }

    private static IEnumerable<string> Change(string what, decimal difference, string format = "+0;-0") =>
        difference == 0 ? [] : [$"{what} {difference.ToString(format, CultureInfo.InvariantCulture)}"];
}
