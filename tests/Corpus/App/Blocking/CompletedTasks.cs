// look-alike: read after WhenAll of both
namespace Corpus.Blocking.AfterWhenAll
{
    public sealed class Pair(HttpClient http)
    {
        public async Task<string> BothAsync()
        {
            var a = http.GetStringAsync("/a");
            var b = http.GetStringAsync("/b");
            await Task.WhenAll(a, b).ConfigureAwait(false);
            return a.Result + b.Result;
        }
    }
}

// look-alike: read after it was awaited
namespace Corpus.Blocking.AfterAwait
{
    public sealed class Once(HttpClient http)
    {
        public async Task<int> LengthAsync()
        {
            var text = http.GetStringAsync("/a");
            await text;
            return text.Result.Length + text.GetAwaiter().GetResult().Length;
        }
    }
}

// look-alike: the tasks of a list, after all of them
namespace Corpus.Blocking.ListAfterWhenAll
{
    public sealed class Many(HttpClient http)
    {
        public async Task<int> TotalAsync(IEnumerable<string> urls)
        {
            var calls = urls.Select(u => http.GetStringAsync(u)).ToList(); // expect: IC3102
            await Task.WhenAll(calls);
            var total = calls.Sum(c => c.Result.Length);
            foreach (var call in calls)
            {
                total += call.Result.Length;
            }

            for (var i = 0; i < calls.Count; i++)
            {
                total += calls[i].Result.Length;
            }

            return total;
        }
    }
}

// look-alike: a dictionary of tasks, after all of them
namespace Corpus.Blocking.DictionaryAfterWhenAll
{
    public sealed class Named(HttpClient http)
    {
        public async Task<Dictionary<string, string>> GetAsync(string[] names)
        {
            var calls = names.ToDictionary(n => n, n => http.GetStringAsync("/" + n)); // expect: IC3102
            await Task.WhenAll(calls.Values);
            return calls.ToDictionary(c => c.Key, c => c.Value.Result);
        }
    }
}

// look-alike: tested for completion first
namespace Corpus.Blocking.Tested
{
    public sealed class Fast
    {
        public async Task<int> GetAsync()
        {
            var work = ComputeAsync();
            if (work.IsCompletedSuccessfully)
            {
                return work.Result;
            }

            return await work;
        }

        public ValueTask<int> ShortcutAsync()
        {
            var work = QuickAsync();
            return work.IsCompletedSuccessfully ? new ValueTask<int>(work.Result + 1) : SlowAsync(work);
        }

        private static async ValueTask<int> SlowAsync(ValueTask<int> work) => await work + 1;

        private static async ValueTask<int> QuickAsync()
        {
            await Task.Yield();
            return 1;
        }

        private static async Task<int> ComputeAsync()
        {
            await Task.Delay(1);
            return 1;
        }
    }
}

// look-alike: awaited unless it was completed, so completed either way
namespace Corpus.Blocking.AwaitedUnlessDone
{
    public sealed class EitherWay
    {
        public async Task<int> GetAsync(Task<int> work)
        {
            if (!work.IsCompleted)
            {
                await work.ConfigureAwait(false);
            }

            return work.Result;
        }
    }
}

// look-alike: the antecedent of a continuation
namespace Corpus.Blocking.Continuation
{
    public sealed class Chain(HttpClient http)
    {
        public Task<int> LengthAsync() => http.GetStringAsync("/a").ContinueWith(t => t.Result.Length, TaskScheduler.Default);

        public Task<int> GroupAsync() => http.GetStringAsync("/a").ContinueWith(Measure, TaskScheduler.Default);

        private static int Measure(Task<string> done) => done.Result.Length;
    }
}

// look-alike: the winner of WhenAny
namespace Corpus.Blocking.Winner
{
    public sealed class Fastest(HttpClient http)
    {
        public async Task<string> GetAsync()
        {
            var first = http.GetStringAsync("/a");
            var winner = await Task.WhenAny(first, http.GetStringAsync("/b")); // expect: IC2102
            return winner.Result;
        }

        public async Task<string> WithTimeoutAsync()
        {
            var call = http.GetStringAsync("/a");
            if (await Task.WhenAny(call, Task.Delay(1000)) != call)
            {
                throw new TimeoutException();
            }

            return call.Result;
        }
    }
}

// look-alike: tasks that are made done
namespace Corpus.Blocking.MadeDone
{
    public sealed class Done
    {
        public async Task<int> GetAsync()
        {
            await Task.Yield();
            var known = Task.FromResult(5);
            Task.CompletedTask.Wait();
            return known.Result + new ValueTask<int>(7).Result;
        }
    }
}

// look-alike: a domain property that is called Result
namespace Corpus.Blocking.DomainResult
{
    public sealed record Exam(string Result, int Wait);

    public sealed class Grades
    {
        public async Task<string> GradeAsync(Exam exam)
        {
            await Task.Yield();
            return exam.Result + exam.Wait;
        }
    }
}

// look-alike: awaiters of an own type
namespace Corpus.Blocking.OwnAwaiter
{
    public readonly struct Instant
    {
        public Instant GetAwaiter() => this;

        public int GetResult() => 4;
    }

    public sealed class Clock
    {
        public async Task<int> NowAsync()
        {
            await Task.Yield();
            return new Instant().GetAwaiter().GetResult();
        }
    }
}

// look-alike: a synchronous wrapper that no asynchronous code calls
namespace Corpus.Blocking.SynchronousWrapper
{
    public sealed class Tool(HttpClient http)
    {
        public string Load(string url) => LoadAsync(url).GetAwaiter().GetResult();

        public async Task<string> LoadAsync(string url) => await http.GetStringAsync(url);
    }
}

// look-alike: awaited by the caller before it hands the task on
namespace Corpus.Blocking.AwaitedAbove
{
    public sealed class Merge(HttpClient http)
    {
        public async Task<string> RunAsync()
        {
            var head = http.GetStringAsync("/head");
            var tail = http.GetStringAsync("/tail");
            await Task.WhenAll(head, tail);
            return Join(head, tail);
        }

        private static string Join(Task<string> head, Task<string> tail) => head.Result + tail.Result;
    }
}

// look-alike: only those that are done are read
namespace Corpus.Blocking.Filtered
{
    public sealed class Gather
    {
        public async Task<List<int>> DoneAsync(List<Task<int>> work)
        {
            await Task.Delay(100);
            return work.Where(t => t.IsCompletedSuccessfully).Select(t => t.Result).ToList();
        }
    }
}

// look-alike: the exception of the await is caught, the task is done either way
namespace Corpus.Blocking.CaughtAwait
{
    public sealed class Tolerant(HttpClient http)
    {
        public async Task<int> CountAsync(string[] urls)
        {
            var calls = urls.Select(u => http.GetStringAsync(u)).ToArray(); // expect: IC3102
            try
            {
                await Task.WhenAll(calls);
            }
            catch (HttpRequestException e)
            {
                Console.Error.WriteLine(e.Message);
            }

            return calls.Where(c => c.Status == TaskStatus.RanToCompletion).Sum(c => c.Result.Length);
        }
    }
}

// look-alike: a field that is awaited before it is read
namespace Corpus.Blocking.FieldAwaited
{
    public sealed class Ready
    {
        private readonly Task<int> _ready = StartAsync();

        public async Task<int> GetAsync()
        {
            await _ready;
            return _ready.Result;
        }

        private static async Task<int> StartAsync()
        {
            await Task.Delay(1);
            return 3;
        }
    }
}

// look-alike: a helper of one's own comes back only when the task that it is handed is done, or it throws
namespace Corpus.Blocking.AwaitedByHelper
{
    public static class Patience
    {
        public static async Task<T> OrCancelledAsync<T>(this Task<T> task, CancellationToken stop)
        {
            await UntilAsync(task, stop);
            return task.Result;
        }

        public static async Task<int> LengthAsync(Task<string> text)
        {
            await LogAsync("length", text);
            return text.Result.Length;
        }

        private static async Task UntilAsync(Task task, CancellationToken stop)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
            try
            {
                var cancelled = Task.Delay(Timeout.Infinite, over.Token);
                await Task.WhenAny(task, cancelled).Unwrap().ConfigureAwait(false);
            }
            finally
            {
                over.Cancel();
            }
        }

        private static async Task LogAsync(string what, Task task)
        {
            Console.WriteLine(what);
            await task;
        }
    }
}

// case: it comes back after a while, on one of its ways, or when it has caught what it was told
namespace Corpus.Blocking.NotAwaitedByHelper
{
    public static class Impatience
    {
        public static async Task<T> OrLateAsync<T>(Task<T> task)
        {
            await ForAWhileAsync(task);
            return task.Result; // expect: IC3001
        }

        public static async Task<T> PerhapsAsync<T>(Task<T> task, bool waits)
        {
            await IfAsync(task, waits);
            return task.Result; // expect: IC3001
        }

        public static async Task<int> OtherAsync(Task<int> task, Task other)
        {
            await IfAsync(other, true);
            return task.Result; // expect: IC3001
        }

        private static async Task ForAWhileAsync(Task task) => await Task.WhenAny(task, Task.Delay(500)).Unwrap();

        private static async Task IfAsync(Task task, bool waits)
        {
            if (waits)
            {
                await task;
            }
        }
    }
}

// look-alike: the list is copied for the call that waits for what it holds
namespace Corpus.Blocking.CopiedForWhenAll
{
    public sealed class Parcels
    {
        public async Task<int> WeighAsync(List<string> codes)
        {
            var weights = new List<Task<string>>();
            foreach (var code in codes)
            {
                weights.Add(File.ReadAllTextAsync(code));
            }

            await Task.WhenAll(weights.ToArray());
            var sum = 0;
            foreach (var weight in weights)
            {
                sum += weight.Result.Length;
            }

            return sum;
        }

        public async Task<int> CompareAsync(IEnumerable<string> sent, IEnumerable<string> received)
        {
            IList<Task<string>> away = sent.Select(s => File.ReadAllTextAsync(s)).ToList();
            IList<Task<string>> back = received.Select(r => File.ReadAllTextAsync(r)).ToList();
            await Task.WhenAll(away.Concat(back).ToArray());
            var sum = 0;
            foreach (var one in away)
            {
                sum += one.Result.Length;
            }

            foreach (var one in back)
            {
                sum -= one.Result.Length;
            }

            return sum;
        }
    }
}

// case: what was copied and waited for is another list
namespace Corpus.Blocking.CopiedOther
{
    public sealed class Parcels
    {
        public async Task<int> CompareAsync(List<string> sent, List<string> received)
        {
            var away = new List<Task<string>>();
            var back = new List<Task<string>>();
            foreach (var code in sent)
            {
                away.Add(File.ReadAllTextAsync(code));
            }

            foreach (var code in received)
            {
                back.Add(File.ReadAllTextAsync(code));
            }

            await Task.WhenAll(away.ToArray());
            var sum = 0;
            foreach (var one in back)
            {
                sum += one.Result.Length; // expect: IC3001
            }

            return sum;
        }
    }
}

// look-alike: what an archive that is brought up to date takes in, it keeps in memory until its end
namespace Corpus.Blocking.ArchivesInMemory
{
    public sealed class Crate(string path)
    {
        public async Task PackAsync(MemoryStream list)
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 4096, useAsync: true);
            using var crate = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Update);
            using var entry = crate.CreateEntry("list").Open();
            list.CopyTo(entry);
        }

        // case: one that is begun writes through to its file
        public async Task BeginAsync(MemoryStream list)
        {
            await using var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 4096, useAsync: true);
            using var crate = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Create);
            using var entry = crate.CreateEntry("list").Open();
            list.CopyTo(entry); // expect: IC3001
        }
    }
}
