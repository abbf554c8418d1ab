using IntentContracts.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace IntentContracts.Benchmarks.Stores;

/// <summary>A row that a boundary writes.</summary>
public sealed class Entry
{
    public int Id { get; private set; }

    public string Text { get; init; } = "";
}

/// <summary>A context with claims beside its rows.</summary>
public sealed class BenchDb(DbContextOptions<BenchDb> options) : DbContext(options)
{
    public DbSet<Entry> Entries => Set<Entry>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity<Entry>().HasKey(e => e.Id);
        modelBuilder.AddIdempotencyClaims();
    }
}
