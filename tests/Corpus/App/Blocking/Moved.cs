using Microsoft.AspNetCore.Mvc;

// case: a file is read behind Task.Run in an action
namespace Corpus.Blocking.MovedFile
{
    [ApiController, Route("files")]
    public sealed class FilesController : ControllerBase
    {
        [HttpGet]
        public async Task<string> Get(string name)
        {
            return await Task.Run(() => System.IO.File.ReadAllText(name)); // expect: IC3002
        }
    }
}

// case: a synchronous repository behind Task.Run
namespace Corpus.Blocking.MovedRepository
{
    public sealed class Rows
    {
        public List<string> Load(string path)
        {
            var rows = File.ReadAllLines(path).ToList();
            return rows;
        }
    }

    [ApiController, Route("rows")]
    public sealed class RowsController(Rows rows) : ControllerBase
    {
        [HttpGet]
        public Task<List<string>> Get(string path) => Task.Run(() => rows.Load(path)); // expect: IC3002
    }
}

// case: StartNew with a method group
namespace Corpus.Blocking.MovedMethodGroup
{
    public sealed class Nightly : Microsoft.Extensions.Hosting.BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Factory.StartNew(Sweep, stoppingToken); // expect: IC3002
        }

        private void Sweep()
        {
            Thread.Sleep(1000);
        }
    }
}

// case: several statements were moved
namespace Corpus.Blocking.MovedBlock
{
    [ApiController, Route("import")]
    public sealed class ImportController(HttpClient http) : ControllerBase
    {
        [HttpPost]
        public async Task<int> Post(string url)
        {
            var length = await Task.Run(() =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, url);
                var response = http.Send(request); // expect: IC3002
                return (int)response.StatusCode;
            });
            return length;
        }
    }
}

// look-alike: work for the processor is moved
namespace Corpus.Blocking.MovedComputation
{
    [ApiController, Route("hash")]
    public sealed class HashController : ControllerBase
    {
        [HttpPost]
        public async Task<string> Post(byte[] data) => await Task.Run(() => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(data)));
    }
}

// look-alike: a view model keeps its one thread free
namespace Corpus.Blocking.ViewModel
{
    public sealed class Editor : System.ComponentModel.INotifyPropertyChanged
    {
        public event System.ComponentModel.PropertyChangedEventHandler? PropertyChanged;

        public string Text { get; private set; } = "";

        public async Task OpenAsync(string path)
        {
            Text = await Task.Run(() => File.ReadAllText(path));
            PropertyChanged?.Invoke(this, new(nameof(Text)));
        }
    }
}

// look-alike: asynchronous work is started on the pool
namespace Corpus.Blocking.MovedAsync
{
    public sealed class Starter
    {
        public async Task RunAsync(string path)
        {
            await Task.Run(async () => await File.ReadAllTextAsync(path));
            await Task.Run(() => File.ReadAllTextAsync(path));
        }
    }
}

namespace Corpus.Blocking.MovedBase
{
    // look-alike: who overrides the method that moves the work never comes to it
    public abstract class Listener
    {
        public abstract void Hear(string news);

        public virtual Task HearAsync(string news) => Task.Run(() => Hear(news));
    }

    public sealed class Journal : Listener
    {
        public override void Hear(string news) => File.AppendAllText("journal", news);

        public override Task HearAsync(string news) => File.AppendAllTextAsync("journal", news);
    }

    public sealed class Drum : Listener
    {
        public int Beats { get; private set; }

        public override void Hear(string news) => Beats += news.Length;
    }

    // case: who overrides what is moved only
    public abstract class Carrier
    {
        public abstract void Carry(string news);

        public virtual Task CarryAsync(string news) => Task.Run(() => Carry(news)); // expect: IC3002
    }

    public sealed class Pigeon : Carrier
    {
        public override void Carry(string news) => Thread.Sleep(news.Length);
    }

    public sealed class Wire : Carrier
    {
        public override void Carry(string news) => File.AppendAllText("wire", news);

        public override Task CarryAsync(string news) => File.AppendAllTextAsync("wire", news);
    }

    [ApiController, Route("news")]
    public sealed class NewsController : ControllerBase
    {
        private readonly Listener[] _listeners = [new Journal(), new Drum()];
        private readonly Carrier[] _carriers = [new Pigeon(), new Wire()];

        [HttpPost]
        public async Task Post(string news)
        {
            foreach (var listener in _listeners)
            {
                await listener.HearAsync(news);
            }

            foreach (var carrier in _carriers)
            {
                await carrier.CarryAsync(news);
            }
        }
    }
}
