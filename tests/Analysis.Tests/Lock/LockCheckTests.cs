using IntentContracts.Analysis.Tests.Rules;

namespace IntentContracts.Analysis.Tests.Lock;

/// <summary>IC4001 from source to message: what is accepted stays silent, and what differs is said where it stands.</summary>
public sealed class LockCheckTests
{
    private const string Services = """
        namespace Shop;
        public sealed class OrderService(DbContext db, HttpClient http)
        {
            [NaturallyIdempotent("the key is unique"), NoTransaction("one row")]
            public async Task PlaceAsync(string order, CancellationToken ct)
            {
                db.Add(order);
                for (var attempt = 0; attempt < 3; attempt++)
                {
                    try
                    {
                        await http.PutAsync("/stock/" + order, null, ct);
                        break;
                    }
                    catch (HttpRequestException) when (attempt < 2)
                    {
                        await Task.Delay(10, ct);
                    }
                }

                await db.SaveChangesAsync(ct);
            }
        }
        """;

    private const string Program = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddScoped<Shop.OrderService>();
        var app = builder.Build();
        app.MapPost("/orders", (string order, Shop.OrderService orders, CancellationToken ct) => orders.PlaceAsync(order, ct));
        app.Run();
        """;

    private static readonly Lazy<string> s_lock = new(() => Accept(Services));

    [Fact]
    public void The_lock_says_what_the_entry_point_does_and_under_what()
    {
        Assert.Equal(
            """
            intent.lock 1 · Api
            decisions
              Shop.OrderService.PlaceAsync(String, CancellationToken) · NaturallyIdempotent("the key is unique")
              Shop.OrderService.PlaceAsync(String, CancellationToken) · NoTransaction("one row")
            retries
            ~ retry loop in Shop.OrderService.PlaceAsync(String, CancellationToken) · 3 attempts
            entries
              POST /orders · http · at least once
                db commit DbContext.SaveChangesAsync in Shop.OrderService.PlaceAsync(String, CancellationToken)
                  NaturallyIdempotent at OrderService.PlaceAsync(String, CancellationToken)
                  NoTransaction at OrderService.PlaceAsync(String, CancellationToken)
                db write DbContext.Add in Shop.OrderService.PlaceAsync(String, CancellationToken)
                  NaturallyIdempotent at OrderService.PlaceAsync(String, CancellationToken)
                  NoTransaction at OrderService.PlaceAsync(String, CancellationToken)
                http HttpClient.PutAsync in Shop.OrderService.PlaceAsync(String, CancellationToken)
                  NaturallyIdempotent at OrderService.PlaceAsync(String, CancellationToken)
                  NoTransaction at OrderService.PlaceAsync(String, CancellationToken)
                  retried by retry loop in OrderService.PlaceAsync(String, CancellationToken)
              Program · main
            """.ReplaceLineEndings("\n"),
            string.Join('\n', s_lock.Value.Split('\n').Where(line => line.Length > 0 && line[0] != '#')));
    }

    [Fact]
    public void Without_a_lock_nothing_is_said_and_nothing_written()
    {
        using var solution = Case(Services, null);
        var result = solution.Run();

        Assert.Empty(Drift(result));
        Assert.Empty(result.Committed);
    }

    [Theory]
    [InlineData("[NaturallyIdempotent(", "public static void Unrelated(Func<int> f, int more = 3) { f(); }\n    public static Func<int> Other() => () => 3;\n    public Task PlaceAsync(int many) => Task.CompletedTask;\n    [NaturallyIdempotent(")]
    [InlineData("await db.SaveChangesAsync(ct);", "/* a comment */\n\n\n            await db\n                .SaveChangesAsync(\n                    ct);")]
    [InlineData("var attempt", "int attempt")]
    [InlineData("[NaturallyIdempotent(\"the key is unique\"), NoTransaction(\"one row\")]", "[NoTransaction(\"one \" + \"row\")]\n    [NaturallyIdempotent(\"the key is unique\")]")]
    public void What_changes_no_promise_changes_no_line(string old, string text)
    {
        foreach (var optimised in new[] { false, true })
        {
            using var solution = Case(Services.Replace(old, text, StringComparison.Ordinal), s_lock.Value, optimised);
            Assert.Empty(Drift(solution.Run()));
        }

        Assert.Equal(s_lock.Value, Accept(Services.Replace(old, text, StringComparison.Ordinal)));
    }

    [Fact]
    public void Line_ends_of_the_file_are_no_promise()
    {
        var lines = Services.Replace("\"one row\"", "@\"one row\nof one table\"", StringComparison.Ordinal);

        var locked = Accept(lines);

        Assert.Contains("NoTransaction(\"one row\\nof one table\")", locked, StringComparison.Ordinal);
        Assert.Equal(locked, Accept(lines.ReplaceLineEndings("\r\n")));
    }

    [Fact]
    public void One_retry_count_is_one_line_and_one_message_at_the_loop()
    {
        var changed = Services.Replace("attempt < 3", "attempt < 4", StringComparison.Ordinal).Replace("attempt < 2", "attempt < 3", StringComparison.Ordinal);
        using var solution = Case(changed, s_lock.Value);

        var found = Assert.Single(Drift(solution.Run()));

        Assert.Equal("weaker than the lock says · OrderService.PlaceAsync: attempts of the retry loop raised 3 → 4 · dotnet build -p:IntentLock=Accept accepts it", found.Message);
        Assert.Equal((DiagnosticSeverity.Error, "Services.cs"), (found.Severity, Path.GetFileName(found.File)));
        Assert.Contains("PutAsync", RuleCase.Whole(changed).Split('\n')[found.Line - 1], StringComparison.Ordinal);
        Assert.Single(s_lock.Value.Split('\n').Zip(Accept(changed).Split('\n')), pair => pair.First != pair.Second);
    }

    [Fact]
    public void A_removed_decision_is_said_at_its_member_and_only_once()
    {
        using var solution = Case(Services.Replace("NaturallyIdempotent(\"the key is unique\"), ", "", StringComparison.Ordinal), s_lock.Value);

        var found = Assert.Single(Drift(solution.Run()));

        // A refusal is gone: what it excused is reported by its own rule.
        Assert.StartsWith("not as the lock says · OrderService.PlaceAsync: [NaturallyIdempotent(\"the key is unique\")] removed", found.Message, StringComparison.Ordinal);
        Assert.Equal("Services.cs", Path.GetFileName(found.File));
    }

    [Fact]
    public void In_observe_mode_drift_warns()
    {
        using var solution = new RuleCase { Locked = s_lock.Value, Mode = CheckMode.Observe }.Add("Services", Services.Replace("db.Add(order);", "", StringComparison.Ordinal)).Add("Api", Program);

        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(Drift(solution.Run())).Severity);
    }

    [Fact]
    public void A_conflict_is_said_at_its_line_and_accepting_settles_it()
    {
        var conflict = s_lock.Value.Insert(s_lock.Value.IndexOf("\nretries", StringComparison.Ordinal), "\n<<<<<<< HEAD");
        using var solution = Case(Services, conflict);

        var found = Assert.Single(Drift(solution.Run()));

        Assert.Equal(solution.LockFile, found.File);
        Assert.Equal(Array.IndexOf(conflict.Split('\n'), "<<<<<<< HEAD") + 1, found.Line);
        using var accepting = new RuleCase { Locked = conflict, Lock = CheckLock.Accept }.Add("Services", Services).Add("Api", Program);
        Assert.Equal(s_lock.Value, Assert.Single(accepting.Run().Committed).Text);
    }

    [Fact]
    public void Past_ten_changes_the_rest_is_counted()
    {
        var members = string.Concat(Enumerable.Range(0, 14).Select(i => $"[NoTransaction(\"reason {i}\")] public static void M{i}() {{ }}\n"));
        using var solution = Case(Services, s_lock.Value, program: Program + "public static class More { " + members + " }");

        var found = Drift(solution.Run());

        Assert.Equal(11, found.Count);
        Assert.Contains(found, d => d.Message.Contains("+4 more changes", StringComparison.Ordinal));
    }

    private static List<CheckDiagnostic> Drift(CheckResult result) => [.. result.Diagnostics.Where(d => d.RuleId == "IC4001")];

    private static RuleCase Case(string services, string? locked, bool optimised = false, string program = Program) =>
        new RuleCase { Locked = locked, Optimised = optimised }.Add("Services", services).Add("Api", program);

    private static string Accept(string services)
    {
        using var solution = new RuleCase { Lock = CheckLock.Accept }.Add("Services", services).Add("Api", Program);
        return Assert.Single(solution.Run().Committed).Text;
    }

    [Fact]
    public void A_body_is_due_until_its_owner_approves_it_and_when_it_changes()
    {
        using var fresh = new RuleCase { Lock = CheckLock.Accept, LockBodies = true }.Add("Services", Services).Add("Api", Program);
        var due = fresh.Run();
        Assert.Contains("OrderService.PlaceAsync decides transactions and idempotency, and nobody has approved its body", Assert.Single(Bodies(due)).Message, StringComparison.Ordinal);
        Assert.EndsWith("\nbodies\n", Assert.Single(due.Committed).Text, StringComparison.Ordinal);

        using var approving = new RuleCase { Locked = Assert.Single(due.Committed).Text, Approve = "OrderService.PlaceAsync", ApprovedBy = "@payments" }.Add("Services", Services).Add("Api", Program);
        var approved = approving.Run();
        Assert.Empty(Bodies(approved));
        var text = Assert.Single(approved.Committed).Text;
        Assert.Matches("  Shop\\.OrderService\\.PlaceAsync\\(String, CancellationToken\\) · [0-9a-f]{16}-[0-9a-f]{8}-d · approved by @payments on 2026-11-23\n$", text);

        foreach (var optimised in new[] { false, true })
        {
            using var same = Case(Services.Replace("var attempt", "int attempt", StringComparison.Ordinal), text, optimised);
            Assert.Empty(Bodies(same.Run()));
        }

        using var changed = Case(Services.Replace("Task.Delay(10, ct)", "Task.Delay(20, ct)", StringComparison.Ordinal), text);
        var found = Assert.Single(Bodies(changed.Run()));
        Assert.Contains("and its body changed since @payments approved it on 2026-11-23", found.Message, StringComparison.Ordinal);
        Assert.Contains("-p:IntentApprove=OrderService.PlaceAsync", found.Message, StringComparison.Ordinal);
        Assert.Equal("Services.cs", Path.GetFileName(found.File));
    }

    [Fact]
    public void Accepting_the_lock_approves_no_body_and_approving_a_body_accepts_no_drift()
    {
        using var all = new RuleCase { Lock = CheckLock.Accept, LockBodies = true, Approve = "*", ApprovedBy = "me" }.Add("Services", Services).Add("Api", Program);
        var text = Assert.Single(all.Run().Committed).Text;
        var changed = Services.Replace("db.Add(order);", "", StringComparison.Ordinal);

        using var accepting = new RuleCase { Locked = text, Lock = CheckLock.Accept }.Add("Services", changed).Add("Api", Program);
        var accepted = accepting.Run();
        Assert.Single(Bodies(accepted));
        Assert.Equal(text.Split('\n')[^2], Assert.Single(accepted.Committed).Text.Split('\n')[^2]);

        using var approving = new RuleCase { Locked = text, Approve = "*", ApprovedBy = "you" }.Add("Services", changed).Add("Api", Program);
        var approved = approving.Run();
        Assert.Single(Drift(approved));
        Assert.Single(text.Split('\n').Zip(Assert.Single(approved.Committed).Text.Split('\n')), pair => pair.First != pair.Second);
    }

    [Fact]
    public void Approving_what_does_not_exist_is_an_error()
    {
        using var solution = new RuleCase { Lock = CheckLock.Accept, LockBodies = true, Approve = "OrderService.Plaice", ApprovedBy = "me" }.Add("Services", Services).Add("Api", Program);

        Assert.Contains(solution.Run().Diagnostics, d => d.RuleId == "IC9004" && d.Message.Contains("OrderService.Plaice", StringComparison.Ordinal));
    }

    [Fact]
    public void An_approval_that_can_be_written_nowhere_says_what_to_add()
    {
        using var unlocked = new RuleCase { Approve = "*", ApprovedBy = "me" }.Add("Services", Services).Add("Api", Program);
        using var withoutBodies = new RuleCase { Locked = s_lock.Value, Approve = "*", ApprovedBy = "me" }.Add("Services", Services).Add("Api", Program);
        using var withBodies = new RuleCase { Locked = s_lock.Value, Approve = "*", ApprovedBy = "me", LockBodies = true }.Add("Services", Services).Add("Api", Program);

        AssertRefused("IntentApprove approved nothing: there is no intent.lock · run it again with -p:IntentLock=Accept -p:IntentLockBodies=true", unlocked.Run());
        AssertRefused("IntentApprove approved nothing: intent.lock holds no bodies · run it again with -p:IntentLockBodies=true", withoutBodies.Run());
        Assert.Contains("approved by me", Assert.Single(withBodies.Run().Committed).Text, StringComparison.Ordinal);

        static void AssertRefused(string message, CheckResult result)
        {
            Assert.Equal((message, DiagnosticSeverity.Error), Assert.Single(result.Diagnostics.Where(d => d.RuleId == "IC9004").Select(d => (d.Message, d.Severity))));
            Assert.Empty(result.Committed);
        }
    }

    private static List<CheckDiagnostic> Bodies(CheckResult result) => [.. result.Diagnostics.Where(d => d.RuleId == "IC4002")];
}
