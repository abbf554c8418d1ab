using BenchmarkDotNet.Attributes;

namespace IntentContracts.Benchmarks.Guards;

/// <summary>A transition that is permitted, and one back.</summary>
public partial class Transition
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
            target.Open();
            target.Close();
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
            target.Open();
            target.Close();
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
            target.Open();
            target.Close();
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
            target.Open();
            target.Close();
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
            target.Open();
            target.Close();
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
            target.Open();
            target.Close();
            sum++;
        }

        return sum;
    }

    public interface IContract
    {
        DoorState State { get; }

        void Open();

        void Close();
    }

    public sealed class Plain : IContract
    {
        public DoorState State { get; private set; }

        public void Open() => State = DoorState.Open;

        public void Close() => State = DoorState.Closed;
    }

    public sealed class Hand
    {
        public DoorState State { get; private set; }

        public void Open()
        {
            if (State != DoorState.Closed)
            {
                Refuse.Now("Closed");
            }

            State = DoorState.Open;
        }

        public void Close()
        {
            if (State != DoorState.Open)
            {
                Refuse.Now("Open");
            }

            State = DoorState.Closed;
        }
    }

    [StateMachine(nameof(State), Initial = DoorState.Closed)]
    public sealed partial class Guarded
    {
        public DoorState State { get; private set; }

        [Transition(From = [DoorState.Closed], To = DoorState.Open)]
        public partial void Open();

        private void OpenCore()
        {
        }

        [Transition(From = [DoorState.Open], To = DoorState.Closed)]
        public partial void Close();

        private void CloseCore()
        {
        }
    }

    public sealed class Woven : IIntercepted
    {
        Interception IIntercepted.Interception => Check.Instance;

        public DoorState State { get; private set; }

        [Intercepted]
        public void Open() => State = DoorState.Open;

        [Intercepted]
        public void Close() => State = DoorState.Closed;
    }

    private sealed class Check : Interception
    {
        public static readonly Check Instance = new();

        public override void Before(object self, object[] arguments) => _before = StateOf(self);

        public override object? After(object self, object[] arguments, object? result)
        {
            if (StateOf(self) == _before)
            {
                Refuse.Now("another state");
            }

            return result;
        }

        private static DoorState StateOf(object self) => self is Woven woven ? woven.State : ((IContract)self).State;

        private DoorState _before;
    }
}
