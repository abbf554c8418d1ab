using BenchmarkDotNet.Attributes;

namespace IntentContracts.Benchmarks.Guards;

/// <summary>An invariant around a core that has ended when it returns its ValueTask.</summary>
public partial class CompletedValueTaskInvariant
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
            target.DepositAsync(i).GetAwaiter().GetResult();
            sum++;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int HandWritten()
    {
        var (target, sum) = (_hand, 0);
        for (var i = 1; i <= 1000; i++)
        {
            target.DepositAsync(i).GetAwaiter().GetResult();
            sum++;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int Shell()
    {
        var (target, sum) = (_guarded, 0);
        for (var i = 1; i <= 1000; i++)
        {
            target.DepositAsync(i).GetAwaiter().GetResult();
            sum++;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int AspectInjector()
    {
        var (target, sum) = (_woven, 0);
        for (var i = 1; i <= 1000; i++)
        {
            target.DepositAsync(i).GetAwaiter().GetResult();
            sum++;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int DispatchProxy()
    {
        var (target, sum) = (_dispatched, 0);
        for (var i = 1; i <= 1000; i++)
        {
            target.DepositAsync(i).GetAwaiter().GetResult();
            sum++;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int Castle()
    {
        var (target, sum) = (_castle, 0);
        for (var i = 1; i <= 1000; i++)
        {
            target.DepositAsync(i).GetAwaiter().GetResult();
            sum++;
        }

        return sum;
    }

    public interface IContract
    {
        int Balance { get; }

        ValueTask DepositAsync(int amount);
    }

    public sealed class Plain : IContract
    {
        public int Balance { get; private set; }

        public ValueTask DepositAsync(int amount)
        {
            Elsewhere.Note();
            Balance = (Balance + amount) & 0xffff;
            return default;
        }
    }

    public sealed class Hand
    {
        public int Balance { get; private set; }

        public ValueTask DepositAsync(int amount)
        {
            var core = Core(amount);
            return core.IsCompletedSuccessfully && Balance >= 0 ? core : Later(core);
        }

        private ValueTask Core(int amount)
        {
            Elsewhere.Note();
            Balance = (Balance + amount) & 0xffff;
            return default;
        }

        private async ValueTask Later(ValueTask task)
        {
            await task;
            if (Balance < 0)
            {
                Refuse.Now("Balance >= 0");
            }
        }
    }

    [Invariant("Balance >= 0")]
    public sealed partial class Guarded
    {
        public Guarded() => EnsureInvariants();

        public int Balance { get; private set; }

        public partial ValueTask DepositAsync(int amount);

        private ValueTask DepositAsyncCore(int amount)
        {
            Elsewhere.Note();
            Balance = (Balance + amount) & 0xffff;
            return default;
        }
    }

    public sealed class Woven : IIntercepted
    {
        Interception IIntercepted.Interception => Check.Instance;

        public int Balance { get; private set; }

        [Intercepted]
        public ValueTask DepositAsync(int amount)
        {
            Elsewhere.Note();
            Balance = (Balance + amount) & 0xffff;
            return default;
        }
    }

    private sealed class Check : Interception
    {
        public static readonly Check Instance = new();

        public override object? After(object self, object[] arguments, object? result) => Checked(self, (ValueTask)result!);

        private static ValueTask Checked(object self, ValueTask task) => task.IsCompletedSuccessfully && BalanceOf(self) >= 0 ? task : Later(self, task);

        private static async ValueTask Later(object self, ValueTask task)
        {
            await task;
            if (BalanceOf(self) < 0)
            {
                Refuse.Now("Balance >= 0");
            }
        }

        private static int BalanceOf(object self) => self is Woven woven ? woven.Balance : ((IContract)self).Balance;
    }
}
