using Microsoft.EntityFrameworkCore;

// A navigation that is loaded by hand where nobody has included it.
namespace Corpus.QueriesPerItem.Fallbacks
{
    public sealed class Glacier
    {
        public int Id { get; set; }
        public int Region { get; set; }
        public Surveyor? Surveyor { get; set; }
        public List<Crevasse> Crevasses { get; set; } = [];
    }

    public sealed class Surveyor
    {
        public int Id { get; set; }
        public string Name { get; set; } = "";
    }

    public sealed class Crevasse
    {
        public int Id { get; set; }
    }

    public sealed class IceDb : DbContext
    {
        public DbSet<Glacier> Glaciers => Set<Glacier>();
    }

    public sealed class Names(IceDb db)
    {
        public async Task<string> OfAsync(Glacier glacier)
        {
            if (glacier.Surveyor is null)
            {
                await db.Entry(glacier).Reference(g => g.Surveyor).LoadAsync();
            }

            return glacier.Surveyor?.Name ?? "";
        }

        public async Task<int> DepthAsync(Glacier glacier)
        {
            var crevasses = db.Entry(glacier).Collection(g => g.Crevasses);
            if (!crevasses.IsLoaded)
            {
                await crevasses.LoadAsync();
            }

            return glacier.Crevasses.Count;
        }
    }

    // look-alike: the query brings along what would be loaded
    public sealed class Surveyed(IceDb db, Names names)
    {
        public async Task<List<string>> AllAsync(int region)
        {
            var found = new List<string>();
            foreach (var glacier in await InAsync(region))
            {
                found.Add(await names.OfAsync(glacier));
            }

            return found;
        }

        private Task<List<Glacier>> InAsync(int region) => db.Glaciers.Include(g => g.Surveyor).Where(g => g.Region == region).ToListAsync();
    }

    // case: nothing brings it along here
    public sealed class Unsurveyed(IceDb db, Names names)
    {
        public async Task<List<string>> AllAsync(int region)
        {
            var found = new List<string>();
            foreach (var glacier in await db.Glaciers.Where(g => g.Region == region).ToListAsync())
            {
                found.Add(await names.OfAsync(glacier)); // expect: IC3101
            }

            return found;
        }
    }

    // case: another navigation is brought along
    public sealed class Depths(IceDb db, Names names)
    {
        public async Task<int> SumAsync(int region)
        {
            var sum = 0;
            foreach (var glacier in await db.Glaciers.Include(g => g.Surveyor).Where(g => g.Region == region).ToListAsync())
            {
                sum += await names.DepthAsync(glacier); // expect: IC3101
            }

            return sum;
        }
    }
}
