using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Tests.Reports;

/// <summary>One report that has something of everything: what the whole-artifact snapshots are made of.</summary>
internal static class SampleReport
{
    public static IntentReport Full { get; } = Create();

    public static IntentReport Empty { get; } = new("Empty", [], [], [], [], [], [], [], new(0, 0, 0, 0, 0));

    public static EntryReport Entry(string id, string title, params EffectReport[] effects) =>
        new(id, "http", title, AtLeastOnce: true, Owner: "", Summary: "", Place.None, effects);

    private static IntentReport Create()
    {
        var post = Step("M:Shop.OrderEndpoints.Post", "OrderEndpoints.Post", At("src/Api/OrderEndpoints.cs", 12), Place.None);
        var place = Step("M:Shop.OrderService.PlaceAsync", "OrderService.PlaceAsync", At("src/Application/OrderService.cs", 20), At("src/Api/OrderEndpoints.cs", 14), "idempotent", "transaction");
        var core = Step("M:Shop.OrderService.PlaceAsyncCore", "OrderService.PlaceAsyncCore", At("src/Application/OrderService.cs", 24), At("src/Application/OrderService.cs", 20));
        var charge = Step("M:Shop.PaymentClient.ChargeAsync", "PaymentClient.ChargeAsync", At("src/Infrastructure/PaymentClient.cs", 9), At("src/Application/OrderService.cs", 27));
        var ship = Step("M:Shop.ShippingWorker.ExecuteAsync", "ShippingWorker.ExecuteAsync", At("src/Api/ShippingWorker.cs", 15), Place.None);

        var idempotent = new IntentReportItem(
            "Idempotent", "Key = \"request.OrderId\", OnConcurrent = ConcurrentDuplicate.Reject", "OrderService.PlaceAsync", At("src/Application/OrderService.cs", 17));
        var boundary = new IntentReportItem("TransactionBoundary", "", "OrderService.PlaceAsync", At("src/Application/OrderService.cs", 18));

        var http = new EffectReport("http", "HttpClient.PostAsync", true, [post, place, core, charge], At("src/Infrastructure/PaymentClient.cs", 11), "payments", [idempotent, boundary]);
        var commit = new EffectReport("db commit", "DbContext.SaveChangesAsync", true, [post, place, core], At("src/Application/OrderService.cs", 31), "orders", [idempotent, boundary]);
        var mail = new EffectReport("publish", "sends the \"shipped\" mail", false, [ship], At("src/Api/ShippingWorker.cs", 22), "", []);

        return new(
            "Shop.Api",
            [
                new("M:Shop.OrderEndpoints.Post", "http", "POST /orders", true, "orders", "Places an order.", At("src/Api/OrderEndpoints.cs", 12), [commit, http]),
                new("M:Shop.ShippingWorker.ExecuteAsync", "hosted service", "ShippingWorker.ExecuteAsync", true, "", "", At("src/Api/ShippingWorker.cs", 15), [mail]),
                new("M:Shop.StatusEndpoints.Get", "http", "GET /status", false, "orders", "", At("src/Api/StatusEndpoints.cs", 8), []),
            ],
            [
                new(
                    "IC1401",
                    RuleSeverity.Warning,
                    false,
                    "publish is reached without [Idempotent]: ShippingWorker.ExecuteAsync → sends the \"shipped\" mail",
                    At("src/Api/ShippingWorker.cs", 22),
                    ["ShippingWorker.ExecuteAsync"],
                    [ship],
                    "",
                    "5f1d",
                    "")
                {
                    Related = [new(At("src/Api/ShippingWorker.cs", 18), "retry loop (×3, ShippingWorker.cs:18)")],
                },
                new(
                    "IC2301",
                    RuleSeverity.Error,
                    true,
                    "http has no owner: POST /orders → PaymentClient.ChargeAsync → HttpClient.PostAsync",
                    At("src/Infrastructure/PaymentClient.cs", 11),
                    ["POST /orders"],
                    [post, place, core, charge],
                    "orders",
                    "88c0",
                    "The gateway moves to its own team in spring."),
                new("IC9001", RuleSeverity.Warning, true, "Vendor.dll cannot be read", Place.None, [], [], "", "0a0a", ""),
            ],
            [
                new("IC2301", "PaymentClient", "The gateway moves to its own team in spring.", "orders", "2027-03-31", "active", At("src/Infrastructure/PaymentClient.cs", 6)),
            ],
            [new("NotIdempotent", "StatusEndpoints.Get", "A probe writes one log line per call.", "orders", At("src/Api/StatusEndpoints.cs", 7))],
            [
                new(
                    "T:Shop.Order",
                    "Order",
                    "orders",
                    "What a customer wants.",
                    At("src/Domain/Order.cs", 5),
                    [new("Total >= 0 || IsRefund", "money is never owed by accident", At("src/Domain/Order.cs", 4))],
                    ["Order.AddLine", "Order.Cancel"],
                    [
                        new(
                            "Order.Status",
                            "Draft",
                            ["Cancelled"],
                            ["Draft", "Placed", "Cancelled"],
                            At("src/Domain/Order.cs", 3),
                            [
                                new("Draft", "Placed", "M:Shop.Order.Place", At("src/Domain/Order.cs", 14)),
                                new("Draft", "Cancelled", "M:Shop.Order.Cancel(System.String)", At("src/Domain/Order.cs", 18)),
                                new("Placed", "Cancelled", "M:Shop.Order.Cancel(System.String)", At("src/Domain/Order.cs", 18)),
                            ]),
                    ]),
            ],
            [
                new(
                    "M:Shop.Order.Cancel(System.String)",
                    "Order.Cancel",
                    "T:Shop.Order",
                    "orders",
                    At("src/Domain/Order.cs", 20),
                    ["requires", "transition", "ensures:observe", "invariant"],
                    [
                        new("requires", "why.Length > 0", "support asks for it", At("src/Domain/Order.cs", 17)),
                        new("ensures", "Lines.Count == old(Lines.Count)", "", At("src/Domain/Order.cs", 19)),
                    ],
                    [new(["Draft", "Placed"], "Cancelled", At("src/Domain/Order.cs", 18))],
                    ["M:Shop.OrderEndpoints.Post", "M:Shop.ShippingWorker.ExecuteAsync", "M:Shop.StatusEndpoints.Get"]),
                new("M:Shop.Order.Place", "Order.Place", "T:Shop.Order", "orders", At("src/Domain/Order.cs", 15), ["transition", "invariant"], [], [new(["Draft"], "Placed", At("src/Domain/Order.cs", 14))], []),
                new(
                    "M:Shop.OrderService.PlaceAsync",
                    "OrderService.PlaceAsync",
                    "T:Shop.OrderService",
                    "orders",
                    At("src/Application/OrderService.cs", 20),
                    ["idempotent", "transaction"],
                    [],
                    [],
                    ["M:Shop.OrderEndpoints.Post"]),
            ],
            [new("OrderService.PlaceAsyncCore", "dynamic call", "dynamic", At("src/Application/OrderService.cs", 40))],
            new(3, 3, 1, 2, 1))
        {
            Assumptions =
            [
                new("the gateway answers within two seconds", "PaymentClient.ChargeAsync", "payments", "", "2026-10-31", "expired", At("src/Infrastructure/PaymentClient.cs", 8)),
                new("one order fits into one message", "OrderService.PlaceAsync", "orders", "MessagesFit", "2026-12-01", "ends soon", At("src/Application/OrderService.cs", 19)),
                new("redis evicts nothing", "OrderCache", "platform", "Shop.Probes.RedisEvictsNothing", "2027-03-31", "holds", At("src/Infrastructure/OrderCache.cs", 6)),
                new("clocks differ by a second at most", "ShippingWorker", "", "ClocksAgree", "", "no end", At("src/Api/ShippingWorker.cs", 10)),
                new("nobody else writes this table", "Shop.Api", "", "", "", "no end and no probe", At("src/Api/Assumptions.cs", 1)),
            ],
        };
    }

    private static StepReport Step(string id, string name, Place declared, Place call, params string[] guards) => new(id, name, declared, call, guards);

    private static Place At(string file, int line) => new(file, line, 9, line, 40);
}
