using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

// Stores of one's own that hold what has been asked for.
namespace Corpus.QueriesPerItem.FilledSlots;

public sealed class Tile
{
    public string Text { get; private set; } = "";

    public void Read(ShopDb db, int row) => Text = db.Lines.First(l => l.Id == row).Sku;
}

// look-alike: slots of arrays, each filled when somebody first asks for it
public sealed class TileBoard(ShopDb db)
{
    private readonly Tile?[,] _tiles = new Tile?[64, 64];
    private readonly Order?[] _rows = new Order?[64];
    private readonly string?[] _names = new string?[64];

    public string Draw(List<int> path)
    {
        var drawn = "";
        foreach (var step in path)
        {
            drawn += At(step, step / 2).Text + Row(step).Total + Name(step);
        }

        return drawn;
    }

    private Tile At(int x, int y)
    {
        var tile = _tiles[x, y];
        if (tile is null)
        {
            tile = _tiles[x, y] = new Tile();
            tile.Read(db, x);
        }

        return tile;
    }

    private Order Row(int row)
    {
        if (_rows[row] != null)
        {
            return _rows[row]!;
        }

        var order = db.Orders.Single(o => o.Id == row);
        _rows[row] = order;
        return order;
    }

    private string Name(int row) => _names[row] ??= db.Customers.Where(c => c.Id == row).Select(c => c.Name).Single();
}

// case: an array is looked into, and what is read goes nowhere
public sealed class TileProbe(ShopDb db)
{
    private readonly Order?[] _rows = new Order?[64];

    public decimal Sum(List<int> path)
    {
        var sum = 0m;
        foreach (var step in path)
        {
            sum += Row(step).Total; // expect: IC3101
        }

        return sum + _rows.Length;
    }

    private Order Row(int row)
    {
        var known = _rows[row];
        if (known != null)
        {
            return known;
        }

        return db.Orders.Single(o => o.Id == row);
    }
}

// look-alike: the first who finds it empty has all of it read
public sealed class TaxRates(ShopDb db)
{
    private readonly Dictionary<int, decimal> _rates = [];
    private List<string>? _labels;

    public decimal Of(IEnumerable<Order> orders)
    {
        var sum = 0m;
        foreach (var order in orders)
        {
            sum += Rate(order.CustomerId) + Labels().Count;
        }

        return sum;
    }

    private decimal Rate(int customer)
    {
        if (_rates.Count == 0)
        {
            ReadAll();
        }

        return _rates[customer];
    }

    private List<string> Labels()
    {
        if (_labels == null)
        {
            ReadLabels();
        }

        return _labels!;
    }

    private void ReadAll()
    {
        foreach (var order in db.Orders.ToList())
        {
            _rates[order.CustomerId] = order.Total;
        }
    }

    private void ReadLabels() => _labels = db.Customers.Select(c => c.Name).ToList();
}

// case: asked whether there is anything in a list that what is called does not fill
public sealed class TaxNotes(ShopDb db)
{
    private readonly List<string> _notes = [];

    public List<string> Of(IEnumerable<Order> orders)
    {
        var all = new List<string>();
        foreach (var order in orders)
        {
            if (_notes.Count == 0)
            {
                Read(order.Id, all); // expect: IC3101
            }
        }

        return all;
    }

    private void Read(int order, List<string> into) => into.AddRange(db.Lines.Where(l => l.OrderId == order).Select(l => l.Sku).ToList());
}

public interface IPriceBook
{
    string? Find(int order);

    void Refresh();
}

// look-alike: an empty list is filled by what an interface asks for too, in a delegate that it hands over
public sealed class PriceBook(ShopDb db, ILogger<PriceBook> log) : IPriceBook
{
    private readonly List<OrderLine> _known = [];

    public string? Find(int order)
    {
        if (_known.Count == 0)
        {
            Refresh();
        }

        return _known.Find(l => l.OrderId == order)?.Sku;
    }

    public void Refresh() => InLog(() =>
    {
        _known.Clear();
        _known.AddRange(db.Lines.Where(l => l.Sku != "").ToArray());
    });

    private void InLog(Action work)
    {
        log.LogInformation("prices are read");
        work();
    }
}

// case: what is called when the list is empty only empties it again
public sealed class PriceProbe(ShopDb db)
{
    private readonly List<OrderLine> _known = [];

    public int Count(int order)
    {
        if (_known.Count == 0)
        {
            Probe(order);
        }

        return _known.Count;
    }

    public void Probe(int order)
    {
        _known.Clear();
        Console.WriteLine(db.Lines.Where(l => l.OrderId == order).ToArray().Length);
    }
}

public sealed class Prices(IPriceBook book, PriceProbe probe)
{
    public string Of(List<int> orders)
    {
        var text = "";
        foreach (var order in orders)
        {
            text += book.Find(order);
            text += probe.Count(order); // expect: IC3101
        }

        return text;
    }
}
