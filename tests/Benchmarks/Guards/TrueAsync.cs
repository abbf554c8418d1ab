using BenchmarkDotNet.Attributes;

namespace IntentContracts.Benchmarks.Guards;

/// <summary>A postcondition on a task that ends after it has been returned.</summary>
public partial class TrueAsync
{
    private readonly Plain _raw = new();
    private readonly Hand _hand = new();
    private readonly Guarded _guarded = new();
    private readonly Woven _woven = new();
    private readonly IContract _dispatched = Proxies.Dispatch<IContract>(new Plain(), Check.Instance);
    private readonly IContract _castle = Proxies.Castle<IContract>(new Plain(), Check.Instance);

    [Benchmark(Baseline = true, OperationsPerInvoke = 1000)]
    public int Raw()
    {
        var (target, sum) = (_raw, 0);
        for (var i = 1; i <= 1000; i++)
        {
            var gate = new TaskCompletionSource();
            var task = target.WaitAsync(gate.Task);
            gate.SetResult();
            sum += task.GetAwaiter().GetResult();
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int HandWritten()
    {
        var (target, sum) = (_hand, 0);
        for (var i = 1; i <= 1000; i++)
        {
            var gate = new TaskCompletionSource();
            var task = target.WaitAsync(gate.Task);
            gate.SetResult();
            sum += task.GetAwaiter().GetResult();
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int Shell()
    {
        var (target, sum) = (_guarded, 0);
        for (var i = 1; i <= 1000; i++)
        {
            var gate = new TaskCompletionSource();
            var task = target.WaitAsync(gate.Task);
            gate.SetResult();
            sum += task.GetAwaiter().GetResult();
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int AspectInjector()
    {
        var (target, sum) = (_woven, 0);
        for (var i = 1; i <= 1000; i++)
        {
            var gate = new TaskCompletionSource();
            var task = target.WaitAsync(gate.Task);
            gate.SetResult();
            sum += task.GetAwaiter().GetResult();
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int DispatchProxy()
    {
        var (target, sum) = (_dispatched, 0);
        for (var i = 1; i <= 1000; i++)
        {
            var gate = new TaskCompletionSource();
            var task = target.WaitAsync(gate.Task);
            gate.SetResult();
            sum += task.GetAwaiter().GetResult();
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int Castle()
    {
        var (target, sum) = (_castle, 0);
        for (var i = 1; i <= 1000; i++)
        {
            var gate = new TaskCompletionSource();
            var task = target.WaitAsync(gate.Task);
            gate.SetResult();
            sum += task.GetAwaiter().GetResult();
        }

        return sum;
    }

    public interface IContract
    {
        Task<int> WaitAsync(Task gate);
    }

    public sealed class Plain : IContract
    {
        public async Task<int> WaitAsync(Task gate)
        {
            await gate;
            return 1;
        }
    }

    public sealed class Hand
    {
        public Task<int> WaitAsync(Task gate)
        {
            var task = Core(gate);
            return task.IsCompletedSuccessfully && task.Result >= 0 ? task : Later(task);
        }

        private static async Task<int> Core(Task gate)
        {
            await gate;
            return 1;
        }

        private static async Task<int> Later(Task<int> task)
        {
            var result = await task;
            if (result < 0)
            {
                Refuse.Now("result >= 0");
            }

            return result;
        }
    }

    public sealed partial class Guarded
    {
        [Ensures("result >= 0")]
        public partial Task<int> WaitAsync(Task gate);

        private async Task<int> WaitAsyncCore(Task gate)
        {
            await gate;
            return 1;
        }
    }

    public sealed class Woven : IIntercepted
    {
        Interception IIntercepted.Interception => Check.Instance;

        [Intercepted]
        public async Task<int> WaitAsync(Task gate)
        {
            await gate;
            return 1;
        }
    }

    private sealed class Check : Interception
    {
        public static readonly Check Instance = new();

        public override object? After(object self, object[] arguments, object? result) => Later((Task<int>)result!);

        private static async Task<int> Later(Task<int> task)
        {
            var result = await task;
            if (result < 0)
            {
                Refuse.Now("result >= 0");
            }

            return result;
        }
    }
}
