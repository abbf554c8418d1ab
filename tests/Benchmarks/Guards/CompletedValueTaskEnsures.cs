using BenchmarkDotNet.Attributes;

namespace IntentContracts.Benchmarks.Guards;

/// <summary>A postcondition on a ValueTask that has ended when it is returned.</summary>
public partial class CompletedValueTaskEnsures
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
            sum += target.DepositAsync(i).GetAwaiter().GetResult();
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int HandWritten()
    {
        var (target, sum) = (_hand, 0);
        for (var i = 1; i <= 1000; i++)
        {
            sum += target.DepositAsync(i).GetAwaiter().GetResult();
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int Shell()
    {
        var (target, sum) = (_guarded, 0);
        for (var i = 1; i <= 1000; i++)
        {
            sum += target.DepositAsync(i).GetAwaiter().GetResult();
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int AspectInjector()
    {
        var (target, sum) = (_woven, 0);
        for (var i = 1; i <= 1000; i++)
        {
            sum += target.DepositAsync(i).GetAwaiter().GetResult();
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int DispatchProxy()
    {
        var (target, sum) = (_dispatched, 0);
        for (var i = 1; i <= 1000; i++)
        {
            sum += target.DepositAsync(i).GetAwaiter().GetResult();
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int Castle()
    {
        var (target, sum) = (_castle, 0);
        for (var i = 1; i <= 1000; i++)
        {
            sum += target.DepositAsync(i).GetAwaiter().GetResult();
        }

        return sum;
    }

    public interface IContract
    {
        ValueTask<int> DepositAsync(int amount);
    }

    public sealed class Plain : IContract
    {
        private int _balance;

        public ValueTask<int> DepositAsync(int amount) => new(_balance = (_balance + amount) & 0xffff);
    }

    public sealed class Hand
    {
        private int _balance;

        public ValueTask<int> DepositAsync(int amount)
        {
            var core = Core(amount);
            return core.IsCompletedSuccessfully && core.Result >= 0 ? core : Later(core);
        }

        private ValueTask<int> Core(int amount) => new(_balance = (_balance + amount) & 0xffff);

        private static async ValueTask<int> Later(ValueTask<int> task)
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
        private int _balance;

        [Ensures("result >= 0")]
        public partial ValueTask<int> DepositAsync(int amount);

        private ValueTask<int> DepositAsyncCore(int amount) => new(_balance = (_balance + amount) & 0xffff);
    }

    public sealed class Woven : IIntercepted
    {
        Interception IIntercepted.Interception => Check.Instance;

        private int _balance;

        [Intercepted]
        public ValueTask<int> DepositAsync(int amount) => new(_balance = (_balance + amount) & 0xffff);
    }

    private sealed class Check : Interception
    {
        public static readonly Check Instance = new();

        public override object? After(object self, object[] arguments, object? result) => Checked((ValueTask<int>)result!);

        private static ValueTask<int> Checked(ValueTask<int> task) => task.IsCompletedSuccessfully && task.Result >= 0 ? task : Later(task);

        private static async ValueTask<int> Later(ValueTask<int> task)
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
