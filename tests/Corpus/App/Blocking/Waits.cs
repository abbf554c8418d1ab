// case: a thread sleeps in an async retry loop
namespace Corpus.Blocking.SleepInLoop
{
    public sealed class Poller(HttpClient http)
    {
        public async Task<string> PollAsync()
        {
            while (true)
            {
                var answer = await http.GetAsync("/state");
                if (answer.IsSuccessStatusCode)
                {
                    return await answer.Content.ReadAsStringAsync();
                }

                Thread.Sleep(500); // expect: IC3001
            }
        }
    }
}

// case: a semaphore that could be awaited
namespace Corpus.Blocking.SemaphoreWait
{
    public sealed class Gate
    {
        private readonly SemaphoreSlim _gate = new(1);

        public async Task EnterAsync()
        {
            _gate.Wait(); // expect: IC3001
            try
            {
                await Task.Delay(1);
            }
            finally
            {
                _gate.Release();
            }
        }
    }
}

// case: an event is waited for below a helper
namespace Corpus.Blocking.EventWait
{
    public sealed class Signal
    {
        private readonly ManualResetEventSlim _ready = new();

        public void Until() => _ready.Wait(); // expect: IC3001
    }

    public sealed class Consumer(Signal signal)
    {
        public async Task RunAsync()
        {
            await Task.Yield();
            signal.Until();
        }
    }
}

// case: a wait handle, and a process
namespace Corpus.Blocking.ProcessWait
{
    public sealed class Converter
    {
        public async Task<int> ConvertAsync(string file, CancellationToken token)
        {
            using var process = System.Diagnostics.Process.Start("convert", file);
            await Task.Yield();
            process.WaitForExit(); // expect: IC3001
            token.WaitHandle.WaitOne(10); // expect: IC3001
            return process.ExitCode;
        }
    }
}

// case: a blocking queue is read in a background service
namespace Corpus.Blocking.QueueTake
{
    public sealed class Worker(System.Collections.Concurrent.BlockingCollection<string> queue) : Microsoft.Extensions.Hosting.BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var item = queue.Take(stoppingToken); // expect: IC3001
                await Task.Delay(item.Length, stoppingToken);
            }
        }
    }
}

// case: joining a thread
namespace Corpus.Blocking.JoinThread
{
    public sealed class Runner
    {
        public async Task StopAsync(Thread thread)
        {
            await Task.Yield();
            thread.Join(); // expect: IC3001
        }
    }
}

// case: a delay that is waited for
namespace Corpus.Blocking.DelayWait
{
    public sealed class Backoff
    {
        public async Task RunAsync(Func<Task> action)
        {
            for (var i = 0; i < 3; i++)
            {
                await action();
                Pause(i);
            }
        }

        private static void Pause(int attempt) => Task.Delay(100 * attempt).Wait(); // expect: IC3001
    }
}

// look-alike: timeouts of zero only ask
namespace Corpus.Blocking.ZeroTimeouts
{
    public sealed class Asks
    {
        private readonly SemaphoreSlim _gate = new(1);

        public async Task<bool> TryAsync(Task work, WaitHandle handle)
        {
            await Task.Yield();
            Thread.Sleep(0);
            Thread.Yield();
            return _gate.Wait(0) || _gate.Wait(TimeSpan.Zero) || work.Wait(0) || handle.WaitOne(0) || handle.WaitOne(0, false);
        }
    }
}

// look-alike: a lock that nobody holds for long
namespace Corpus.Blocking.ShortLock
{
    public sealed class Counter
    {
        private readonly object _sync = new();
        private int _count;

        public async Task<int> NextAsync()
        {
            await Task.Yield();
            lock (_sync)
            {
                return ++_count;
            }
        }

        public async Task<bool> TryAsync()
        {
            await Task.Yield();
            if (!Monitor.TryEnter(_sync))
            {
                return false;
            }

            Monitor.Exit(_sync);
            return true;
        }
    }
}

// look-alike: a thread of its own may wait
namespace Corpus.Blocking.DedicatedThread
{
    public sealed class Pump(System.Collections.Concurrent.BlockingCollection<string> queue)
    {
        public Task StartAsync()
        {
            var thread = new Thread(() =>
            {
                foreach (var item in queue.GetConsumingEnumerable())
                {
                    Thread.Sleep(item.Length);
                }
            });
            thread.Start();
            return Task.CompletedTask;
        }

        public Task LongAsync() => Task.Factory.StartNew(Drain, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        private void Drain()
        {
            while (queue.Take() is { } item)
            {
                Thread.Sleep(item.Length);
            }
        }
    }
}

// look-alike: synchronous from end to end
namespace Corpus.Blocking.SynchronousProgram
{
    public static class Batch
    {
        public static int Run(string[] files)
        {
            Thread.Sleep(10);
            return files.Sum(f => File.ReadAllText(f).Length);
        }
    }
}

// look-alike: awaited before, to be sure that the output is flushed
// after: dotnet/runtime docs on Process.WaitForExitAsync
namespace Corpus.Blocking.ExitedProcess
{
    public sealed class Shell
    {
        public async Task<int> RunAsync(System.Diagnostics.Process process)
        {
            await process.WaitForExitAsync();
            process.WaitForExit();
            return process.ExitCode;
        }
    }
}

// look-alike: a timer callback is synchronous code on its own
namespace Corpus.Blocking.TimerCallbacks
{
    public sealed class Housekeeping
    {
        private readonly Timer _timer;

        public Housekeeping() => _timer = new Timer(_ => Sweep(), null, 0, 1000);

        private static void Sweep() => Thread.Sleep(1);

        public async Task StopAsync() => await _timer.DisposeAsync();
    }
}

// look-alike: CPU work in a parallel loop
namespace Corpus.Blocking.ParallelWork
{
    public sealed class Matrix
    {
        public async Task<double> TraceAsync(double[] rows)
        {
            await Task.Yield();
            var sum = 0.0;
            Parallel.For(0, rows.Length, i => rows[i] = Math.Sqrt(rows[i]));
            for (var i = 0; i < rows.Length; i++)
            {
                sum += rows[i];
            }

            return sum;
        }
    }
}
