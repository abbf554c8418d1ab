namespace IntentContracts.Analysis.Tests.Rules;

public sealed class GuardsNestTheRightWayTests
{
    public static TheoryData<bool> BothConfigurations => [false, true];

    private const string Inner = """
        namespace Inner
        {
            public partial class Client
            {
                [RetryPolicy(MaxAttempts = 3)]
                public partial Task ChargeAsync();
                private Task ChargeAsyncCore() => Task.CompletedTask;

                [RetryPolicy(MaxAttempts = 1)]
                public partial Task OnceAsync();
                private Task OnceAsyncCore() => Task.CompletedTask;

                [Idempotent(Key = "key", Scope = "key")]
                public partial Task HeldAsync(string key);
                private Task HeldAsyncCore(string key) => Task.CompletedTask;

                [Idempotent(Key = "key", Scope = "key", OnFault = FaultedClaim.Release)]
                public partial Task ReleasedAsync(string key);
                private Task ReleasedAsyncCore(string key) => Task.CompletedTask;
            }
        }

        """;

    [Theory, MemberData(nameof(BothConfigurations))]
    public void Wrong_nesting_is_reported_at_the_call_with_the_path(bool optimised)
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "", Optimised = optimised }.Add("Inner", Inner).Add("Shop", """
            public partial class Service(ITransactionRunner runner, Inner.Client client)
            {
                [TransactionBoundary]
                public partial Task PlaceAsync();
                private async Task PlaceAsyncCore()
                {
                    await StepAsync();
                }
                private async Task StepAsync()
                {
                    await client.ChargeAsync(); // error IC5002
                }

                [RetryPolicy]
                public partial Task SendAsync(string key);
                private Task SendAsyncCore(string key)
                {
                    return client.HeldAsync(key); // error IC5002
                }

                [Idempotent(Key = "key", Scope = "key")]
                [RetryPolicy]
                public partial Task ClaimAsync(string key);
                private async Task ClaimAsyncCore(string key)
                {
                    await client.HeldAsync(key); // error IC5002
                }

                [Exclusive(Key = "id")]
                public partial Task ShipAsync(string id);
                private Task ShipAsyncCore(string id)
                {
                    return PackAsync(id); // warning IC5002
                }

                [Exclusive(Key = "id")]
                public partial Task PackAsync(string id);
                private Task PackAsyncCore(string id) => Task.CompletedTask;
                public ITransactionRunner Runner => runner;
            }
            """);

        var messages = solution.Verify().Diagnostics.Select(d => d.Message).ToList();

        Assert.Contains(
            "Client.ChargeAsync retries inside the transaction of Service.PlaceAsync: what an attempt has written is not undone before the next one · Service.PlaceAsync → Service.StepAsync → Client.ChargeAsync · put [RetryPolicy] on Service.PlaceAsync: there each attempt has a transaction of its own",
            messages);
        Assert.Contains(messages, m => m.EndsWith("put [Idempotent] on Service.SendAsync, or OnFault = FaultedClaim.Release on Client.HeldAsync", StringComparison.Ordinal));
        Assert.Contains(messages, m => m.EndsWith("leave the claim to Service.ClaimAsync, or OnFault = FaultedClaim.Release on Client.HeldAsync", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void Right_nesting_and_what_only_looks_wrong_is_none(bool optimised)
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "", Optimised = optimised }.Add("Inner", Inner).Add("Shop", """
            public partial class Service(ITransactionRunner runner, Inner.Client client)
            {
                [RetryPolicy]
                [TransactionBoundary]
                public partial Task PlaceAsync();
                private async Task PlaceAsyncCore() => await client.ChargeAsync();

                [TransactionBoundary]
                public partial Task OnceAsync();
                private Task OnceAsyncCore() => client.OnceAsync();

                [RetryPolicy]
                public partial Task SendAsync(string key);
                private async Task SendAsyncCore(string key) { await client.ReleasedAsync(key); await CommitAsync(); }

                [TransactionBoundary]
                public partial Task CommitAsync();
                private Task CommitAsyncCore() => Task.CompletedTask;

                [Idempotent(Key = "key", Scope = "key")]
                [RetryPolicy]
                public partial Task BothAsync(string key);
                private Task BothAsyncCore(string key) => client.OnceAsync();

                [Exclusive(Key = "id")]
                public partial Task ShipAsync(string id);
                private Task ShipAsyncCore(string id) => PackAsync(id);

                [Exclusive(Key = "id", Group = "packing")]
                public partial Task PackAsync(string id);
                private Task PackAsyncCore(string id) => Task.CompletedTask;
                public ITransactionRunner Runner => runner;
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_program_reports_what_a_library_could_not_see_and_each_nesting_once()
    {
        using var solution = new RuleCase { Guards = "" }
            .Add("Lib", """
                namespace Lib
                {
                    public interface ISend { Task SendAsync(); }
                    public partial class Service(ITransactionRunner runner, ISend send)
                    {
                        [TransactionBoundary]
                        public partial Task PlaceAsync();
                        private async Task PlaceAsyncCore() { await InnerAsync(); }

                        [TransactionBoundary]
                        public partial Task InnerAsync();
                        private async Task InnerAsyncCore()
                        {
                            await send.SendAsync(); // error IC5002
                        }
                        public ITransactionRunner Runner => runner;
                    }
                }
                """)
            .Add("Api", """
                var app = WebApplication.CreateBuilder(args).Build();
                app.Services.GetRequiredService<object>();
                new Sender();
                app.Run();

                public partial class Sender : Lib.ISend
                {
                    [RetryPolicy]
                    public partial Task SendAsync();
                    private Task SendAsyncCore() => AgainAsync();

                    [RetryPolicy]
                    public partial Task AgainAsync();
                    private Task AgainAsyncCore() => Task.CompletedTask;
                }
                """);

        var message = Assert.Single(solution.Verify().Diagnostics).Message;

        Assert.Contains("Service.InnerAsync → Sender.SendAsync", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guard_that_was_compiled_out_nests_in_nothing()
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "Enforce,Retry=Off" }.Add("Inner", Inner).Add("Shop", """
            public partial class Service(ITransactionRunner runner, Inner.Client client)
            {
                [TransactionBoundary]
                public partial Task PlaceAsync();
                private Task PlaceAsyncCore() => client.ChargeAsync();
                public ITransactionRunner Runner => runner;
            }
            """);

        solution.Verify();
    }
}
