using Dapper;
using Microsoft.Data.SqlClient;

namespace Corpus.Locks.HandedState;

/// <summary>Makes a connection around what it is handed, so that nobody has to capture anything.</summary>
public sealed class Till(string at)
{
    public TResult Use<TState, TResult>(Func<SqlConnection, TState, TResult> work, TState state)
    {
        using var connection = new SqlConnection(at);
        return work(connection, state);
    }

    public int Count(string text, Func<string, int> how) => Words(static (word, measure) => measure(word), text, how);

    private static int Words<TState>(Func<string, TState, int> each, string text, TState state) => text.Split(' ').Sum(word => each(word, state));
}

// look-alike: the lambda's state is the object that holds the lock, and not another one
public sealed class Ticket
{
    private readonly object _sync = new();
    private DateTime? _takenAt;

    public int Length(Till till)
    {
        lock (_sync)
        {
            var length = till.Count("one two", static word => word.Length) + Measure(static (prefix, self) => (prefix + self._takenAt).Length, this);
            _takenAt = DateTime.UtcNow;
            return length;
        }
    }

    public void GiveBack()
    {
        lock (_sync)
        {
            if (_takenAt is not null)
            {
                _takenAt = null;
            }
        }
    }

    private static int Measure<TState>(Func<string, TState, int> how, TState state) => how("at ", state);
}

// case: the state is another object of the type, whose own lock nobody holds
public sealed class Coupon
{
    private readonly object _sync = new();
    private DateTime? _usedAt;

    public int Compare(Coupon other)
    {
        lock (_sync)
        {
            _usedAt = DateTime.UtcNow;
            return Measure(static (prefix, coupon) => (prefix + coupon._usedAt).Length, other); // expect: IC1001
        }
    }

    public void Forget()
    {
        lock (_sync)
        {
            _usedAt = null;
        }
    }

    private static int Measure<TState>(Func<string, TState, int> how, TState state) => how("at ", state);
}

// case: the caller's delegate goes through as the state of a static lambda, and what it asks is asked under the lock
public sealed class Register(Till till)
{
    private readonly object _sync = new();
    private int _sold;

    public void Close()
    {
        lock (_sync)
        {
            _sold += Ask(connection => connection.ExecuteScalar<int>("select count(*) from Sold")); // expect: IC1002
        }
    }

    // look-alike: the same way, and the delegate only computes
    public void Open()
    {
        lock (_sync)
        {
            _sold = Reckon(number => number * 2);
        }
    }

    private T Ask<T>(Func<SqlConnection, T> question) => till.Use(static (connection, ask) => ask(connection), question);

    private static T Reckon<T>(Func<int, T> how) => Apply(static (number, pair) => pair.Value(number), new KeyValuePair<string, Func<int, T>>("", how));

    private static TResult Apply<TState, TResult>(Func<int, TState, TResult> work, TState state) => work(1, state);
}
