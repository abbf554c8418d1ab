using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

// Of several classes behind an interface, the one that a factory hands over.
namespace Corpus.Transactions.MadeByHand
{
    public sealed class Parcel
    {
        public int Id { get; set; }

        public string Address { get; set; } = "";
    }

    public sealed class DepotDb(DbContextOptions<DepotDb> options) : DbContext(options)
    {
        public DbSet<Parcel> Parcels => Set<Parcel>();
    }

    public interface ICarrier
    {
        Task CarryAsync(IReadOnlyList<Parcel> parcels);
    }

    public interface IDepot
    {
        Task StoreAsync(IReadOnlyList<Parcel> parcels);
    }

    public sealed class Storing(IDepot depot) : ICarrier
    {
        public Task CarryAsync(IReadOnlyList<Parcel> parcels) => depot.StoreAsync(parcels);
    }

    public sealed class Lorry : ICarrier
    {
        public int Loaded { get; private set; }

        public Task CarryAsync(IReadOnlyList<Parcel> parcels)
        {
            Loaded += parcels.Count;
            return Task.CompletedTask;
        }
    }

    // look-alike: the depot is made with a lorry; storing is for everybody else
    public sealed class Depot(DepotDb db, ICarrier carrier) : IDepot
    {
        public async Task StoreAsync(IReadOnlyList<Parcel> parcels)
        {
            db.Parcels.AddRange(parcels);
            await db.SaveChangesAsync();
        }

        public async Task EmptyAsync()
        {
            var parcels = await db.Parcels.ToListAsync();
            db.Parcels.RemoveRange(parcels);
            await carrier.CarryAsync(parcels);
            await db.SaveChangesAsync();
        }
    }

    // case: the container makes this one, and hands it what it hands to everybody
    public sealed class Branch(DepotDb db, ICarrier carrier)
    {
        public async Task EmptyAsync()
        {
            var parcels = await db.Parcels.ToListAsync();
            await carrier.CarryAsync(parcels);
            db.Parcels.RemoveRange(parcels);
            await db.SaveChangesAsync(); // expect: IC1101
        }
    }

    // case: made by hand with what the container says
    public sealed class Shed(DepotDb db, ICarrier carrier)
    {
        public async Task EmptyAsync()
        {
            var parcels = await db.Parcels.ToListAsync();
            await carrier.CarryAsync(parcels);
            db.Parcels.RemoveRange(parcels);
            await db.SaveChangesAsync(); // expect: IC1101
        }
    }

    public static class DepotServices
    {
        public static IServiceCollection AddDepots(this IServiceCollection services)
        {
            services.AddSingleton<Lorry>();
            services.AddTransient<ICarrier, Storing>();
            services.AddScoped(provider =>
            {
                ICarrier carrier = provider.GetRequiredService<Lorry>();
                var db = provider.GetRequiredService<DepotDb>();
                return new Depot(db, carrier);
            });
            services.AddScoped<IDepot>(provider => provider.GetRequiredService<Depot>());
            services.AddScoped<Branch>();
            services.AddScoped(provider => new Shed(provider.GetRequiredService<DepotDb>(), provider.GetRequiredService<ICarrier>()));
            return services;
        }
    }
}
