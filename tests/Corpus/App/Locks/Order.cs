using Corpus.Library.Locks;

namespace Corpus.Locks.Order;

// case: two methods take two locks in both orders
public sealed class Transfers
{
    private readonly object _accounts = new();
    private readonly object _journal = new();
    private int _entries;

    public void Book()
    {
        lock (_accounts)
        {
            lock (_journal)
            {
                _entries++;
            }
        }
    }

    public void Audit()
    {
        lock (_journal)
        {
            lock (_accounts) // expect: IC1005
            {
                _entries--;
            }
        }
    }
}

// case: two types that call each other under their locks
public sealed class Orders(Stock stock)
{
    private readonly object _gate = new();
    private int _open;

    public void Place()
    {
        lock (_gate)
        {
            _open++;
            stock.Reserve();
        }
    }

    public void Cancel()
    {
        lock (_gate)
        {
            _open--;
        }
    }
}

public sealed class Stock
{
    private readonly object _gate = new();
    private int _free;

    public Orders? Orders { get; init; }

    public void Reserve()
    {
        lock (_gate)
        {
            _free--;
        }
    }

    public void SoldOut()
    {
        lock (_gate)
        {
            _free = 0;
            Orders!.Cancel(); // expect: IC1005
        }
    }
}

// case: a transfer locks both accounts in the order in which it is given them
public sealed class Account
{
    private readonly object _gate = new();
    private decimal _balance;

    public static void Transfer(Account from, Account to, decimal amount)
    {
        lock (from._gate)
        {
            lock (to._gate) // expect: IC1005
            {
                from._balance -= amount;
                to._balance += amount;
            }
        }
    }
}

// case: a circle of three
public static class Circle
{
    private static readonly object A = new();
    private static readonly object B = new();
    private static readonly object C = new();
    public static void First()
    {
        lock (A)
        {
            lock (B)
            {
                Console.Beep();
            }
        }
    }

    public static void Second()
    {
        lock (B)
        {
            lock (C)
            {
                Console.Beep();
            }
        }
    }

    public static void Third()
    {
        lock (C)
        {
            lock (A) // expect: IC1005
            {
                Console.Beep();
            }
        }
    }
}

// look-alike: both methods take the locks in one order, one of them over a call
public sealed class Ordered
{
    private readonly object _first = new();
    private readonly object _second = new();
    private int _n;

    public void One()
    {
        lock (_first)
        {
            Inner();
        }
    }

    public void Two()
    {
        lock (_first)
        {
            lock (_second)
            {
                _n++;
            }
        }
    }

    private void Inner()
    {
        lock (_second)
        {
            _n--;
        }
    }
}

// look-alike: one after the other, not one inside the other
public sealed class Sequential
{
    private readonly object _first = new();
    private readonly object _second = new();
    private int _n;
    private int _m;

    public void One()
    {
        lock (_first)
        {
            _n++;
        }

        lock (_second)
        {
            _m++;
        }
    }

    public void Two()
    {
        lock (_second)
        {
            _m--;
        }

        lock (_first)
        {
            _n--;
        }
    }
}

// look-alike: the same lock again is no second lock
public sealed class Reentrant
{
    private readonly object _gate = new();
    private int _n;

    public void Outer()
    {
        lock (_gate)
        {
            Inner();
        }
    }

    public void Inner()
    {
        lock (_gate)
        {
            _n++;
        }
    }
}

// look-alike: the accounts are put in order before they are locked
public sealed class SafeAccount
{
    private readonly object _gate = new();
    private readonly int _number;
    private decimal _balance;

    public SafeAccount(int number) => _number = number;

    public static void Transfer(SafeAccount from, SafeAccount to, decimal amount)
    {
        var (first, second) = from._number < to._number ? (from, to) : (to, from);
        lock (first._gate)
        {
            lock (second._gate)
            {
                from._balance -= amount;
                to._balance += amount;
            }
        }
    }

    public static void Swap(SafeAccount a, SafeAccount b)
    {
        if (a._number < b._number)
        {
            lock (a._gate)
            {
                lock (b._gate)
                {
                    (a._balance, b._balance) = (b._balance, a._balance);
                }
            }
        }
        else
        {
            lock (b._gate)
            {
                lock (a._gate)
                {
                    (a._balance, b._balance) = (b._balance, a._balance);
                }
            }
        }
    }
}

// look-alike: the other order only tries, and gives up
public sealed class Trying(Storage storage)
{
    private readonly object _gate = new();
    private int _n;

    public void Forwards()
    {
        lock (_gate)
        {
            lock (storage.Gate)
            {
                _n++;
            }
        }
    }

    public bool Backwards()
    {
        lock (storage.Gate)
        {
            if (!Monitor.TryEnter(_gate))
            {
                return false;
            }

            try
            {
                _n--;
                return true;
            }
            finally
            {
                Monitor.Exit(_gate);
            }
        }
    }
}

// case: the other way round than the library
public sealed class Stevedores(Crane crane)
{
    private readonly Queue<string> _waiting = new();

    public void Lift() => crane.Lift(() => _waiting.Clear());

    public void Pause()
    {
        lock (HarbourLocks.Crane)
        {
            crane.Clear(); // expect: IC1005
        }
    }
}

// look-alike: the same way round as the library, and one lock after the other
public sealed class Customs(Crane crane)
{
    private int _stamps;

    public void Sign() => crane.Sign();

    public void Stamp()
    {
        lock (HarbourLocks.Quay)
        {
            lock (HarbourLocks.Office)
            {
                _stamps++;
            }
        }
    }

    public void Leave()
    {
        lock (HarbourLocks.Office)
        {
            _stamps--;
        }

        crane.Clear();
    }
}

// case: the locks of two objects that the own one keeps, each way round once, over a method of its own
public sealed class Pan
{
    public readonly object Gate = new();

    public int Grams { get; set; }
}

public sealed class Scales(Pan left, Pan right)
{
    private readonly Pan _left = left;
    private readonly Pan _right = right;

    public void ToTheRight(int grams)
    {
        lock (_left.Gate)
        {
            _left.Grams -= grams;
            PutRight(grams);
        }
    }

    public void ToTheLeft(int grams)
    {
        lock (_right.Gate)
        {
            _right.Grams -= grams;
            PutLeft(grams); // expect: IC1005
        }
    }

    private void PutLeft(int grams)
    {
        lock (_left.Gate)
        {
            _left.Grams += grams;
        }
    }

    private void PutRight(int grams)
    {
        lock (_right.Gate)
        {
            _right.Grams += grams;
        }
    }
}

// case: the same in one body, and through properties
public sealed class Tanks(Pan upper, Pan lower)
{
    private Pan Upper { get; } = upper;

    private Pan Lower { get; } = lower;

    public void Drain(int grams)
    {
        lock (Upper.Gate)
        {
            lock (Lower.Gate)
            {
                Upper.Grams -= grams;
                Lower.Grams += grams;
            }
        }
    }

    public void Pump(int grams)
    {
        lock (Lower.Gate)
        {
            lock (Upper.Gate) // expect: IC1005
            {
                Lower.Grams -= grams;
                Upper.Grams += grams;
            }
        }
    }
}

// look-alike: both members take the left one first; and one after the other, in both orders
public sealed class LevelScales(Pan left, Pan right)
{
    private readonly Pan _left = left;
    private readonly Pan _right = right;

    public void ToTheRight(int grams)
    {
        lock (_left.Gate)
        {
            _left.Grams -= grams;
            PutRight(grams);
        }
    }

    public void ToTheLeft(int grams)
    {
        lock (_left.Gate)
        {
            PutRight(-grams);
            _left.Grams += grams;
        }
    }

    public void Empty()
    {
        PutRight(0);
        lock (_left.Gate)
        {
            _left.Grams = 0;
        }
    }

    private void PutRight(int grams)
    {
        lock (_right.Gate)
        {
            _right.Grams += grams;
        }
    }
}

// look-alike: the other one's lock, which is the own one's only for another object
public sealed class Partner(Pan own)
{
    private readonly Pan _own = own;
    private readonly Pan _shared = new();

    public void Give(Partner other, int grams)
    {
        lock (_own.Gate)
        {
            _own.Grams -= grams;
            other.Take(grams);
        }
    }

    public void Settle(int grams)
    {
        lock (_shared.Gate)
        {
            lock (_own.Gate)
            {
                _own.Grams += grams;
            }
        }
    }

    private void Take(int grams)
    {
        lock (_shared.Gate)
        {
            _shared.Grams += grams;
        }
    }
}
