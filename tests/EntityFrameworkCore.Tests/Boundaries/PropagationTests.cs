using System.Transactions;
using Microsoft.EntityFrameworkCore;
using IsolationLevel = System.Data.IsolationLevel;

namespace IntentContracts.EntityFrameworkCore.Tests.Boundaries;

/// <summary>What each propagation does about what is open, and about nothing being open.</summary>
public sealed class PropagationTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly Shop _shop = new(inFile: true);
    private readonly ShopContext _context;

    public PropagationTests() => _context = _shop.Open();

    [Fact]
    public async Task Mandatory_joins_what_is_open()
    {
        await Boundary.In(_context, "Outer", () => Boundary.Of(_context, "Inner", TransactionPropagation.Mandatory, () => _context.SaveOrder("a")));

        Assert.Equal(["a"], await _shop.Durable());
    }

    [Fact]
    public Task Mandatory_is_refused_outside() => Refused(TransactionPropagation.Mandatory, "must be called inside a boundary, and none is open on ShopContext");

    [Fact]
    public async Task Never_runs_outside_without_a_transaction()
    {
        await Boundary.Of(_context, "Place", TransactionPropagation.Never, () =>
        {
            Assert.Null(_context.Database.CurrentTransaction);
            return _context.SaveOrder("a");
        });

        Assert.Equal(["a"], await _shop.Durable());
    }

    [Fact]
    public async Task Never_is_refused_inside_a_boundary_and_does_not_doom_it()
    {
        await Boundary.In(_context, "Outer", async () =>
        {
            await Refused(TransactionPropagation.Never, "must not run inside a transaction, and Shop.Outer is open");
            await _context.SaveOrder("a");
        });

        Assert.Equal(["a"], await _shop.Durable());
    }

    [Fact]
    public async Task Never_is_refused_inside_other_transactions()
    {
        await using (await _context.Database.BeginTransactionAsync())
        {
            await Refused(TransactionPropagation.Never, "one that no boundary began");
        }

        using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
        await Refused(TransactionPropagation.Never, "one that no boundary began");
    }

    [Fact]
    public async Task RequiresNew_begins_where_nothing_is_open()
    {
        await Boundary.Of(_context, "Place", TransactionPropagation.RequiresNew, () => _context.SaveOrder("a"));

        Assert.Equal(["a"], await _shop.Durable());
    }

    [Fact]
    public async Task RequiresNew_is_refused_on_the_same_context()
    {
        await Boundary.In(_context, "Outer", () =>
            Refused(TransactionPropagation.RequiresNew, "needs a transaction of its own, and Shop.Outer is open on its ShopContext"));
    }

    [Fact]
    public async Task RequiresNew_is_refused_on_the_same_SQLite_database_instead_of_waiting()
    {
        await using var other = _shop.Open();

        await Boundary.In(_context, "Outer", () => Refused(other, TransactionPropagation.RequiresNew, "SQLite has one writer at a time"));

        await Boundary.Of(other, "Place", TransactionPropagation.RequiresNew, () => other.SaveOrder("a"));
        Assert.Equal(["a"], await _shop.Durable());
    }

    [Fact]
    public async Task RequiresNew_on_another_database_commits_whatever_becomes_of_the_outer_one()
    {
        await using var elsewhere = new Shop(inFile: true);
        await using var other = elsewhere.Open();

        await Assert.ThrowsAsync<TimeoutException>(() => Boundary.In(_context, "Outer", async () =>
        {
            await _context.SaveOrder("outer");
            await Boundary.Of(other, "Inner", TransactionPropagation.RequiresNew, () => other.SaveOrder("inner"));
            throw new TimeoutException();
        }));

        Assert.Empty(await _shop.Durable());
        Assert.Equal(["inner"], await elsewhere.Durable());
    }

    [Fact]
    public async Task Nested_begins_where_nothing_is_open()
    {
        await Boundary.Of(_context, "Place", TransactionPropagation.Nested, () => _context.SaveOrder("a"));

        Assert.Equal(["a"], await _shop.Durable());
    }

    [Fact]
    public async Task A_nested_failure_undoes_itself_only()
    {
        await Boundary.In(_context, "Outer", async () =>
        {
            await _context.SaveOrder("before");
            await Assert.ThrowsAsync<TimeoutException>(() => Boundary.Of(_context, "Inner", TransactionPropagation.Nested, async () =>
            {
                await _context.SaveOrder("inner");
                _context.Orders.Add(new() { Name = "unsaved" });
                throw new TimeoutException();
            }));
            Assert.Empty(_context.ChangeTracker.Entries());
            await Boundary.Of(_context, "Again", TransactionPropagation.Nested, () => _context.SaveOrder("again"));
            await _context.SaveOrder("after");
        });

        Assert.Equal(["after", "again", "before"], await _shop.Durable());
    }

    [Fact]
    public async Task A_nested_one_is_undone_with_the_outer_one()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => Boundary.In(_context, "Outer", async () =>
        {
            await Boundary.Of(_context, "Inner", TransactionPropagation.Nested, () => _context.SaveOrder("inner"));
            throw new TimeoutException();
        }));

        Assert.Empty(await _shop.Durable());
    }

    [Fact]
    public async Task What_fails_inside_a_nested_one_dooms_it_and_not_the_outer_one()
    {
        await Boundary.In(_context, "Outer", async () =>
        {
            await _context.SaveOrder("outer");
            var doomed = await Assert.ThrowsAsync<TransactionDoomedException>(() => Boundary.Of(_context, "Nested", TransactionPropagation.Nested, async () =>
            {
                await _context.SaveOrder("nested");
                await Assert.ThrowsAsync<TimeoutException>(() => Boundary.In(_context, "Joined", () => throw new TimeoutException()));
            }));
            Assert.Equal(("M:Shop.Nested", "M:Shop.Joined"), (doomed.ContractId, doomed.DoomedBy));
        });

        Assert.Equal(["outer"], await _shop.Durable());
    }

    [Fact]
    public async Task Nested_in_nested_undoes_to_its_own_savepoint()
    {
        await Boundary.In(_context, "Outer", () => Boundary.Of(_context, "Nested", TransactionPropagation.Nested, async () =>
        {
            await _context.SaveOrder("first");
            await Assert.ThrowsAsync<TimeoutException>(() => Boundary.Of(_context, "Deeper", TransactionPropagation.Nested, async () =>
            {
                await _context.SaveOrder("deeper");
                throw new TimeoutException();
            }));
        }));

        Assert.Equal(["first"], await _shop.Durable());
    }

    [Fact]
    public async Task A_nested_one_is_refused_with_unsaved_changes_around_it()
    {
        await Boundary.In(_context, "Outer", async () =>
        {
            _context.Orders.Add(new() { Name = "before" });
            await Refused(TransactionPropagation.Nested, "begins with unsaved changes on ShopContext, which its savepoint");
            await _context.SaveChangesAsync();
        });

        Assert.Equal(["before"], await _shop.Durable());
    }

    [Fact]
    public async Task A_nested_one_in_another_flow_is_refused()
    {
        var gate = new TaskCompletionSource();
        var first = Boundary.In(_context, "First", () => gate.Task);

        await Refused(TransactionPropagation.Nested, "while Shop.First is open on the same ShopContext in another flow");

        gate.SetResult();
        await first;
    }

    [Fact]
    public async Task Stricter_isolation_than_the_open_one_is_refused()
    {
        // Only with a shared cache does SQLite read what is uncommitted.
        await using var shop = new Shop();
        await using var context = shop.Open();

        await Boundary.In(
            context,
            "Outer",
            async () =>
            {
                var refused = await Assert.ThrowsAsync<IntentContractException>(
                    () => Boundary.Of(context, "Inner", TransactionPropagation.Nested, () => Task.CompletedTask, IsolationLevel.Serializable));
                Assert.Contains("needs Serializable and would join Shop.Outer", refused.Message, StringComparison.Ordinal);
            },
            IsolationLevel.ReadUncommitted);
    }

    [Theory]
    [InlineData("Host=a", 100)]
    [InlineData("Host=a;Maximum Pool Size=7", 7)]
    [InlineData("Host=a;MaxPoolSize=3", 3)]
    [InlineData("Server=a;Max Pool Size=9", 9)]
    [InlineData("Host=a;Pooling=false;Maximum Pool Size=1", int.MaxValue)]
    public void How_many_connections_there_are(string connectionString, int size) => Assert.Equal(size, ConnectionBudget.PoolSize(connectionString));

    public Task InitializeAsync() => Task.CompletedTask;

    // The test framework asks for nothing else.
    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _shop.DisposeAsync();
    }

    private Task Refused(TransactionPropagation propagation, string why) => Refused(_context, propagation, why);

    private static async Task Refused(DbContext context, TransactionPropagation propagation, string why)
    {
        var refused = await Assert.ThrowsAsync<IntentContractException>(
            () => Boundary.Of(context, "Place", propagation, () => throw new InvalidOperationException("must not run")));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.InRange(refused.Message.Length, 1, 300);
        Assert.Equal(("M:Shop.Place", "IC11", "shop"), (refused.ContractId, refused.RuleId, refused.Owner));
    }
}
