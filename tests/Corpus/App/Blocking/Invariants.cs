using Microsoft.EntityFrameworkCore;

// look-alike: the field only ever holds tasks that are done
namespace Corpus.Blocking.CachedResult
{
    public sealed class Counted
    {
        private Task<int>? _last;

        public Task<int> NextAsync(int count) =>
            _last is not null && _last.Result == count ? _last : _last = Task.FromResult(count);
    }
}

// case: the same shape, and the task is work
namespace Corpus.Blocking.CachedWork
{
    public sealed class Counted(HttpClient http)
    {
        private Task<string>? _last;

        public async Task<bool> IsNewAsync(string text)
        {
            if (_last is not null && _last.Result == text) // expect: IC3001
            {
                return false;
            }

            _last = http.GetStringAsync("/last");
            await Task.Yield();
            return true;
        }
    }
}

// look-alike: asked together with a flag, which a release build makes one test of
namespace Corpus.Blocking.AskedWithFlag
{
    public sealed class Cached(HttpClient http)
    {
        private readonly Task<string> _warm = http.GetStringAsync("/warm");

        public async Task<string> GetAsync(bool useCache)
        {
            var warm = _warm;
            if (warm.IsCompletedSuccessfully && useCache)
            {
                return warm.Result;
            }

            return await warm;
        }

        public async Task<int> LengthAsync(bool fresh)
        {
            var text = http.GetStringAsync("/text");
            if (!text.IsCompleted || fresh)
            {
                return (await text).Length;
            }

            return text.Result.Length;
        }
    }
}

// case: a flag with another one says nothing about the task
namespace Corpus.Blocking.FlagsOnly
{
    public sealed class Cached(HttpClient http)
    {
        public async Task<string> GetAsync(bool useCache, bool isWarm)
        {
            var text = http.GetStringAsync("/text");
            if (isWarm && useCache)
            {
                return text.Result; // expect: IC3001
            }

            return await text;
        }
    }
}

// look-alike: awaited through a helper that configures the await
namespace Corpus.Blocking.ConfiguredAwait
{
    public static class Awaits
    {
        public static System.Runtime.CompilerServices.ConfiguredTaskAwaitable Quietly(this Task task) =>
            task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public sealed class Ranges(HttpClient http)
    {
        public async Task<bool> MoveAsync(CancellationToken token)
        {
            var moves = new List<Task<bool>> { MoveOneAsync(token), MoveOneAsync(token) };
            await Task.WhenAll(moves).WaitAsync(token).Quietly();
            if (token.IsCancellationRequested)
            {
                return false;
            }

            return moves.All(m => m.Result);
        }

        private async Task<bool> MoveOneAsync(CancellationToken token)
        {
            var answer = await http.GetAsync("/move", token);
            return answer.IsSuccessStatusCode;
        }
    }
}

// look-alike: a pause for the loggers before the process ends
namespace Corpus.Blocking.LastWords
{
    public sealed class Fatal
    {
        public async Task CheckAsync(Func<Task<bool>> isHealthy)
        {
            if (!await isHealthy())
            {
                End("unhealthy");
            }
        }

        private static void End(string why)
        {
            Console.Error.WriteLine(why);
            Thread.Sleep(2000);
            Environment.FailFast(why);
        }
    }
}

// case: the process ends on one way only
namespace Corpus.Blocking.PerhapsLastWords
{
    public sealed class Fatal
    {
        public async Task CheckAsync(Func<Task<bool>> isHealthy, bool isFatal)
        {
            if (!await isHealthy())
            {
                End("unhealthy", isFatal);
            }
        }

        private static void End(string why, bool isFatal)
        {
            Console.Error.WriteLine(why);
            Thread.Sleep(2000); // expect: IC3001
            if (isFatal)
            {
                Environment.FailFast(why);
            }
        }
    }
}

// case: whoever calls it has asked, but the object could be any
namespace Corpus.Blocking.AskedByCaller
{
    public sealed class Work(Task<string> result)
    {
        public Task<string> Result { get; } = result;
    }

    public sealed class Worker(HttpClient http)
    {
        private readonly List<Work> _open = [];

        public async Task TurnAsync()
        {
            _open.Add(new(http.GetStringAsync("/work")));
            await Task.Delay(10);
            foreach (var work in _open.ToList())
            {
                if (work.Result.IsCompleted)
                {
                    Finish(work);
                }
            }
        }

        private void Finish(Work work)
        {
            var task = work.Result;
            _open.Remove(work);
            Console.WriteLine(task.GetAwaiter().GetResult()); // expect: IC3001
        }
    }
}

// look-alike: one of many readers may read from a stream that may lead anywhere
namespace Corpus.Blocking.GuessOnGuess
{
    public abstract class Input
    {
        public abstract int Next();
    }

    public sealed class MemoryInput(byte[] bytes) : Input
    {
        private int _at;

        public override int Next() => bytes[_at++];
    }

    public sealed class ZeroInput : Input
    {
        public override int Next() => 0;
    }

    public sealed class OneInput : Input
    {
        public override int Next() => 1;
    }

    public sealed class StreamInput(Stream stream) : Input
    {
        public override int Next() => stream.ReadByte();
    }

    public sealed class Decoder
    {
        public async Task<int> DecodeAsync(Input input, HttpClient http)
        {
            var key = await http.GetStringAsync("/key");
            return input.Next() ^ key.Length;
        }

        public static Input[] All(Stream stream) => [new MemoryInput([1]), new ZeroInput(), new OneInput(), new StreamInput(stream)];
    }
}
