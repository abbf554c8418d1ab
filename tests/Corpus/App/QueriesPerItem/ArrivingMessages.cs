using System.Net.Sockets;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

// Streams of one's own that hand on what arrives: nobody has the messages before they are there.
namespace Corpus.QueriesPerItem.ArrivingMessages;

// look-alike: each frame that the other side sends, whenever it does
public sealed class Frames(ShopDb db)
{
    public async Task ServeAsync(WebSocket socket, CancellationToken stop)
    {
        await foreach (var text in FramesOf(socket, stop).WithCancellation(stop))
        {
            if (text.StartsWith("who ", StringComparison.Ordinal))
            {
                var who = await db.Customers.FirstOrDefaultAsync(c => c.Name == text, stop);
                await socket.SendAsync(Encoding.UTF8.GetBytes(who?.Name ?? "?"), WebSocketMessageType.Text, true, stop);
            }
            else
            {
                db.Add(new OrderLine { Sku = text });
                await db.SaveChangesAsync(stop);
            }
        }
    }

    private static async IAsyncEnumerable<string> FramesOf(WebSocket socket, [EnumeratorCancellation] CancellationToken stop)
    {
        var buffer = new byte[1024];
        while (!stop.IsCancellationRequested)
        {
            var frame = await socket.ReceiveAsync(buffer, stop);
            if (frame.MessageType == WebSocketMessageType.Close)
            {
                yield break;
            }

            yield return Encoding.UTF8.GetString(buffer, 0, frame.Count);
        }
    }
}

public interface IWire
{
    IAsyncEnumerable<string> HearAsync(CancellationToken stop);
}

public sealed class ChannelWire(Channel<string> channel) : IWire
{
    public async IAsyncEnumerable<string> HearAsync([EnumeratorCancellation] CancellationToken stop)
    {
        while (await channel.Reader.WaitToReadAsync(stop))
        {
            while (channel.Reader.TryRead(out var line))
            {
                yield return line;
            }
        }
    }
}

// look-alike: behind an interface
public sealed class Listener(ShopDb db, IWire wire)
{
    public async Task<int> ListenAsync(CancellationToken stop)
    {
        var known = 0;
        await foreach (var line in wire.HearAsync(stop))
        {
            known += await db.Lines.CountAsync(l => l.Sku == line, stop);
        }

        return known;
    }
}

// look-alike: lines of a connection
public sealed class LineServer(ShopDb db)
{
    public async Task ServeAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream());
        await foreach (var line in LinesOf(reader))
        {
            Console.WriteLine(await db.Lines.CountAsync(l => l.Sku == line));
        }
    }

    private static async IAsyncEnumerable<string> LinesOf(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            yield return line;
        }
    }
}

// case: lines of a file are there from the beginning
public sealed class LineImport(ShopDb db)
{
    public async Task<int> ImportAsync(string path)
    {
        var known = 0;
        await foreach (var line in LinesOf(path))
        {
            known += await db.Lines.CountAsync(l => l.Sku == line); // expect: IC3101
        }

        return known;
    }

    private static async IAsyncEnumerable<string> LinesOf(string path)
    {
        using var reader = new StreamReader(path);
        while (await reader.ReadLineAsync() is { } line)
        {
            yield return line;
        }
    }
}

// case: a stream of one's own over what the database holds
public sealed class Walkthrough(ShopDb db)
{
    public async Task<int> CountAsync()
    {
        var lines = 0;
        await foreach (var order in OpenOnes())
        {
            lines += await db.Lines.CountAsync(l => l.OrderId == order.Id); // expect: IC3101
        }

        return lines;
    }

    private async IAsyncEnumerable<Order> OpenOnes()
    {
        foreach (var order in await db.Orders.Where(o => !o.IsDone).ToListAsync())
        {
            yield return order;
        }
    }
}

public interface IParcelQueue
{
    IAsyncEnumerable<string> AllAsync(CancellationToken stop);
}

public sealed class ParcelQueue : IParcelQueue
{
    private readonly Channel<string> _parcels = Channel.CreateBounded<string>(64);

    public bool TryPut(string parcel) => _parcels.Writer.TryWrite(parcel);

    public IAsyncEnumerable<string> AllAsync(CancellationToken stop) => _parcels.Reader.ReadAllAsync(stop);
}

// look-alike: a queue behind an interface, whose reader is handed out as it is
public sealed class ParcelDesk(ShopDb db, IParcelQueue parcels)
{
    public async Task WorkAsync(CancellationToken stop)
    {
        await foreach (var parcel in parcels.AllAsync(stop))
        {
            Console.WriteLine(await db.Lines.CountAsync(l => l.Sku == parcel, stop));
        }
    }
}

public interface IShelf
{
    IAsyncEnumerable<Order> AllAsync(CancellationToken stop);
}

public sealed class Shelf(ShopDb db) : IShelf
{
    public IAsyncEnumerable<Order> AllAsync(CancellationToken stop) => db.Orders.Where(o => o.IsDone).AsAsyncEnumerable();
}

// case: the same interface in front of a table
public sealed class ShelfDesk(ShopDb db, IShelf shelf)
{
    public async Task<int> CountAsync(CancellationToken stop)
    {
        var lines = 0;
        await foreach (var order in shelf.AllAsync(stop))
        {
            lines += await db.Lines.CountAsync(l => l.OrderId == order.Id, stop); // expect: IC3101
        }

        return lines;
    }
}

// look-alike: a message is worked on when it has come, and the next one is not there yet
public sealed class FrameLoop(ShopDb db)
{
    public async Task ServeAsync(WebSocket socket, CancellationToken stop)
    {
        var buffer = new byte[1024];
        while (socket.State == WebSocketState.Open && !stop.IsCancellationRequested)
        {
            var frame = await socket.ReceiveAsync(buffer, stop);
            if (frame.MessageType == WebSocketMessageType.Close)
            {
                break;
            }

            var text = Encoding.UTF8.GetString(buffer, 0, frame.Count);
            Console.WriteLine(await db.Lines.CountAsync(l => l.Sku == text, stop));
        }
    }
}

// case: one message that names several
public sealed class FrameReader(ShopDb db)
{
    public async Task ServeAsync(WebSocket socket, CancellationToken stop)
    {
        var buffer = new byte[1024];
        var frame = await socket.ReceiveAsync(buffer, stop);
        foreach (var sku in Encoding.UTF8.GetString(buffer, 0, frame.Count).Split(','))
        {
            Console.WriteLine(await db.Lines.CountAsync(l => l.Sku == sku, stop)); // expect: IC3101
        }
    }
}
