using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Corpus.Library.Retries.Kilns;

public sealed class Firing
{
    public int Id { get; set; }
}

public sealed class KilnDb(DbContextOptions<KilnDb> options) : DbContext(options)
{
    public DbSet<Firing> Firings => Set<Firing>();
}

public sealed class GlazeDb(DbContextOptions<GlazeDb> options) : DbContext(options)
{
    public DbSet<Firing> Firings => Set<Firing>();
}

// Nobody in sight calls it: each program registers what it needs.
public static class KilnRegistration
{
    public static IServiceCollection AddKilns(this IServiceCollection services, string connection) => services
        .AddDbContext<KilnDb>(o => o.UseNpgsql(connection, npgsql => npgsql.EnableRetryOnFailure(2)));
}
