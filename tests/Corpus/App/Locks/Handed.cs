using Microsoft.EntityFrameworkCore;

namespace Corpus.Locks.Handed;

public sealed class Recipe
{
    public int Id { get; set; }

    public string Name { get; set; } = "";
}

public sealed class KitchenDb(DbContextOptions<KitchenDb> options) : DbContext(options)
{
    public DbSet<Recipe> Recipes => Set<Recipe>();
}

// case: what the shelf is handed it runs under its lock, and that asks the database
public sealed class Shelf<TKey, TValue>
    where TKey : notnull
{
    private readonly object _sync = new();
    private readonly Dictionary<TKey, TValue> _known = [];

    public TValue GetOrAdd(TKey key, Func<TKey, TValue> make)
    {
        lock (_sync)
        {
            if (!_known.TryGetValue(key, out var value))
            {
                value = make(key);
                _known.Add(key, value);
            }

            return value;
        }
    }
}

public sealed class Kitchen(KitchenDb db)
{
    private readonly Shelf<int, string> _names = new();

    public string NameOf(int id) => _names.GetOrAdd(id, key => db.Recipes.Single(r => r.Id == key).Name); // expect: IC1002
}

// look-alike: what the shelf is handed here only computes
public sealed class Pantry
{
    private readonly Shelf<string, int> _lengths = new();

    public int LengthOf(string word) => _lengths.GetOrAdd(word, key => key.Length * 2);
}

// case: a helper that is nothing but its lock
public sealed class Turn
{
    private readonly object _sync = new();

    public void Take(Action work)
    {
        lock (_sync)
        {
            work();
        }
    }
}

public sealed class Oven(Turn turn)
{
    public void Heat() => turn.Take(() => Thread.Sleep(2000)); // expect: IC1002
}

// look-alike: it is made before the lock is taken
public sealed class Larder<TValue>
{
    private readonly object _sync = new();
    private readonly Dictionary<int, TValue> _known = [];

    public TValue Fill(int key, Func<int, TValue> make)
    {
        var value = make(key);
        lock (_sync)
        {
            _known[key] = value;
        }

        return value;
    }
}

public sealed class Scullery(KitchenDb db)
{
    private readonly Larder<string> _names = new();

    public string NameOf(int id) => _names.Fill(id, key => db.Recipes.Single(r => r.Id == key).Name);
}

// look-alike: it is kept under the lock, and run when the lock is free again
public sealed class Orders
{
    private readonly object _sync = new();
    private readonly Queue<Action> _waiting = new();

    public void Add(Action work)
    {
        lock (_sync)
        {
            _waiting.Enqueue(work);
        }
    }

    public void Run()
    {
        Action? next;
        lock (_sync)
        {
            _waiting.TryDequeue(out next);
        }

        next?.Invoke();
    }
}

public sealed class Counter(Orders orders)
{
    public void Order() => orders.Add(() => Thread.Sleep(100));

    public void Serve() => orders.Run();
}
