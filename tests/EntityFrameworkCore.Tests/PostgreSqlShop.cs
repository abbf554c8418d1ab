using Microsoft.EntityFrameworkCore;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace IntentContracts.EntityFrameworkCore.Tests;

/// <summary>The shop on a real PostgreSQL server, through one pool.</summary>
internal sealed class PostgreSqlShop(NpgsqlDataSource source)
{
    /// <summary>Makes the tables, and empties them.</summary>
    public async Task CreateAsync()
    {
        await using var context = Open();
        await context.Database.EnsureCreatedAsync();
        await context.Database.ExecuteSqlRawAsync("""TRUNCATE intent_boundary_claims, "Orders" """);
    }

    public ShopContext Open(Action<NpgsqlDbContextOptionsBuilder>? configure = null, Action<DbContextOptionsBuilder>? also = null)
    {
        var builder = new DbContextOptionsBuilder<ShopContext>();
        builder.UseNpgsql(source, configure);
        also?.Invoke(builder);
        return new(builder.Options);
    }

    public ShopContext OpenRetrying() => Open(static npgsql => npgsql.EnableRetryOnFailure(20, TimeSpan.FromMilliseconds(50), null));

    public async Task<string[]> Durable()
    {
        await using var context = Open();
        return await context.Orders.OrderBy(o => o.Name).Select(o => o.Name).ToArrayAsync();
    }
}
