using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

// Two contexts that are saved one after the other, of which one may have nothing to write.
namespace Corpus.Transactions.TwoContexts
{
    public sealed class Exhibit
    {
        public int Id { get; set; }
        public string Room { get; set; } = "";
        public List<Photo> Photos { get; set; } = [];
    }

    public sealed class Photo
    {
        public int Id { get; set; }
        public string Path { get; set; } = "";
    }

    public sealed class Label
    {
        public int Id { get; set; }
        public string? Text { get; set; }
    }

    public class ExhibitDb : DbContext
    {
        public DbSet<Exhibit> Exhibits => Set<Exhibit>();
    }

    public class LabelDb : DbContext
    {
        public DbSet<Label> Labels => Set<Label>();
    }

    public interface IWork : IDisposable
    {
        Task CommitAsync();
    }

    public interface IWorks
    {
        IWork Begin();
    }

    public sealed class SavedWorks(ExhibitDb db) : IWorks
    {
        public IWork Begin() => new SavedWork(db);
    }

    public sealed class SavedWork(ExhibitDb db) : IWork
    {
        public Task CommitAsync() => db.SaveChangesAsync();

        public void Dispose()
        {
        }
    }

    public sealed class WorksInMemory : IWorks
    {
        public IWork Begin() => new WorkInMemory();
    }

    public sealed class WorkInMemory : IWork
    {
        public Task CommitAsync() => Task.CompletedTask;

        public void Dispose()
        {
        }
    }

    public interface ILabels
    {
        Task<Label?> FindAsync(int id);

        Task<List<Label>> AllAsync();

        Task SaveAsync();
    }

    public sealed class StoredLabels(LabelDb db) : ILabels
    {
        public Task<Label?> FindAsync(int id) => db.Labels.SingleOrDefaultAsync(l => l.Id == id);

        public Task<List<Label>> AllAsync() => db.Labels.ToListAsync();

        public Task SaveAsync() => db.SaveChangesAsync();
    }

    public sealed class LabelsInMemory(List<Label> labels) : ILabels
    {
        public Task<Label?> FindAsync(int id) => Task.FromResult(labels.Find(l => l.Id == id));

        public Task<List<Label>> AllAsync() => Task.FromResult(labels);

        public Task SaveAsync() => Task.CompletedTask;
    }

    public interface IExhibits
    {
        Task<Exhibit> GetAsync(int id);
    }

    public sealed class StoredExhibits(ExhibitDb db) : IExhibits
    {
        public Task<Exhibit> GetAsync(int id) => db.Exhibits.Include(e => e.Photos).SingleAsync(e => e.Id == id);
    }

    public sealed class LabelController(ILabels labels, IWorks works, IExhibits exhibits) : ControllerBase
    {
        // look-alike: the work is on a context in which nothing was changed
        [HttpPost("/labels")]
        public async Task Rename(int id, string text)
        {
            using var work = works.Begin();
            var label = await labels.FindAsync(id);
            if (label is null)
            {
                return;
            }

            label.Text = text;
            await labels.SaveAsync();
            await work.CommitAsync();
        }

        // look-alike: nor was it before the labels are saved
        [HttpPost("/labels/tidy")]
        public async Task Tidy()
        {
            using var work = works.Begin();
            foreach (var label in await labels.AllAsync())
            {
                label.Text ??= "";
            }

            await work.CommitAsync();
            await labels.SaveAsync();
        }

        // look-alike: the exhibit is only looked at
        [HttpPost("/labels/rooms")]
        public async Task Room(int id)
        {
            using var work = works.Begin();
            var exhibit = await exhibits.GetAsync(id);
            await TextAsync(id, exhibit.Room + exhibit.Photos.Count);
            await work.CommitAsync();
        }

        // case: the exhibit has moved
        [HttpPost("/labels/moves")]
        public async Task Move(int id, string room)
        {
            using var work = works.Begin();
            var exhibit = await exhibits.GetAsync(id);
            exhibit.Room = room;
            await TextAsync(id, room);
            await work.CommitAsync(); // expect: IC1101
        }

        // case: something was put into one of its lists
        [HttpPost("/labels/photos")]
        public async Task Shoot(int id, string path)
        {
            using var work = works.Begin();
            (await exhibits.GetAsync(id)).Photos.Add(new() { Path = path });
            await TextAsync(id, "with a photo");
            await work.CommitAsync(); // expect: IC1101
        }

        // case: what was added is watched from then on
        [HttpPost("/labels/new")]
        public async Task Add(string room, [FromServices] ExhibitDb db)
        {
            var exhibit = new Exhibit { Room = room };
            db.Add(exhibit);
            await db.SaveChangesAsync();
            exhibit.Room = room + exhibit.Id;
            await TextAsync(exhibit.Id, exhibit.Room); // expect: IC1101
            await db.SaveChangesAsync();
        }

        private async Task TextAsync(int id, string text)
        {
            var label = await labels.FindAsync(id);
            if (label is not null)
            {
                label.Text = text;
                await labels.SaveAsync();
            }
        }
    }

    public sealed class Print(ILabels labels, IWorks works)
    {
        // look-alike: whoever prints has saved what was changed; that is a commit of its own, and stands above
        public async Task LabelAsync(int id)
        {
            using var work = works.Begin();
            (await labels.FindAsync(id))!.Text += "!";
            await labels.SaveAsync();
            await work.CommitAsync();
        }

        // case: whoever stamps has not
        public async Task StampAsync(int id)
        {
            using var work = works.Begin();
            (await labels.FindAsync(id))!.Text += ".";
            await labels.SaveAsync();
            await work.CommitAsync(); // expect: IC1101
        }
    }

    public sealed class PrintController(Print print, ExhibitDb db) : ControllerBase
    {
        [HttpPost("/prints")]
        public async Task Run(int id)
        {
            await MarkAsync(id);
            await print.LabelAsync(id); // expect: IC1101
        }

        [HttpPost("/stamps")]
        public async Task Stamp(int id)
        {
            var exhibit = await db.Exhibits.SingleAsync(e => e.Id == id);
            exhibit.Room = "stamped";
            await print.StampAsync(id);
        }

        private async Task MarkAsync(int id)
        {
            var exhibit = await db.Exhibits.SingleAsync(e => e.Id == id);
            exhibit.Room = "printed";
            await db.SaveChangesAsync();
        }
    }

    // case: nobody is seen who calls it, and it is there for what others have changed
    public sealed class Both(ExhibitDb exhibits, LabelDb labels)
    {
        public async Task CommitAsync()
        {
            await exhibits.SaveChangesAsync();
            await labels.SaveChangesAsync(); // expect: IC1101
        }
    }

    public interface IFrames
    {
        void Add(Label label);

        Task SaveAsync();
    }

    public sealed class StoredFrames(LabelDb db) : IFrames
    {
        public void Add(Label label) => db.Add(label);

        public Task SaveAsync() => db.SaveChangesAsync();
    }

    public sealed class FramesInMemory : IFrames
    {
        public void Add(Label label)
        {
        }

        public Task SaveAsync() => Task.CompletedTask;
    }

    public sealed class Framing(ILabels labels, IFrames frames)
    {
        // look-alike: both stores have the one context of the scope, and neither has anything to do with the one that keeps its rows in memory
        public async Task SaveAsync()
        {
            await labels.SaveAsync();
            await frames.SaveAsync();
        }

        // case: something was added in between
        public async Task AddAsync(Label label)
        {
            await labels.SaveAsync();
            frames.Add(label);
            await frames.SaveAsync(); // expect: IC1101
        }
    }
}
