using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace IntentContracts.EntityFrameworkCore.Tests;

public sealed class Order
{
    public int Id { get; set; }

    public required string Name { get; set; }
}

internal sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddIdempotencyClaims();
}

/// <summary>A database of its own for one test, in a file or in memory, and as many contexts on it as the test needs.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly string? _directory;
    private readonly SqliteConnection? _keepAlive;
    private readonly string _connection;

    public Shop(bool inFile = false)
    {
        if (inFile)
        {
            _directory = Directory.CreateTempSubdirectory("intent-shop-").FullName;
            _connection = $"Data Source={Path.Combine(_directory, "shop.db")};Pooling=False";
        }
        else
        {
            _connection = $"Data Source={Guid.NewGuid():N};Mode=Memory;Cache=Shared";
            _keepAlive = new(_connection);
            _keepAlive.Open();
        }

        using var context = Open();
        context.Database.EnsureCreated();
    }

    public ShopContext Open(Action<SqliteDbContextOptionsBuilder>? configure = null, Action<DbContextOptionsBuilder>? also = null)
    {
        var builder = new DbContextOptionsBuilder<ShopContext>();
        builder.UseSqlite(_connection, configure);
        also?.Invoke(builder);
        return new(builder.Options);
    }

    /// <summary>What is durable, as another context sees it.</summary>
    public async Task<string[]> Durable()
    {
        await using var context = Open();
        return await context.Orders.OrderBy(o => o.Name).Select(o => o.Name).ToArrayAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_keepAlive is not null)
        {
            await _keepAlive.DisposeAsync();
        }

        if (_directory is not null)
        {
            Directory.Delete(_directory, recursive: true);
        }
    }
}
