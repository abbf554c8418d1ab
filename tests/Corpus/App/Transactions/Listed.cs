using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Corpus.Transactions.Listed
{
    public sealed class Crate
    {
        public int Id { get; set; }

        public bool IsSealed { get; set; }
    }

    public sealed class HarbourDb : DbContext, IHarbour
    {
        public DbSet<Crate> Crates => Set<Crate>();
    }

    public sealed class CustomsDb : DbContext
    {
        public DbSet<Crate> Declared => Set<Crate>();
    }

    public interface IHarbour
    {
        DatabaseFacade Database { get; }
    }

    // case: it keeps what is to be done, and does it one by one when somebody says so
    public sealed class Manifest
    {
        private readonly List<Func<Task>> _work = [];

        public void Later(Func<Task> work) => _work.Add(work);

        public async Task RunAsync()
        {
            await Task.WhenAll(_work.Select(work => work())); // expect: IC1101
            _work.Clear();
        }
    }

    // look-alike: what is put on a list for each item writes nothing; whoever runs the list does
    public sealed class Loader(HarbourDb harbour, Manifest manifest)
    {
        public void Note(int[] crates)
        {
            foreach (var crate in crates)
            {
                manifest.Later(() => harbour.Crates.Where(c => c.Id == crate).ExecuteUpdateAsync(set => set.SetProperty(c => c.IsSealed, true)));
            }
        }
    }

    /// <summary>Does it at once.</summary>
    public sealed class Hurry
    {
        private readonly List<int> _done = [];

        public async Task AtOnceAsync(Func<Task> work)
        {
            await work();
            _done.Add(1);
        }
    }

    // case: the same lambda, handed to something that runs it
    public sealed class Hurried(HarbourDb harbour, Hurry hurry)
    {
        public async Task SealAsync(int[] crates)
        {
            foreach (var crate in crates)
            {
                await hurry.AtOnceAsync(() => harbour.Crates.Where(c => c.Id == crate).ExecuteUpdateAsync(set => set.SetProperty(c => c.IsSealed, true))); // expect: IC1101
            }
        }
    }

    // case: the transaction is begun through an interface that the context implements with what it inherits
    public sealed class Clearance(IHarbour harbour, HarbourDb crates, CustomsDb customs)
    {
        public async Task ClearAsync(Crate crate)
        {
            await using var transaction = await harbour.Database.BeginTransactionAsync();
            crates.Crates.Add(crate);
            await crates.SaveChangesAsync();
            customs.Declared.Add(crate);
            await customs.SaveChangesAsync(); // expect: IC1109
            await transaction.CommitAsync();
        }
    }

    // look-alike: the context behind the interface is the one that writes
    public sealed class Unloading(IHarbour harbour, HarbourDb crates)
    {
        public async Task UnloadAsync(Crate crate)
        {
            await using var transaction = await harbour.Database.BeginTransactionAsync();
            crates.Crates.Add(crate);
            await crates.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }
}
