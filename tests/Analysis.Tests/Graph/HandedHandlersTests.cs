using IntentContracts.Analysis.Tests.Rules;

namespace IntentContracts.Analysis.Tests.Graph;

public sealed class HandedHandlersTests
{
    private const string Helpers = """
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Routing;

        public static class Paths
        {
            public static RouteHandlerBuilder Accept(this IEndpointRouteBuilder routes, Delegate handler, string path = "")
            {
                ArgumentNullException.ThrowIfNull(handler);
                return routes.MapPost(path, handler).WithName(handler.Method.Name);
            }

            public static RouteHandlerBuilder AcceptOne(this RouteGroupBuilder routes, Delegate handler) => routes.MapGroup("one").Accept(handler, "{id}");

            public static void Typed(this IEndpointRouteBuilder routes, string path, Func<HttpClient, Task> handler) => routes.MapPost(path, handler);

            public static void Timed(this IEndpointRouteBuilder routes, string path, Func<HttpClient, Task> handler) =>
                routes.MapPost(path, async (HttpClient http) => { await Task.Yield(); await handler(http); });

            public static void Ask(this IEndpointRouteBuilder routes, string path, Delegate handler) => routes.MapGet(path, handler);

            public static async Task RunNow(this IEndpointRouteBuilder routes, HttpClient http, Func<HttpClient, Task> first) => await first(http);
        }

        """;

    [Theory]
    [InlineData("routes.Accept(Send, \"parcels\");", "POST /parcels")]
    [InlineData("routes.Accept(Send);", "POST /")]
    [InlineData("routes.MapGroup(\"/depot\").AcceptOne(Send);", "POST /depot/one/{id}")]
    [InlineData("routes.Typed(\"typed\", Send);", "POST /typed")]
    [InlineData("routes.Timed(\"timed\", Send);", "POST /timed")]
    public void What_a_helper_registers_is_the_handler_of_its_route(string map, string route)
    {
        using var solution = new RuleCase { Only = ["IC1401", "IC1101"] }.Add("Api", Helpers + $$"""
            public interface IRoutes { static abstract void Map(RouteGroupBuilder routes); }
            public sealed class Parcels : IRoutes
            {
                public static void Map(RouteGroupBuilder routes) { {{map}} }
                private static async Task Send(HttpClient http) => await http.PostAsync("/labels", null); // error IC1401
            }
            """);

        Assert.StartsWith(route + " can run HttpClient.PostAsync twice", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_that_a_helper_registers_may_be_asked_again()
    {
        using var solution = new RuleCase { Only = ["IC1401"] }.Add("Api", Helpers + """
            public static class Labels
            {
                public static void Map(RouteGroupBuilder routes) => routes.Ask("labels", Find);
                private static async Task Find(HttpClient http) => await http.PostAsync("/labels/search", null);
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void Whoever_registers_runs_nothing_and_whoever_is_run_on_the_way_is_no_route()
    {
        using var solution = new RuleCase { Only = ["IC1101", "IC1401"], Scope = CheckScope.All }.Add("Api", Helpers + """
            public sealed class Parcel { public int Id { get; set; } }
            public sealed class Db : DbContext { public DbSet<Parcel> Parcels => Set<Parcel>(); }
            public static class Parcels
            {
                public static void Map(RouteGroupBuilder routes)
                {
                    routes.Accept(One, "one");
                    routes.Accept(Two, "two");
                }

                public static async Task First(RouteGroupBuilder routes, HttpClient http) => await routes.RunNow(http, Warm);
                private static async Task One(Db db, int id) { (await db.Parcels.FirstAsync(p => p.Id == id)).Id = 1; await db.SaveChangesAsync(); }
                private static async Task Two(Db db, int id) { (await db.Parcels.FirstAsync(p => p.Id == id)).Id = 2; await db.SaveChangesAsync(); }
                private static Task Warm(HttpClient http) => http.GetAsync("/warm");
            }
            """);

        solution.Verify();
    }
}
