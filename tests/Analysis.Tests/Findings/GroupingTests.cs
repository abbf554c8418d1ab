using IntentContracts.Analysis.Tests.Rules;

namespace IntentContracts.Analysis.Tests.Findings;

public sealed class GroupingTests
{
    [Fact]
    public void Types_of_one_name_in_two_assemblies_are_two_types()
    {
        const string Extension = """

            namespace Shop.Storage
            {
                internal static class Transactions
                {
                    public static Task<string> BeginAsync(HttpClient http)
                    {
                        var id = http.GetStringAsync("/begin").GetAwaiter().GetResult(); // error IC3001
                        return Task.FromResult(id);
                    }
                }
            }
            """;
        using var solution = new RuleCase()
            .Add("Postgres", "public static class Postgres { public static Task<string> BeginAsync(HttpClient http) => Shop.Storage.Transactions.BeginAsync(http); }" + Extension)
            .Add("MySql", "public static class MySql { public static Task<string> BeginAsync(HttpClient http) => Shop.Storage.Transactions.BeginAsync(http); }" + Extension)
            .Add("Api", """
                public static class Api
                {
                    public static void Map(WebApplication app, HttpClient http)
                    {
                        app.MapGet("/a", () => Postgres.BeginAsync(http));
                        app.MapGet("/b", () => MySql.BeginAsync(http));
                    }
                }
                """);

        solution.Verify();
    }
}
