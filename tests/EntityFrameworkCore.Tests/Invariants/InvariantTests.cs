using System.CodeDom.Compiler;
using IntentContracts.Runtime;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace IntentContracts.EntityFrameworkCore.Tests.Invariants;

/// <summary>SaveChanges checks what was changed beside the guarded members.</summary>
public sealed class InvariantTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly BankContext _context;

    public InvariantTests()
    {
        _connection.Open();
        _context = new(new DbContextOptionsBuilder<BankContext>().UseSqlite(_connection).UseIntentInvariants().Options);
        _context.Database.EnsureCreated();
    }

    [Fact]
    public async Task An_added_entity_that_breaks_its_invariant_is_not_written()
    {
        _context.Add(new Account { Balance = 1 });
        _context.Add(new Account { Balance = -1 });

        var violation = await Assert.ThrowsAsync<InvariantViolationException>(() => _context.SaveChangesAsync());

        Assert.Equal(("T:Account", "Balance >= 0"), (violation.ContractId, violation.Condition));
        Assert.Equal(0, await Count());
    }

    [Fact]
    public async Task A_modified_entity_is_checked_by_both_ways_to_save()
    {
        var account = await Saved(new Account { Balance = 1 });
        account.Balance = -1;

        await Assert.ThrowsAsync<InvariantViolationException>(() => _context.SaveChangesAsync());
        Assert.Throws<InvariantViolationException>(() => _context.SaveChanges());

        account.Balance = 2;
        Assert.Equal(1, await _context.SaveChangesAsync());
    }

    [Fact]
    public async Task A_derived_entity_is_checked_for_its_own_and_its_bases_invariants()
    {
        var savings = await Saved(new Savings { Balance = 1, Rate = 1 });

        savings.Rate = -1;
        Assert.Equal("T:Savings", (await Assert.ThrowsAsync<InvariantViolationException>(() => _context.SaveChangesAsync())).ContractId);

        (savings.Rate, savings.Balance) = (1, -1);
        Assert.Equal("T:Account", (await Assert.ThrowsAsync<InvariantViolationException>(() => _context.SaveChangesAsync())).ContractId);
    }

    [Fact]
    public async Task What_an_entity_owns_counts_as_its_own()
    {
        var account = await Saved(new Account { Balance = 1, Limit = new() { Amount = 5 } });

        account.Limit.Amount = -5;

        Assert.Equal("Limit >= 0", (await Assert.ThrowsAsync<InvariantViolationException>(() => _context.SaveChangesAsync())).Condition);
    }

    [Fact]
    public async Task Deleted_and_unchanged_entities_are_not_checked()
    {
        var account = await Saved(new Account { Balance = 1 });
        await _context.Database.ExecuteSqlRawAsync("UPDATE Accounts SET Balance = -1");
        await _context.Entry(account).ReloadAsync();
        _context.Add(new Account { Balance = 3 });
        Assert.Equal(1, await _context.SaveChangesAsync());

        _context.Remove(account);
        Assert.Equal(1, await _context.SaveChangesAsync());
    }

    [Fact]
    public async Task A_method_of_the_same_name_that_was_not_generated_is_left_alone()
    {
        _context.Add(new Plain());

        Assert.Equal(1, await _context.SaveChangesAsync());
    }

    public Task InitializeAsync() => Task.CompletedTask;

    // The test framework asks for nothing else.
    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<T> Saved<T>(T entity)
        where T : class
    {
        _context.Add(entity);
        await _context.SaveChangesAsync();
        return entity;
    }

    private Task<int> Count() => _context.Set<Account>().CountAsync();

    private sealed class BankContext(DbContextOptions<BankContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity<Account>().ToTable("Accounts").OwnsOne(a => a.Limit);
            modelBuilder.Entity<Savings>();
            modelBuilder.Entity<Plain>();
        }
    }

    // As the generator writes it.
    private class Account
    {
        public int Id { get; set; }

        public int Balance { get; set; }

        public Limit Limit { get; set; } = new();

        [GeneratedCode("IntentContracts", "1")]
        protected void EnsureInvariants() => CheckOwnInvariants("T:Account", "bank");

        private void CheckOwnInvariants(string contractId, string owner)
        {
            if (Balance < 0)
            {
                ConditionGuard.InvariantFailed(contractId, owner, "Balance >= 0", "", GuardMode.Enforce);
            }

            if (Limit.Amount < 0)
            {
                ConditionGuard.InvariantFailed(contractId, owner, "Limit >= 0", "", GuardMode.Enforce);
            }
        }
    }

    private sealed class Savings : Account
    {
        public int Rate { get; set; }

        [GeneratedCode("IntentContracts", "1")]
        private new void EnsureInvariants()
        {
            base.EnsureInvariants();
            if (Rate < 0)
            {
                ConditionGuard.InvariantFailed("T:Savings", "bank", "Rate >= 0", "", GuardMode.Enforce);
            }
        }
    }

    private sealed class Limit
    {
        public int Amount { get; set; }
    }

    private sealed class Plain
    {
        public int Id { get; set; }

#pragma warning disable CA1822, IDE0051 // Found by its name, if at all.
        private void EnsureInvariants() => throw new InvalidOperationException();
#pragma warning restore CA1822, IDE0051
    }
}
