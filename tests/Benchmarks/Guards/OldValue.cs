using BenchmarkDotNet.Attributes;

namespace IntentContracts.Benchmarks.Guards;

/// <summary>A postcondition that compares with the value before.</summary>
public partial class OldValue
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
            sum += target.Deposit(i);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int HandWritten()
    {
        var (target, sum) = (_hand, 0);
        for (var i = 1; i <= 1000; i++)
        {
            sum += target.Deposit(i);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int Shell()
    {
        var (target, sum) = (_guarded, 0);
        for (var i = 1; i <= 1000; i++)
        {
            sum += target.Deposit(i);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int AspectInjector()
    {
        var (target, sum) = (_woven, 0);
        for (var i = 1; i <= 1000; i++)
        {
            sum += target.Deposit(i);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int DispatchProxy()
    {
        var (target, sum) = (_dispatched, 0);
        for (var i = 1; i <= 1000; i++)
        {
            sum += target.Deposit(i);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int Castle()
    {
        var (target, sum) = (_castle, 0);
        for (var i = 1; i <= 1000; i++)
        {
            sum += target.Deposit(i);
        }

        return sum;
    }

    public interface IContract
    {
        int Balance { get; }

        int Deposit(int amount);
    }

    public sealed class Plain : IContract
    {
        public int Balance { get; private set; }

        public int Deposit(int amount) => Balance += amount;
    }

    public sealed class Hand
    {
        public int Balance { get; private set; }

        public int Deposit(int amount)
        {
            var old = Balance;
            var result = Balance += amount;
            if (Balance != old + amount)
            {
                Refuse.Now("Balance == old(Balance) + amount");
            }

            return result;
        }
    }

    public sealed partial class Guarded
    {
        public int Balance { get; private set; }

        [Ensures("Balance == old(Balance) + amount")]
        public partial int Deposit(int amount);

        private int DepositCore(int amount) => Balance += amount;
    }

    public sealed class Woven : IIntercepted
    {
        Interception IIntercepted.Interception => Check.Instance;

        public int Balance { get; private set; }

        [Intercepted]
        public int Deposit(int amount) => Balance += amount;
    }

    private sealed class Check : Interception
    {
        public static readonly Check Instance = new();

        public override void Before(object self, object[] arguments) => _old = BalanceOf(self);

        public override object? After(object self, object[] arguments, object? result)
        {
            if (BalanceOf(self) != _old + (int)arguments[0]!)
            {
                Refuse.Now("Balance == old(Balance) + amount");
            }

            return result;
        }

        private static int BalanceOf(object self) => self is Woven woven ? woven.Balance : ((IContract)self).Balance;

        private int _old;
    }
}
