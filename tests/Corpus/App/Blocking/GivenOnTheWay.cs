// look-alike: the only ones who do it are done at once, and an own helper waits for what they give
namespace Corpus.Blocking.DoneAtOnce
{
    public interface IShutter
    {
        Task CloseAsync(CancellationToken token = default);
    }

    public sealed class Blind : IShutter
    {
        private bool _isOpen = true;

        public Task CloseAsync(CancellationToken token = default)
        {
            _isOpen = false;
            return Task.FromResult<object?>(null);
        }

        public bool IsOpen => _isOpen;
    }

    public sealed class Curtain : IShutter
    {
        public Task CloseAsync(CancellationToken token = default) => Pull();

        private static Task Pull() => Task.CompletedTask;
    }

    public static class Waiting
    {
        public static void Now(this Task task) => task.GetAwaiter().GetResult();
    }

    public sealed class Window(bool isOld)
    {
        private readonly Lock _frame = new();
        private readonly IShutter _shutter = isOld ? new Curtain() : new Blind();

        public void Shut()
        {
            lock (_frame)
            {
                _shutter.CloseAsync().Now();
            }
        }

        public async Task NightAsync()
        {
            Shut();
            await Task.Yield();
        }
    }
}

// case: one of those who do it has to wait
namespace Corpus.Blocking.DoneByMost
{
    public interface IGate
    {
        Task CloseAsync();
    }

    public sealed class Bar : IGate
    {
        public Task CloseAsync() => Task.CompletedTask;
    }

    public sealed class Motor(HttpClient http) : IGate
    {
        public Task CloseAsync() => http.GetAsync("/down");
    }

    public sealed class Yard(HttpClient http, bool isNew)
    {
        private readonly IGate _gate = isNew ? new Motor(http) : new Bar();

        public async Task NightAsync()
        {
            _gate.CloseAsync().Wait(); // expect: IC3001
            await Task.Yield();
        }
    }
}

// case: the helper waits for what is done on one way, and for what is not on another
namespace Corpus.Blocking.DoneOnOneWay
{
    public static class Joining
    {
        public static void Join(Task task) => task.Wait(); // expect: IC3001
    }

    public sealed class Mill(HttpClient http)
    {
        public async Task StopAsync()
        {
            Joining.Join(Task.CompletedTask);
            await Task.Yield();
        }

        public async Task GrindAsync()
        {
            await Task.Yield();
            Joining.Join(http.GetAsync("/grind"));
        }
    }
}

// look-alike: the file is only read by those who may wait; asynchronous code has it in memory
namespace Corpus.Blocking.MemoryOnTheWay
{
    public sealed class Card
    {
        private Card(Stream stream) => Number = Two(stream);

        public int Number { get; }

        public static Card Read(Stream stream)
        {
            Two(stream);
            return new Card(stream);
        }

        public void Write(BinaryWriter writer) => Put(writer.BaseStream, Number);

        private static int Two(Stream stream)
        {
            Span<byte> bytes = stackalloc byte[2];
            stream.ReadExactly(bytes);
            return bytes[0];
        }

        private static void Put(Stream stream, int number) => stream.Write([(byte)number]);
    }

    public sealed class Cards
    {
        public async Task<int> CopyAsync(string text)
        {
            Card card;
            using (var memory = new MemoryStream(Convert.FromBase64String(text)))
            {
                card = Card.Read(memory);
            }

            using (var memory = new MemoryStream())
            {
                card.Write(new BinaryWriter(memory));
                await Task.Yield();
                return (int)memory.Length;
            }
        }
    }

    internal static class Program2
    {
        public static int FromFile(string path)
        {
            using var file = new FileStream(path, FileMode.Open);
            var card = Card.Read(file);
            using var other = new FileStream(path + ".copy", FileMode.Create);
            card.Write(new BinaryWriter(other));
            return card.Number;
        }
    }

    public sealed class Desk
    {
        public int First() => Program2.FromFile("first.card");
    }
}

// case: the nearest way leads to memory, another one of the same flow to a file
namespace Corpus.Blocking.FileOnAnotherWay
{
    public static class Marks
    {
        public static int Next(Stream stream)
        {
            Span<byte> bytes = stackalloc byte[4];
            stream.ReadExactly(bytes); // expect: IC3001
            return bytes[3];
        }
    }

    public sealed class Margin
    {
        public async Task<int> OfTextAsync(byte[] text)
        {
            await Task.Yield();
            return Marks.Next(new MemoryStream(text));
        }

        public async Task<int> OfFileAsync(string path)
        {
            await Task.Yield();
            return Open(path);
        }

        private static int Open(string path)
        {
            using var file = new FileStream(path, FileMode.Open);
            return Marks.Next(new BinaryReader(file).BaseStream);
        }
    }
}
