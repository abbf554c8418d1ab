namespace IntentContracts.Runtime.Tests.Invariants;

/// <summary>A member that returns a task which has ended re-uses its flow: that costs nothing, and nobody else may notice.</summary>
public sealed class FlowCellTests
{
    private static readonly AsyncLocal<int> Local = new();

    [Fact]
    public void A_completed_member_allocates_nothing()
    {
        var account = new Account();
        Run(account, 1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(account, 1000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        static void Run(Account account, int times)
        {
            for (var i = 0; i < times; i++)
            {
                var scope = InvariantScope.EnterFlow(account);
                scope.Leave();
                _ = ExitGuard.After(scope, Task.CompletedTask, account, static (a, isOutermost) => a.EnsureInvariants());
            }
        }
    }

    [Fact]
    public async Task What_a_core_sets_in_its_context_is_as_without_a_guard()
    {
        var account = new Account();
        Local.Value = 1;
        for (var i = 2; i < 50; i++)
        {
            var value = i;
            await account.DoAsync(() =>
            {
                Local.Value = value;
                return Task.CompletedTask;
            });
            Assert.Equal(value, Local.Value);
            await account.DoAsync(() => Task.CompletedTask);
            Assert.Equal(value, Local.Value);
        }
    }

    [Fact]
    public async Task A_suppressed_flow_stays_suppressed_and_is_checked()
    {
        var account = new Account();
        await account.DoAsync(() => Task.CompletedTask);
        for (var i = 0; i < 10; i++)
        {
            Task done;
            using (ExecutionContext.SuppressFlow())
            {
                done = account.DoAsync(() => Task.CompletedTask);
                Assert.True(ExecutionContext.IsFlowSuppressed());
            }

            await done;
        }

        Assert.Equal(11, account.Checks);
        await account.DoAsync(() => account.DoAsync(() => Task.CompletedTask));
        Assert.Equal(12, account.Checks);
    }

    [Fact]
    public async Task Many_flows_nested_and_interleaved_each_check_once()
    {
        const int Flows = 16;
        const int Rounds = 100;
        var checks = 0;
        await Task.WhenAll(Enumerable.Range(0, Flows).Select(flow => Task.Run(async () =>
        {
            var account = new Account();
            Local.Value = flow;
            for (var round = 0; round < Rounds; round++)
            {
                var yields = (round + flow) % 3 == 0;
                await account.DoAsync(async () =>
                {
                    account.Balance = -1;
                    await account.DoAsync(() => Task.CompletedTask);
                    if (yields)
                    {
                        await Task.Yield();
                    }

                    await account.DoAsync(async () =>
                    {
                        await Task.Yield();
                        account.Do(() => { });
                    });
                    account.Balance = 0;
                });
                Assert.Equal(flow, Local.Value);
            }

            Interlocked.Add(ref checks, account.Checks);
        })));

        Assert.Equal(Flows * Rounds, checks);
    }
}
