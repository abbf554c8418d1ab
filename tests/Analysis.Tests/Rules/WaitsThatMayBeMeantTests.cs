namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>IC3001: calls that wait, of which the remedy is none, or that wait once for all callers.</summary>
public sealed class WaitsThatMayBeMeantTests
{
    [Theory]
    [InlineData("private static string? _sql; private static string Read() => _sql ??= System.IO.File.ReadAllText(\"queries.sql\"); // warning IC3001")]
    [InlineData("private static string? _sql; private static string Read() { if (_sql == null) { var text = System.IO.File.ReadAllText(\"queries.sql\"); _sql = text; } return _sql; } // warning IC3001")]
    [InlineData("private string? _sql; private string Read() => _sql ??= System.IO.File.ReadAllText(\"queries.sql\"); // error IC3001")]
    [InlineData("private static string? _sql; private static string Read() => _sql = System.IO.File.ReadAllText(\"queries.sql\"); // error IC3001")]
    [InlineData("private static string? _sql; private static string Read() => _sql ??= Fetch().Result; private static async Task<string> Fetch() { await Task.Delay(1); return \"\"; } // error IC3001")]
    public void What_a_static_field_keeps_is_read_once(string members)
    {
        foreach (var optimised in new[] { false, true })
        {
            using var solution = new RuleCase { Optimised = optimised, Only = ["IC3001"] }.Add("Api", $$"""
                public sealed class QueriesController : ControllerBase
                {
                    [HttpGet("/queries")] public async Task<string> Get() { await Task.Yield(); return Read(); }

                    {{members}}
                }
                """);

            solution.Verify();
        }
    }

    [Theory]
    [InlineData("Microsoft.Data.SqlClient.SqlConnection", "connection.BeginTransaction(); // warning IC3001")]
    [InlineData("Microsoft.Data.SqlClient.SqlTransaction", "connection.Commit(); // warning IC3001")]
    [InlineData("Microsoft.Data.SqlClient.SqlConnection", "connection.Open(); // error IC3001")]
    [InlineData("System.Data.Common.DbTransaction", "connection.Commit(); // error IC3001")]
    [InlineData("Npgsql.NpgsqlConnection", "connection.BeginTransaction(); // error IC3001")]
    public void The_transactions_of_a_provider_without_asynchronous_ones_are_possible(string type, string statement)
    {
        using var solution = new RuleCase { Only = ["IC3001"] }.Add("Api", $$"""
            public sealed class OrdersController({{type}} connection) : ControllerBase
            {
                [HttpPost("/orders")] public async Task Post()
                {
                    await Task.Yield();
                    {{statement}}
                }
            }
            """);

        solution.Verify();
    }
}
