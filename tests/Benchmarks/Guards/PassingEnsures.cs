using BenchmarkDotNet.Attributes;

namespace IntentContracts.Benchmarks.Guards;

/// <summary>A precondition and a postcondition that hold.</summary>
public partial class PassingEnsures
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
        int Deposit(int amount);
    }

    public sealed class Plain : IContract
    {
        private int _balance;

        public int Deposit(int amount) => _balance = (_balance + amount) & 0xffff;
    }

    public sealed class Hand
    {
        private int _balance;

        public int Deposit(int amount)
        {
            if (amount <= 0)
            {
                Refuse.Now("amount > 0");
            }

            var result = _balance = (_balance + amount) & 0xffff;
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

        [Requires("amount > 0"), Ensures("result >= 0")]
        public partial int Deposit(int amount);

        private int DepositCore(int amount) => _balance = (_balance + amount) & 0xffff;
    }

    public sealed class Woven : IIntercepted
    {
        Interception IIntercepted.Interception => Check.Instance;

        private int _balance;

        [Intercepted]
        public int Deposit(int amount) => _balance = (_balance + amount) & 0xffff;
    }

    private sealed class Check : Interception
    {
        public static readonly Check Instance = new();

        public override void Before(object self, object[] arguments)
        {
            if ((int)arguments[0]! <= 0)
            {
                Refuse.Now("amount > 0");
            }
        }

        public override object? After(object self, object[] arguments, object? result)
        {
            if ((int)result! < 0)
            {
                Refuse.Now("result >= 0");
            }

            return result;
        }
    }
}
