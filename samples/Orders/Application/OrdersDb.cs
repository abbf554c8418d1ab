using IntentContracts.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Orders.Application.Ordering;
using Orders.Application.Payments;
using Orders.Application.Warehouse;

namespace Orders.Application;

/// <summary>The service's one database. The model is the application's; which database product holds it is the infrastructure's choice.</summary>
public sealed class OrdersDb(DbContextOptions<OrdersDb> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();

    public DbSet<StockItem> Stock => Set<StockItem>();

    public DbSet<Invoice> Invoices => Set<Invoice>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Order>(order =>
        {
            order.HasKey(o => o.Id);
            order.OwnsMany(o => o.Lines, lines => lines.HasKey("Id"));
        });
        modelBuilder.Entity<StockItem>().HasKey(item => item.Sku);
        modelBuilder.Entity<Invoice>().HasKey(invoice => invoice.OrderId);

        // Beside the orders, so that an order and the claim on its id are one commit.
        modelBuilder.AddIdempotencyClaims();
    }
}
