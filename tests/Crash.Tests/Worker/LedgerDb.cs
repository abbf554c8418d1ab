using IntentContracts.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace IntentContracts.Crash.Tests.Worker;

/// <summary>One row for each effect that has happened. Nothing but the guards keeps it from happening twice.</summary>
internal sealed class Effect
{
    public int Id { get; private set; }

    public string Key { get; init; } = "";
}

/// <summary>The database of the effects, with the claims beside them.</summary>
internal sealed class LedgerDb(DbContextOptions<LedgerDb> options) : DbContext(options)
{
    public DbSet<Effect> Effects => Set<Effect>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Effect>().HasKey(e => e.Id);
        modelBuilder.AddIdempotencyClaims();
    }
}
