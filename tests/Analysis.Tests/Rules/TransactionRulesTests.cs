namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>Tiers, messages and paths of IC1102 to IC1109; what is found and what is not, the corpus shows.</summary>
public sealed class TransactionRulesTests
{
    private const string Db = """
        namespace Shop;
        public sealed class Db : DbContext;
        public sealed class OtherDb : DbContext;

        """;

    public static TheoryData<bool> BothConfigurations => [false, true];

    private static RuleCase Case(string source, bool optimised = false, CheckScope scope = CheckScope.CriticalPaths) =>
        new RuleCase { Optimised = optimised, Scope = scope }.Add("Api", Db + source);

    [Theory, MemberData(nameof(BothConfigurations))]
    public void An_effect_in_a_transaction_is_told_with_its_path(bool optimised)
    {
        using var solution = Case("""
            public interface IGateway { Task ChargeAsync(); }
            public sealed class Gateway(HttpClient http) : IGateway
            {
                public Task ChargeAsync() => http.PutAsync("charge", null);
            }
            public sealed class OrdersController(Db db, IGateway gateway) : ControllerBase
            {
                [HttpPost("/a")] public async Task A()
                {
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    await db.SaveChangesAsync();
                    await gateway.ChargeAsync(); // error IC1102
                    await transaction.CommitAsync();
                    await gateway.ChargeAsync();
                }
            }
            """, optimised);

        Assert.Equal(
            "HttpClient.PutAsync runs in the transaction of OrdersController.A, whose rollback does not undo it · POST /a → OrdersController.A → Gateway.ChargeAsync → HttpClient.PutAsync · do it after the commit ([AfterCommit]), write it to an outbox, or declare [NoTransaction(\"why\")] on it",
            Assert.Single(solution.Verify().Diagnostics, d => d.RuleId == "IC1102").Message);
    }

    [Fact]
    public void A_transaction_that_only_some_ways_open_makes_a_possible_finding()
    {
        using var solution = Case("""
            public sealed class OrdersController(Db db, HttpClient http) : ControllerBase
            {
                [HttpPut("/a")] public async Task A(bool together)
                {
                    Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction = null;
                    if (together) { transaction = await db.Database.BeginTransactionAsync(); }
                    await http.PutAsync("stock", null); // warning IC1102
                    await db.SaveChangesAsync();
                    if (transaction != null) { await transaction.CommitAsync(); }
                    await http.PutAsync("done", null);
                }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_method_that_writes_on_another_thread_and_is_awaited_at_once_makes_a_possible_finding()
    {
        using var solution = Case("""
            public sealed class OrdersController(Db db) : ControllerBase
            {
                [HttpPut("/a")] public async Task A()
                {
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    var moved = Task.Run(() => MoveAsync()); // warning IC1106
                    await moved;
                    await transaction.CommitAsync();
                }
                private Task MoveAsync() => db.SaveChangesAsync();
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void Beyond_critical_paths_everything_is_a_warning()
    {
        using var solution = Case("""
            public sealed class Service(Db db, HttpClient http)
            {
                public async Task A()
                {
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    await http.PutAsync("stock", null); // warning IC1102
                    await transaction.CommitAsync();
                }
            }
            """, scope: CheckScope.All);

        solution.Verify();
    }

    [Fact]
    public void A_member_that_must_join_is_told_with_the_path_that_opens_nothing()
    {
        using var solution = Case("""
            public sealed class Ledger(Db db)
            {
                [TransactionBoundary(Propagation = TransactionPropagation.Mandatory)] public Task PostAsync() => db.SaveChangesAsync();
                [TransactionBoundary(Propagation = TransactionPropagation.Never)] public Task CleanAsync() => db.SaveChangesAsync();
            }
            public sealed class OrdersController(Ledger ledger) : ControllerBase
            {
                [HttpPut("/a")] public Task A() => ledger.PostAsync(); // error IC1103
                [HttpPut("/b"), TransactionBoundary] public Task B() => ledger.PostAsync();
                [HttpPut("/c"), TransactionBoundary] public Task C() => ledger.CleanAsync(); // error IC1103
                [HttpPut("/d")] public Task D() => ledger.CleanAsync();
            }
            """);

        var messages = solution.Verify().Diagnostics.Select(d => d.Message).ToList();
        Assert.Contains("Ledger.PostAsync must join a transaction boundary, and none is open on this path · PUT /a → OrdersController.A → Ledger.PostAsync · declare [TransactionBoundary] on a member that calls it", messages);
        Assert.Contains("Ledger.CleanAsync must not run in a transaction, and OrdersController.C has one open around it · PUT /c → OrdersController.C → Ledger.CleanAsync · call it before the boundary or after", messages);
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_swallowed_write_is_told_at_its_handler(bool optimised)
    {
        using var solution = Case("""
            public sealed class OrdersController(Db db) : ControllerBase
            {
                [HttpPut("/a")] public async Task A()
                {
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    await db.SaveChangesAsync();
                    try { await db.SaveChangesAsync(); }
                    catch (DbUpdateException e) // error IC1104
                    {
                        Console.WriteLine(e);
                    }

                    await transaction.CommitAsync();
                }
            }
            """, optimised);

        Assert.Equal(
            "OrdersController.A swallows the failure of DbContext.SaveChangesAsync, and the transaction of OrdersController.A commits the rest · PUT /a → OrdersController.A → DbContext.SaveChangesAsync · rethrow it, or roll back (to a savepoint) before going on",
            Assert.Single(solution.Run().Diagnostics, d => d.RuleId == "IC1104").Message);
    }

    [Fact]
    public void A_scope_that_does_not_flow_is_told_where_it_is_made()
    {
        using var solution = Case("""
            public sealed class OrdersController(Db db) : ControllerBase
            {
                [HttpPut("/a")] public async Task A()
                {
                    using var scope = new System.Transactions.TransactionScope(); // error IC1105
                    await db.SaveChangesAsync();
                    scope.Complete();
                }
            }
            """);

        Assert.Equal(
            "OrdersController.A awaits inside a TransactionScope that does not flow: what comes after the await can commit outside of it · PUT /a → OrdersController.A → new TransactionScope · pass TransactionScopeAsyncFlowOption.Enabled",
            Assert.Single(solution.Verify().Diagnostics).Message);
    }

    [Fact]
    public void A_context_used_twice_at_once_is_certain_in_a_transaction_and_possible_without()
    {
        using var solution = Case("""
            public sealed class OrdersController(Db db) : ControllerBase
            {
                [HttpPut("/a")] public async Task A()
                {
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    await Task.WhenAll(db.SaveChangesAsync(), db.SaveChangesAsync(true)); // error IC1106
                    await transaction.CommitAsync();
                }
                [HttpPut("/b")] public async Task B()
                {
                    await Task.WhenAll(ReadAsync(), ReadAsync()); // warning IC1106
                }
                private async Task ReadAsync() => await db.Set<object>().CountAsync();
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_transaction_outside_of_the_retrying_strategy_is_told_with_the_context()
    {
        using var solution = Case("""
            public sealed class RetryingDb : DbContext
            {
                protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseNpgsql("Host=x", npgsql => npgsql.EnableRetryOnFailure());
            }
            public sealed class OrdersController(RetryingDb db, Db plain) : ControllerBase
            {
                [HttpPut("/a")] public async Task A()
                {
                    await using var transaction = await db.Database.BeginTransactionAsync(); // error IC1108
                    await transaction.CommitAsync();
                }
                [HttpPut("/b")] public async Task B()
                {
                    await using var transaction = await plain.Database.BeginTransactionAsync();
                    await transaction.CommitAsync();
                }
            }
            """);

        Assert.Contains("of the execution strategy of RetryingDb, which retries", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_through_a_second_context_is_possible_at_most()
    {
        using var solution = Case("""
            public sealed class OrdersController(Db db, OtherDb other) : ControllerBase
            {
                [HttpPut("/a")] public async Task A()
                {
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    await db.SaveChangesAsync();
                    await other.SaveChangesAsync(); // warning IC1109
                    await transaction.CommitAsync();
                }
            }
            """);

        Assert.Contains("writes through OtherDb in the transaction of OrdersController.A", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_that_silences_commits_is_of_use_and_one_that_silences_nothing_is_not()
    {
        using var solution = Case("""
            public sealed class OrdersController(Db db) : ControllerBase
            {
                [HttpPut("/a"), NoTransaction("each row stands on its own")] public async Task A()
                {
                    await db.SaveChangesAsync();
                    db.Update(new object());
                    await db.SaveChangesAsync();
                }
                [HttpPut("/b")] public async Task B()
                {
                    await db.SaveChangesAsync();
                    await AuditAsync();
                }
                [NoTransaction("an audit row stays whatever happens")] private async Task AuditAsync() { db.Add(new object()); await db.SaveChangesAsync(); }
                [HttpPut("/c"), NoTransaction("nothing is written here at all")] public Task C() => Task.CompletedTask; // warning IC0009
            }
            """);

        solution.Verify();
    }

    /// <summary>using calls IDisposable.Dispose on whatever it is given: on a library's object that is no own class, even where there is one only.</summary>
    [Theory]
    [InlineData("new System.Transactions.TransactionScope()", "none")]
    [InlineData("new Bag(http)", "error IC1102")]
    [InlineData("Any()", "warning IC1102")]
    public void Using_disposes_of_what_it_is_given(string made, string expected)
    {
        using var solution = new RuleCase { Only = ["IC1102"] }.Add("Api", Db + $$"""
            public sealed class Bag(HttpClient http) : IDisposable
            {
                public void Dispose() => http.Send(new HttpRequestMessage(HttpMethod.Put, "bag"));
                public static void Carry(HttpClient http) { using var bag = new Bag(http); }
            }
            public sealed class OrdersController(Db db, HttpClient http) : ControllerBase
            {
                private readonly IDisposable _any = new MemoryStream();
                [HttpPost("/a")] public void A()
                {
                    using var transaction = db.Database.BeginTransaction();
                    using (var given = {{made}})
                    {
                        db.SaveChanges();
                    } // {{expected}}
                    transaction.Commit();
                }
                private IDisposable Any() => _any;
            }
            """);

        solution.Verify();
    }

    [Theory]
    [InlineData("AddToRoleAsync(user, \"skipper\")", "error IC1101")]
    [InlineData("SetLockoutEndDateAsync(user, null)", "warning IC1101")]
    [InlineData("UpdateSecurityStampAsync(user)", "warning IC1101")]
    public void What_a_sign_in_keeps_about_itself_makes_no_certain_pair(string second, string expected)
    {
        using var solution = new RuleCase { Only = ["IC1101"] }.Add("Api", $$"""
            public sealed class Sailor { public string Name { get; set; } = ""; }
            public sealed class CrewController(Microsoft.AspNetCore.Identity.UserManager<Sailor> crew) : ControllerBase
            {
                [HttpPost("/crew")] public async Task Sign(Sailor user, string password)
                {
                    await crew.CreateAsync(user, password);
                    await crew.{{second}}; // {{expected}}
                }
            }
            """);

        solution.Verify();
    }
}
